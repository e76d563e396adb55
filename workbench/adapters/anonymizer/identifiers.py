"""Numbers that name somebody: accounts, cards, documents, customers. Checksums tell them from other numbers."""

import re
from collections.abc import Iterator
from typing import Final

from workbench.adapters.anonymizer.rules import Rule, compiled, find_all
from workbench.core.anonymising.records import Span, Tier

_LEAST_IBAN: Final = 15
_MOST_IBAN: Final = 34
_IBAN: Final = compiled(r"[A-Za-z]{2}[0-9]{2}(?:[ \t\x{a0}.-]?[A-Za-z0-9]){11,30}")
_DAY: Final = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[ T]\d.*)?|\d{1,3}(?:[.,]\d{3})+(?:[ ][A-Za-z]+)?")
_MARKS: Final = re.compile(r"[^0-9A-Za-z]")


def identifiers(text: str) -> Iterator[Span]:
    """Yield where such numbers stand."""
    yield from _ibans(text)
    yield from find_all(RULES, text)


def _ibans(text: str) -> Iterator[Span]:
    """Yield IBANs whose check digits hold; what follows one, as a word, is cut off."""
    for match in _IBAN.finditer(text):
        start, end = match.span()
        if text[start - 1 : start].isalnum():
            continue
        for stop in range(end, start + _LEAST_IBAN - 1, -1):
            bare = _MARKS.sub("", text[start:stop]).upper()
            whole = not text[stop : stop + 1].isalnum() and text[stop - 1].isalnum()
            if whole and _LEAST_IBAN <= len(bare) <= _MOST_IBAN and is_iban(bare):
                yield Span(start=start, end=stop, kind="iban", detector="rule:iban")
                break
        else:
            yield from _broken_iban(text, start, end)


def _broken_iban(text: str, start: int, end: int) -> Iterator[Span]:
    """An IBAN that does not check may be a test's own, and may be one that was mistyped."""
    bare = _MARKS.sub("", text[start:end])
    if bare[:2].isupper() and sum(sign.isdigit() for sign in bare) > len(bare) * 0.7 and " " in text[start:end]:
        yield Span(start=start, end=end, kind="iban", detector="rule:iban-form", tier="suspected")


def is_iban(bare: str) -> bool:
    """Tell whether check digits hold (ISO 7064, mod 97-10)."""
    if not bare.isascii() or not bare.isalnum():
        return False
    return int("".join(str(int(sign, 36)) for sign in bare[4:] + bare[:4])) % 97 == 1


def is_luhn(digits: str) -> bool:
    """Tell whether the last digit checks the others (ISO/IEC 7812-1)."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def _digits(text: str, start: int, end: int) -> str:
    return re.sub(r"\D", "", text[start:end])


def _card(text: str, start: int, end: int) -> Tier | None:
    digits = _digits(text, start, end)
    if not 13 <= len(digits) <= 19 or not is_luhn(digits) or len(set(digits)) < 2:
        return None
    return "sure" if digits[0] in "3456" or (digits.startswith("2") and len(digits) == 16) else "suspected"


def _enough_digits(text: str, start: int, end: int) -> Tier | None:
    value = text[start:end]
    return "sure" if sum(sign.isdigit() for sign in value) >= 5 else None


def _document(text: str, start: int, end: int) -> Tier | None:
    """A number of a document; a day or an amount behind the same word is none."""
    return None if _DAY.fullmatch(text[start:end]) else _enough_digits(text, start, end)


def _some_digits(text: str, start: int, end: int) -> Tier | None:
    return "sure" if sum(sign.isdigit() for sign in text[start:end]) >= 3 else None


def _ssn(text: str, start: int, end: int) -> Tier | None:
    area, group, serial = re.split(r"\D", text[start:end])
    return None if "0" * len(group) in (group, serial) or area in ("000", "666") else "sure"


def _cpf(text: str, start: int, end: int) -> Tier | None:
    numbers = [int(digit) for digit in _digits(text, start, end)]
    for count in (9, 10):
        check = sum(number * weight for number, weight in zip(numbers, range(count + 1, 1, -1), strict=False)) * 10 % 11
        if check % 10 != numbers[count]:
            return None
    return "sure"


def _dni(text: str, start: int, end: int) -> Tier | None:
    bare = _MARKS.sub("", text[start:end]).upper()
    number = bare[:-1].replace("X", "0", 1).replace("Y", "1", 1).replace("Z", "2", 1)
    return "sure" if number.isdigit() and "TRWAGMYFPDXBNJZSQVHLCKE"[int(number) % 23] == bare[-1] else None


def _nir(text: str, start: int, end: int) -> Tier | None:
    bare = _MARKS.sub("", text[start:end]).upper().replace("2A", "19").replace("2B", "18")
    return "sure" if bare.isdigit() and 97 - int(bare[:13]) % 97 == int(bare[13:]) else None


def _eleven(text: str, start: int, end: int) -> Tier | None:
    """PESEL of Poland, or the tax id of Germany: bare digits whose checksum holds may still be any number."""
    numbers = [int(digit) for digit in text[start:end]]
    pesel = sum(n * w for n, w in zip(numbers, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1), strict=True)) % 10 == 0
    product = 10
    for number in numbers[:10]:
        product = ((number + product) % 10 or 10) * 2 % 11
    tax = (11 - product) % 10 == numbers[10] and numbers[0] != 0
    return "suspected" if pesel or tax else None


_DOCUMENTS: Final = (
    r"(?:SSN|social[ -]security(?:[ -](?:number|no\.?))?|national[ -](?:id|insurance)(?:[ -](?:number|no\.?|card))?"
    r"|NINO|NI number"
    r"|NHS(?:[ -](?:number|no\.?))?|passport(?:[ -](?:number|no\.?))?|driv(?:er'?s?"
    r"|ing)[ -]licen[cs]e(?:[ -](?:number|no\.?))?"
    r"|tax[ -](?:id|number|payer id|no\.?)|(?-i:TIN|ITIN|SIN)|medicare(?:[ -](?:number|no\.?))?|id card(?:[ -](?:number"
    r"|no\.?))?"
    r"|identity card(?: number)?|VAT(?:[ -](?:id|number|no\.?))?|USt\.?-?Id(?:\.?-?Nr\.?)?"
    r"|Steuer-?(?:ID|Identifikationsnummer|nummer|nr\.?)|IdNr\.?|Sozialversicherungs-?(?:nummer|nr\.?)"
    r"|SV-?(?:Nummer|Nr\.?)|RVNR"
    r"|Personalausweis(?:nummer|-?Nr\.?)?|Ausweis(?:nummer|-?Nr\.?)|Reisepass(?:nummer|-?Nr\.?)?"
    r"|Führerschein(?:nummer|-?Nr\.?)?"
    r"|Versicherten-?(?:nummer|nr\.?)|KVNR|Krankenversicherungs-?(?:nummer|nr\.?)|AHV(?:-?(?:Nummer|Nr\.?))?"
    r"|(?-i:NIR)|num[ée]ro (?:de )?(?:s[ée]curit[ée] sociale|s[ée]cu|INSEE|fiscal)"
    r"|n°? ?(?:de )?(?:s[ée]cu(?:rit[ée] sociale)?|SS)|(?-i:INSEE)"
    r"|num[ée]ro de passeport|passeport(?: n°)?|carte d'identit[ée](?: n°)?"
    r"|BSN|burgerservicenummer|sofinummer|paspoort(?:nummer)?|rijbewijs(?:nummer)?|rijksregisternummer"
    r"|PESEL|(?-i:NIP|REGON)|dow[oó]d(?: osobisty)?(?: nr)?|numer dowodu|paszport(?: nr)?"
    r"|(?-i:DNI|NIE|NIF|CIF)|pasaporte(?: n[.º°]*)?|n[uú]mero de (?:la )?seguridad social|NUSS"
    r"|codice fiscale|C\.F\.|partita IVA|P\.? ?IVA|passaporto(?: n\.?)?|carta d'identit[àa](?: n\.?)?"
    r"|CPF|CNPJ|(?-i:RG)|NISS|cart[ãa]o de cidad[ãa]o|passaporte|n[uú]mero de contribuinte"
    r"|personnummer|fødselsnummer|CPR(?:-nummer|-nr\.?)?|henkilötunnus|HETU"
    r"|СНИЛС|ИНН|паспорт(?: РФ)?(?: серия)?|ОГРН)"
)
_IS: Final = (
    r"[\"'*_]{0,3}[ \t]{0,2}(?:(?:is|ist|lautet|est|es|è|number|no\.?|nr\.?|n[°º]\.?|#"
    r"|№)[ \t]{0,2})?[:=#]{0,2}[ \t]{0,2}[\"'*_]{0,3}"
)
_CUSTOMERS: Final = (
    r"(?:(?:customer|cust\.?|client|member|membership|patient|policy|contract|account|acct|subscriber|employee|loyalty"
    r"|insurance|invoice)"
    r"[ _-]?(?:no\.?|number|id|nr\.?|#|num|ref(?:erence)?\.?)"
    r"|(?:Kunden|Vertrags|Mitglieds|Patienten|Versicherungs|Konto|Personal|Rechnungs|Police?n?"
    r"|Debitoren)-?(?:nummer|nr\.?|ID|kennung)"
    r"|Kd\.?-?Nr\.?|(?:klant|polis|contract|lid|rekening|relatie)-?(?:nummer|nr\.?)"
    r"|(?:num[ée]ro|n[°º]\.?|no\.?|réf\.?|r[ée]f[ée]rence)[ ]?(?:de[ ]|du[ ])?(?:client|contrat|dossier|adh[ée]rent"
    r"|compte|patient|abonn[ée])"
    r"|(?:n[uú]mero|n[.º°]{1,2}|c[oó]digo)[ ]?(?:de[ ]|do[ ])?(?:cliente|contrato|p[oó]liza|cuenta|conta|paciente)"
    r"|(?:numero|codice|n\.)[ ]?(?:di[ ])?(?:cliente|contratto|polizza|conto)"
    r"|(?:numer|nr)[ ](?:klienta|umowy|polisy|konta|pacjenta)|номер (?:клиента|договора|счёта|счета|полиса)"
    r"|лицевой счёт)"
)
_FORM: Final = (
    r"(?P<v>(?:(?-i:[A-Z]{1,3})[ ./-])?[A-Za-z]{0,6}[0-9][A-Za-z0-9]{0,24}"
    r"(?:[ ./-](?:[A-Za-z]{0,4}[0-9][A-Za-z0-9]{0,24}|(?-i:[A-Z]{1,3}\b))){0,8})"
)
"""Groups that hold a digit, or are one to three capitals: the words behind a number are none of it."""

RULES: Final = (
    Rule(
        name="card",
        kind="card",
        check=_card,
        before="word.-",
        after="word-",
        pattern=compiled(r"\d(?:[ \x{a0}-]?\d){12,18}"),
    ),
    Rule(
        name="ssn",
        kind="national_id",
        check=_ssn,
        before="word-",
        after="word-",
        pattern=compiled(r"\d{3}-\d{2}-\d{4}"),
    ),
    Rule(
        name="snils",
        kind="national_id",
        before="word-",
        after="word-",
        pattern=compiled(
            r"\d{3}-\d{3}-\d{3}"
            r"[ -]\d{2}"
        ),
    ),
    Rule(
        name="cpf",
        kind="national_id",
        check=_cpf,
        before="word.",
        after="word",
        pattern=compiled(r"\d{3}\.\d{3}\.\d{3}-\d{2}"),
    ),
    Rule(name="ahv", kind="national_id", before="word.", after="word", pattern=compiled(r"756\.\d{4}\.\d{4}\.\d{2}")),
    Rule(
        name="dni",
        kind="national_id",
        check=_dni,
        before="word-",
        after="word-",
        pattern=compiled(r"(?:\d{8}|[XYZ]-?\d{7})-?[A-HJ-NP-TV-Z]"),
    ),
    Rule(
        name="nir",
        kind="national_id",
        check=_nir,
        after="word",
        pattern=compiled(r"[12][ .]?\d{2}[ .]?(?:0[1-9]|1[0-2])[ .]?(?:\d{2}|2[AB])[ .]?\d{3}[ .]?\d{3}[ .]?\d{2}"),
    ),
    Rule(name="codice-fiscale", kind="national_id", pattern=compiled(r"[A-Z]{6}\d{2}[A-EHLMPR-T]\d{2}[A-Z]\d{3}[A-Z]")),
    Rule(
        name="nino",
        kind="national_id",
        pattern=compiled(r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]"),
    ),
    Rule(
        name="eleven-digits",
        kind="national_id",
        check=_eleven,
        before="word-.",
        after="word-",
        pattern=compiled(r"\d{11}"),
    ),
    Rule(
        name="document",
        kind="national_id",
        check=_document,
        before="",
        after="word",
        pattern=compiled(rf"(?i)(?:^|[^\pL\pN_]){_DOCUMENTS}[^\pL\pN\n]{_IS}{_FORM}"),
    ),
    Rule(
        name="customer",
        kind="customer_no",
        check=_some_digits,
        before="",
        after="word",
        pattern=compiled(rf"(?i)(?:^|[^\pL\pN]){_CUSTOMERS}{_IS}(?P<v>[A-Z0-9](?:[./-]?[A-Z0-9]){{2,24}})"),
    ),
    Rule(
        name="invoice",
        kind="customer_no",
        check=_some_digits,
        before="",
        after="word",
        pattern=compiled(
            r"(?i)(?:^|[^\pL\pN])(?:invoice|bill|rechnung|facture|factura|fattura|fatura|faktur[ay]|factuur|счёт|счет)"
            r"[ ](?:no\.?|nr\.?|n[°º]|#|number|nummer)?[ ]?(?P<v>[A-Z]{1,6}[-/]?\d[\d/-]{3,14})"
        ),
    ),
    Rule(
        name="code",
        kind="customer_no",
        tier="suspected",
        before="word-./",
        after="word-",
        pattern=compiled(r"[A-Z]{1,4}\d{6,10}|[A-Z]{2,4}-\d{4}-\d{3,8}"),
    ),
    Rule(
        name="birth",
        kind="birth_date",
        before="",
        after="word",
        pattern=compiled(
            r"(?i)(?:born(?: on)?|date[ _-]?of[ _-]?birth|d\.?o\.?b\.?|birth[ _-]?(?:date|day)|geboren(?: am| op)?"
            r"|geb\.|geburtsdatum"
            r"|n[ée](?:\(?e\)?)? le|nacid[oa] el|nat[oa] il|nascid[oa] em|ur\.|дата рождения)[\"'*_ \t:=(]{1,6}"
            r"(?P<v>\d{1,4}[-./]\d{1,2}[-./]\d{1,4})"
        ),
    ),
    Rule(
        name="customer-form",
        kind="customer_no",
        before="word-",
        after="word",
        pattern=compiled(
            r"(?:(?:CUST|CUSTOMER|KD|KDNR|CLIENT|CLI|MEMBER|PATIENT|POL|ACCT?|KUNDE|KL)[-_#]?"
            r"|K-?)\d{4,12}|CUST[-_#]\d{3}"
        ),
    ),
)
