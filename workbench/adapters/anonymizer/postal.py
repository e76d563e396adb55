"""Streets and towns, by how the languages write them, and by the words that come before them."""

from typing import Final

from workbench.adapters.anonymizer.rules import Rule, compiled
from workbench.core.anonymising.records import Tier

_CAP: Final = r"\p{Lu}[\p{L}\p{M}'’.-]+"
_CAPS: Final = (
    rf"{_CAP}(?:[ ](?:de|del|della|di|da|do|dos|das|du|des|la|le|les|van|der|den|von|am|an|im|in|upon|on"
    rf"|the|of|{_CAP})){{0,4}}"
)
_NUMBER: Final = r"\d{1,5}(?:[ ]?[a-zA-Z])?(?:[-/–][ ]?(?:\d{1,4}[a-zA-Z]?|[IVX]{1,4}|[a-zA-Z]{1,3}))?"
_UK: Final = r"[A-Z]{1,2}\d[A-Z\d]?[ ]?\d[A-Z]{2}"
_POSTCODE: Final = (
    rf"(?:{_UK}|\d{{5}}-\d{{3}}|\d{{2}}-\d{{3}}|\d{{3}}[ ]\d{{2}}|\d{{4}}[ ]?[A-Z]{{2}}"
    rf"|\d{{4}}-\d{{3}}|[A-Z]{{1,2}}-\d{{4,6}}|\d{{4,6}})"
)
_TOWN: Final = rf"(?:{_POSTCODE},?[ ]{_CAPS}(?:[ ]\([A-Z]{{2}}\))?|{_CAPS}(?:,?[ ](?:[A-Z]{{2}}[ ])?{_POSTCODE})?)"
_TAIL: Final = (
    rf"(?:,?[ ](?:(?i:apt|apartment|flat|suite|ste|unit|floor|app|appt|wohnung|whg|etage|og|bus|piso|int"
    rf"|scala|lok|appartamento|piano|interno|portal|puerta|andar|bloco|apto"
    rf"|m)\.?[ ]?#?[\w-]{{1,6}}))?(?:(?:,[ ]?|[ ]|\n){_TOWN}(?:,[ ]{_TOWN})?)?"
)
_ONLY_TOWN: Final = rf"(?:(?:,[ ]?|[ ]|\n){_POSTCODE}[ ]{_CAPS})?"
_GERMANIC: Final = (
    r"(?:stra(?:ß|ss)e|str\.|weg|platz|allee|gasse|ring|damm|ufer|markt|steig|stieg|chaussee|promenade|gracht"
    r"|straat|laan|plein|kade|dijk"
    r"|singel|dreef|hof|park|gatan|vägen|gränd|vej|gade|allé|gate|gata|veien|katu|tie|utca|tér)"
)
_BRITISH: Final = (
    r"(?:Street|St\.?|Road|Rd\.?|Avenue|Ave\.?|Lane|Ln\.?|Drive|Dr\.?|Crescent|Cres\.?|Close|Court|Ct\.?|Way|Place"
    r"|Pl\.?|Square|Sq\.?"
    r"|Terrace|Gardens|Boulevard|Blvd\.?|Hill|Row|Mews|Grove|Walk|Parkway|Pkwy\.?|Highway|Hwy\.?|Circle|Cir\.?"
    r"|Trail|Quay|Rise|View|Green)"
)
_ROMANCE: Final = (
    r"(?:(?i:rue|avenue|av\.|boulevard|bd\.?|bld|place|chemin|all[ée]e|impasse|quai|route|cours|square|passage"
    r"|r[ée]sidence|faubourg|calle|c/"
    r"|avenida|avda\.?|plaza|paseo|carrer|camino|carretera|ronda|travesía|via|viale|piazza|corso|vicolo|largo"
    r"|strada|piazzale|rua|travessa"
    r"|alameda|praça|praceta|estrada))"
)
_SLAVIC: Final = (
    r"(?:ul\.|al\.|pl\.|os\.|ulica|aleja|plac|osiedle|ул\.|улица|пр\.|просп\.|проспект|пр-т|пер\."
    r"|переулок|пл\.|площадь|наб\.|ш\.|шоссе|бул\.|алл\.|аллея|бульвар|проезд)"
)
_RU_HOUSE: Final = (
    r"(?:,?[ ](?:д\.|дом)?[ ]?\d{1,4}[а-яА-Яa-zA-Z]?(?:/\d{1,4})?)(?:,?[ ](?:к(?:орп)?\.|стр\.|кв\."
    r"|оф\.|m\.|lok\.)[ ]?\d{1,4}[а-яa-z]?){0,3}"
)
_CUE: Final = (
    r"(?i:(?:home|postal|mailing|billing|shipping|delivery|street|residential|private"
    r"|current)?[ _-]?address(?:[ _]?line[ _]?\d)?|lives? (?:at|in)|living at|resides at"
    r"|resident at|located at|(?:(?:wohn|liefer|rechnungs|post|privat)?(?:adresse|anschrift))|wohnhaft(?: in)?"
    r"|wohnt in|adresse(?: postale)?"
    r"|domicili[ée]e? (?:au|à)|demeurant(?: au)?|habite(?: au)?|woont (?:op|aan)|woonachtig(?: op| aan| te)?"
    r"|(?:woon|post|bezoek|factuur|aflever)?adres"
    r"|direcci[óo]n|domicilio(?: en)?|vive en|residente en|indirizzo|residente in|abita in|endere[çc]o|morada"
    r"|reside em|residente em"
    r"|adres(?: zamieszkania)?|zamieszka[łl][ya](?: przy| w)?|адрес(?: доставки| регистрации| проживания)?"
    r"|проживает(?: по адресу)?|прописан\w*)"
)


def _with_digit(text: str, start: int, end: int) -> Tier | None:
    return "sure" if any(sign.isdigit() for sign in text[start:end]) else None


def _long(text: str, start: int, end: int) -> Tier | None:
    """A street's word and a number alone may be anything: `Step 3 Way`; with a town behind it it is an address."""
    value = text[start:end]
    return "sure" if "," in value or "\n" in value or value[-1].isdigit() or len(value) > 14 else "suspected"


RULES: Final = (
    Rule(
        name="street-germanic",
        kind="address",
        after="word",
        check=_with_digit,
        pattern=compiled(
            rf"(?:(?:{_CAP}[ -]){{0,3}}(?:\p{{Lu}}[\p{{L}}-]+?{_GERMANIC}|{_CAP}[ -](?i:{_GERMANIC}))"
            rf"|(?:Am|An der|An den|Auf dem|Auf der|Im|In der|In den|Zum|Zur|Unter den|Hinter der|Vor dem|Beim|Op de"
            rf"|Aan de)[ ]{_CAP}(?:[ -]{_CAP}){{0,2}})"
            rf"[ ]{_NUMBER}{_ONLY_TOWN}"
        ),
    ),
    Rule(
        name="street-town",
        kind="address",
        after="word",
        check=_with_digit,
        pattern=compiled(rf"{_CAP}(?:[ -]{_CAP}){{0,3}}[ ]{_NUMBER},[ ]{_POSTCODE}[ ]{_CAPS}"),
    ),
    Rule(
        name="street-british",
        kind="address",
        after="word",
        check=_long,
        pattern=compiled(
            rf"(?:(?i:flat|apt\.?|unit|suite|\#)[ ]?[\w-]{{1,5}},[ ])?\d{{1,5}}[A-Za-z]?(?:[-/]\d{{1,5}})?[ ](?:(?:N|S"
            rf"|E|W|NE|NW|SE|SW|North|South|East|West)\.?[ ])?"
            rf"(?:{_CAP}[ ]){{1,4}}{_BRITISH}{_TAIL}"
        ),
    ),
    Rule(
        name="street-romance",
        kind="address",
        after="word",
        check=_with_digit,
        pattern=compiled(
            rf"(?:\d{{1,4}}(?:[ ]?(?:bis|ter|quater|[A-D]))?,?[ ]{_ROMANCE}[ ](?:(?:de|du|des|la|le|les|l'|d'"
            rf"|de la)[ ]?){{0,3}}{_CAPS}"
            rf"|{_ROMANCE}[ ](?:(?:de|del|di|da|do|dos|das|la|el|los|las|della|dei"
            rf"|delle)[ ]){{0,3}}{_CAPS},?[ ](?:n[.º°]{{1,2}}[ ]?)?{_NUMBER})"
            rf"(?:,?[ ]\d{{1,2}}[.ºª°][ ]?[A-Za-z]{{0,5}})?{_TAIL}"
        ),
    ),
    Rule(
        name="street-slavic",
        kind="address",
        after="word",
        check=_with_digit,
        pattern=compiled(
            rf"(?:(?:г|с|д|п|к|ст|пос|дер|клх|гор|пгт|х)\.?[ ]{_CAP}(?:[ -]{_CAP})?(?:[ ]\([^)\n]{{2,20}}\))?,[ ])?"
            rf"(?:{_SLAVIC})[ ]?(?:\p{{L}}{{1,4}}\.[ ])?{_CAP}(?:[ -][\p{{L}}-]+){{0,3}}{_RU_HOUSE}"
            rf"(?:,[ ](?:(?:г\.|гор\.)[ ]?)?{_CAP}(?:[ -]{_CAP}){{0,2}})?(?:,?[ ](?:\d{{6}}"
            rf"|\d{{2}}-\d{{3}}[ ]{_CAPS}))?"
        ),
    ),
    Rule(
        name="address",
        kind="address",
        before="",
        after="",
        check=_with_digit,
        pattern=compiled(
            rf"(?:^|[^\pL\pN]){_CUE}[\"'*_]{{0,3}}[ \t]?[:=]?[ \t]{{0,2}}[\"'*_]{{0,3}}"
            rf"(?P<v>(?:\d{{1,5}}[A-Za-z]?[ ,]|{_CAP}|[\p{{L}}]{{1,6}}\.[ ])(?:[^\n.;|{{}}\"<>()\[\]@=]|\.[ ]?\d"
            rf"|[ ,(]\pL{{1,3}}\.|\([A-Z]{{2}}\)|\b(?:Ave|Blvd|просп|корп|стр|алл|пос|наб|бул|дер)\.){{3,120}})"
        ),
    ),
    Rule(
        name="street-american",
        kind="address",
        after="word",
        pattern=compiled(
            rf"\d{{1,6}}[ ](?:{_CAP}[ ]){{1,4}}?{_CAP}(?:,?[ ](?i:suite|ste\.?|apt\.?|unit"
            rf"|\#)[ ]?[\w-]{{1,6}})?,?(?:[ ]|\n)"
            rf"{_CAP}(?:[ ]{_CAP}){{0,2}},[ ][A-Z]{{2}}[ ]\d{{5}}(?:-\d{{4}})?"
        ),
    ),
    Rule(
        name="military",
        kind="address",
        after="word",
        pattern=compiled(
            r"(?:PSC|Unit|CMR|USNS|USS|USCGC)[ ][\pL\d ]{2,30}(?:,[ ]?Box[ ]\d{1,6})?,?(?:[ ]|\n)(?:APO|FPO"
            r"|DPO),?[ ](?:AA|AE|AP)[ ]\d{5}"
        ),
    ),
    Rule(
        name="parts-uk",
        kind="address",
        after="word",
        pattern=compiled(
            rf"(?:(?:{_CAP}|\d[\w/-]{{0,8}})(?:[ ](?:{_CAP}"
            rf"|\d[\w/-]{{0,8}})){{0,4}},[ ]){{1,4}}(?:{_CAPS},?[ ])?{_UK}"
        ),
    ),
    Rule(
        name="parts",
        kind="address",
        after="word",
        pattern=compiled(
            rf"\d{{1,5}}(?:[/-]\d{{1,5}})?[A-Za-z]?,?[ ]{_CAPS},[ ](?:{_CAPS},?[ -])?(?:(?:NSW|VIC|QLD|WA|SA|TAS"
            rf"|ACT|NT|[A-Z]{{2}}),?[ ]\d{{4,6}}|\d{{6}})"
        ),
    ),
    Rule(
        name="eircode",
        kind="address",
        after="word",
        pattern=compiled(
            rf"\d{{1,4}}[A-Za-z]?,?[ ]{_CAPS},?[ ](?:{_CAPS},?[ ])?(?:[AC-FHKNPRTV-Y]\d[\dW])[ ]?"
            rf"[AC-FHKNPRTV-Y\d]{{4}}(?:,?[ ]{_CAPS})?"
        ),
    ),
    Rule(name="town-uk", kind="address", pattern=compiled(rf"{_CAP}(?:[ ]{_CAP})?,?[ ]{_UK}")),
    Rule(name="postcode-uk", kind="address", tier="suspected", pattern=compiled(r"[A-Z]{1,2}\d[A-Z\d]?[ ]\d[A-Z]{2}")),
    Rule(
        name="postcode",
        kind="address",
        before="",
        after="word",
        check=_with_digit,
        pattern=compiled(
            rf"(?i)(?:^|[^\pL\pN])(?:zip(?:[ _-]?code)?|post(?:al)?[ _-]?code|PLZ|postleitzahl|code postal|CP|postcode"
            rf"|c[óo]digo postal|CAP|CEP|kod pocztowy|индекс)"
            rf"[\"'*_]{{0,3}}[ \t]?[:=]?[ \t]{{0,2}}[\"'*_]{{0,3}}(?P<v>\d[\d -]{{3,8}}\d|{_UK})"
        ),
    ),
    Rule(
        name="town",
        kind="city",
        before="",
        after="word",
        pattern=compiled(
            rf"(?:^|[^\pL\pN])(?i:city|town|ort|wohnort|stadt|ville|plaats|woonplaats|ciudad|citt[àa]|cidade|miasto"
            rf"|miejscowość|город)[\"'*_]{{0,3}}[ \t]?[:=][ \t]{{0,2}}[\"'*_]{{0,3}}"
            rf"(?P<v>{_CAP}(?:[ -]{_CAP}){{0,2}})"
        ),
    ),
)
