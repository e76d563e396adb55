"""What stands beside a name, in the languages that issues come in. Patterns of RE2, each a group."""

from typing import Final

STARS: Final = r"(?:[\"'*_:]{1,4}[ \t]{0,2}|[ \t]{1,2})[\"'*_@]{0,4}[ \t]?"
# Behind these one name is enough.
STRONG: Final = (
    r"(?i:(?:reported|raised|found|seen|opened|filed|created|spotted|escalated)(?:[ ]\pL{1,20}){0,3}[ ]by|reporter"
    r"|submitted by|requested by|found by|seen by|spotted by|assigned to|assignee"
    r"|authored by|author|written by|approved by|reviewed by|reviewer|tested by|fixed by|signed[ -]off[ -]by"
    r"|co-authored-by|creator"
    r"|requester|escalated by|owner is|contact(?:[ ]person)?(?:[ ]at[ ]\w+)?|point of contact|attn\.?|on behalf of"
    r"|spoke (?:to|with)"
    r"|(?:ask|ping|call(?:ed)?|talk(?:ed)? to|thanks to|according to|per|cc|cc'?ing|fyi|kudos to)"
    r"|gemeldet (?:von|durch)|erstellt von|beauftragt von|angefordert von|erfasst von|freigegeben von|zugewiesen an"
    r"|bearbeiter(?:in)?"
    r"|ansprechpartner(?:in)?|autor(?:in)?|melder(?:in)?|verfasser(?:in)?|rückfragen (?:bitte )?an|laut|i\.?[ ]?a\."
    r"|gez\."
    r"|signal[ée]e? par|rapport[ée]e? par|cr[ée]{2}e? par|demand[ée]e? par|auteure?|d[ée]clar[ée]e? par"
    r"|interlocut(?:eur|rice)"
    r"|gemeld door|aangemaakt door|gerapporteerd door|ingediend door|melder|contactpersoon|volgens|auteur"
    r"|reportado por|creado por|solicitado por|informado por|autora?|relatado por|criado por|segnalato da|creato da"
    r"|richiesto da|autore"
    r"|referente|zg[łl]oszon[eya]?(?:[ ]przez)?|zg[łl]osi[łl]a?|utworzon[eya] przez|autorka?|osoba kontaktowa|kontakt"
    r"|in the name of|auf (?:den )?namen(?: von)?|lautend auf|op naam van|ten name van|au nom de|a nombre de"
    r"|a nome di|em nome de"
    r"|na nazwisko|на имя|сообщил(?:[ао]|\(а\))?|автор|создал[а]?|исполнитель|контактное лицо|от имени)"
)
# Behind these stands a name of two words or more, for one may be a noun.
WEAK: Final = (
    r"(?i:customer|client|user|patient|employee|colleague|citizen|guest|member|tester|developer|account of|data of"
    r"|order of|named|name"
    r"|manager|engineer|consultant|agent|owner|doctor|mitarbeiter(?:in)?|kund(?:e|in|en)(?:/kunde)?"
    r"|nutzer(?:in)?|benutzer(?:in)?|patient(?:in)?|kolleg(?:e|in|en)|person|klient(?:ka)?"
    r"|utilisat(?:eur|rice)|client(?:e)?|usager|patiente?|nom|klant|gebruiker|persoon|burger|pati[ëe]nt|naam"
    r"|usuari[oa]|paciente|cliente|nombre|nome|utente|paziente|klient|pan|pani|u[żz]ytkownik"
    r"|пользовател[ья]|клиента?|пациента?|гражданин|сотрудник)"
)
# Before many things; who follows must look like somebody.
PREPOSITION: Final = (
    r"(?i:from|with|by|for|to|and|of|at|ask|asked|told|tell|met|saw|show|let|von|mit|für|an|bei|und|par|avec|pour"
    r"|de|et|à|door|met|voor|en|aan"
    r"|por|con|para|y|da|per|e|przez|dla|dla|od|i|com|от|для|у|с|и)"
)
ACTS: Final = (
    r"(?i:said|says|say|saw|agreed|agrees|report(?:s|ed)|mention(?:s|ed)|asked|asks|wants|wanted|wrote|writes|noted"
    r"|notes"
    r"|confirm(?:s|ed)|suggest(?:s|ed)|thinks|thought|believes|prefers|reproduced|found|noticed|pointed out|told"
    r"|tried|called|complain(?:s|ed)"
    r"|is (?:on (?:vacation|leave|holiday)|out of office|sick|ill)"
    r"|hat|sagte?|meint|meldet|schreibt|schrieb|fragt|möchte wissen|bittet|a dit|a signal[ée]|dit que|pense|demande"
    r"|propose"
    r"|zei|zegt|meldt|vraagt|heeft|dice|dijo|ha detto|disse|ha segnalato|m[óo]wi|powiedzia[łl]a?|zg[łl]osi[łl]a?"
    r"|сказала?|сообщила?|пишет|просит)"
)
TITLED: Final = (
    r"(?:Dr|Prof|Mr|Mrs|Ms|Mx|Mme|Mlle|Sr|Sra|Srta|Hr|Fr|Dott|Sig)\.|\b(?:Mr|Mrs|Ms|Mme|Mlle|Frau|Herrn?"
    r"|Frau/Herrn?|Herr/Frau|Madame"
    r"|Monsieur|Señora?|Mevrouw|Meneer|Pani|Panu|Panem|Panią|Signora?|Doña|Dhr\.?|Mevr\.?|Kundin/Kunde|Sir|Lady)"
)
GREETING: Final = (
    r"(?i:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|liebe[rs]?|sehr geehrte[rs]?(?: frau| herr)?"
    r"|guten (?:tag|morgen)"
    r"|moin|servus|bonjour|salut|ch[eè]re?|beste|geachte|dag|goedemorgen|hola|estimad[oa]|buenos d[ií]as|ciao"
    r"|gentile|caro|cara|salve"
    r"|ol[áa]|prezad[oa]|car[oa]|bom dia|cze[śs][ćc]|witaj|dzie[ńn] dobry|szanown[yia] pani?e?|здравствуйте|привет"
    r"|уважаем(?:ый|ая)|добрый день)"
)
FAREWELL: Final = (
    r"(?i:thanks(?: a lot| again| in advance)?|thank you|many thanks|thx|cheers|best|(?:best|kind|warm"
    r"|many)(?: regards| wishes)|regards|br"
    r"|sincerely(?: yours)?|yours(?: sincerely| faithfully| truly)?|all the best|vielen dank|danke(?: schön| sehr)?"
    r"|viele(?:n)? gr[üu](?:ß|ss)e"
    r"|(?:mit )?(?:freundlichen|besten|lieben|herzlichen) gr[üu](?:ß|ss)en|(?:beste|liebe|sch[öo]ne"
    r"|herzliche) gr[üu](?:ß|ss)e|gru(?:ß|ss)|lg|vg|mfg"
    r"|merci(?: d'avance| beaucoup)?|cordialement|bien [àa] vous|bien cordialement|salutations|[àa] bient[ôo]t"
    r"|amicalement"
    r"|(?:met )?vriendelijke groet(?:en)?|mvg|groet(?:en|jes)?|bedankt|dank(?: je wel)?|alvast bedankt|gracias"
    r"|saludos(?: cordiales)?"
    r"|un saludo|atentamente|grazie|cordiali saluti|saluti|distinti saluti|obrigad[oa]|atenciosamente|cumprimentos"
    r"|abra[çc]os?"
    r"|pozdrawiam|z powa[żz]aniem|dzi[ęe]kuj[ęe]|dzi[ęe]ki|спасибо|с уважением|благодарю)"
)
KEYS: Final = (
    r"(?i:first[ _-]?name|last[ _-]?name|given[ _-]?names?|family[ _-]?name|full[ _-]?name|middle[ _-]?name"
    r"|display[ _-]?name|sur[ _-]?name|nick[ _-]?name"
    r"|maiden[ _-]?name|(?:customer|user|contact|account|holder|owner|patient|employee|recipient|sender|author"
    r"|client|billing|shipping)[ _-]?name|cardholder(?:[ _-]?name)?"
    r"|account[ _-]?holder|beneficiary(?:[ _-]?name)?|ship[ _-]?to|bill[ _-]?to|vorname|nachname|familienname"
    r"|kontoinhaber(?:in)?|empf[äa]nger(?:in)?|ansprechpartner(?:in)?"
    r"|pr[ée]nom|nom(?: de famille)?|titulaire|destinataire|voornaam|achternaam|tussenvoegsel|nombre|apellidos?"
    r"|titular|destinatario"
    r"|nome|cognome|intestatario|sobrenome|apelido|imi[ęe]|nazwisko|имя|фамилия|отчество|фио|ф\.и\.о\.)"
)

MAY_ACT: Final = (
    r"(?i:will|can|could|should|would|has|had|is|was|does|kann|soll|wird|ist|war|va|peut|est|kan|zal"
    r"|is|puede|ha|può|pode|ma|może)"
)
"""Behind these a given name is one, but a thing does them too."""

OF_A_PERSON: Final = (
    r"(?i:born|date of birth|d\.?o\.?b\.?|née?|geb\.|geboren|geburtsdatum|geboortedatum|fecha de nacimiento"
    r"|data urodzenia|data di nascita|passport|SSN|NINO|BSN|PESEL|DNI|NIF|NIE|codice fiscale|Steuer-?ID|aged? \d)"
)
"""What stands behind somebody's name, for it is said of people alone."""
