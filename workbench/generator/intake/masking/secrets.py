"""Credentials in text: what has the form of a vendor's key, and what stands where a password stands.

Every pattern is bounded and starts with a fixed text or a class that cannot match itself again, so that no text takes
more than linear time. A bare password without a word beside it has no form and is not found.
"""

import re
from collections.abc import Iterator
from typing import Final

_VENDORS: Final = (
    r"(?:AKIA|ASIA|ABIA|ACCA|LTAI|ABSK)[A-Za-z0-9+/=]{12,200}",  # AWS, Alibaba
    r"gh[opsur]_\w{30,255}|github_pat_\w{20,255}|GR1348941[\w-]{18,40}",
    r"gl(?:pat|ptt|dt|rt|cbt|ft|ffct|imt|soat|agent|oas)-[\w.-]{18,300}|glsa_\w{30,60}|glc_[\w+/=]{30,400}",
    r"xox[abceoprs](?:\.xox[abceoprs])?-[\w-]{10,250}|xapp-\d-[\w-]{10,250}",  # Slack
    r"sk-(?:(?:proj|ant|svcacct|admin|or)-)?[\w-]{20,250}|pplx-\w{30,80}",  # OpenAI, Anthropic and who copied them
    r"(?:sk|rk|pk|whsec)_(?:(?:live|test|prod)_)?[A-Za-z0-9]{16,250}|FLW(?:SEC|PUB)K(?:_TEST)?-[\w-]{12,60}",
    r"(?:shippo|live|test)_(?:live_|test_|pub_)?[0-9a-f]{30,60}|sq0(?:atp|csp|idp)-[\w-]{20,60}|EAAA[\w-]{20,200}",
    r"AIza[\w-]{30,50}|ya29\.[\w-]{20,250}|GOCSPX-[\w-]{20,60}",  # Google
    r"AT(?:ATT|CTT|BB)3?[\w=+/-]{20,300}",  # Atlassian
    r"SG\.[\w=-]{16,100}(?:\.[\w=-]{10,100}){1,8}|xkeysib-[0-9a-z-]{40,120}|key-[0-9a-f]{32}|pubkey-[0-9a-f]{32}",
    r"(?:SK|AC)[0-9a-f]{32}",  # Twilio
    r"hf_[A-Za-z0-9]{30,60}|api_org_[A-Za-z]{30,60}|npm_[A-Za-z0-9]{30,60}|pypi-[\w-]{50,300}|rubygems_[0-9a-f]{40,60}",
    r"dckr_pat_[\w-]{20,60}|CLOJARS_[a-z0-9]{50,70}|do[opr]_v1_[0-9a-f]{50,80}|HRKU-[\w-]{30,80}|fo1_[\w-]{40,60}",
    r"dapi[0-9a-f]{32}|shp(?:at|ca|pa|ss)_[0-9A-Fa-f]{32}|NR(?:AK|JS|II)-[\w-]{19,40}|PMAK-[0-9a-f-]{50,80}",
    r"hv[bs]\.[\w-]{20,300}|[A-Za-z0-9]{10,20}\.atlasv1\.[\w=-]{50,80}|lin_api_[A-Za-z0-9]{30,60}|pul-[0-9a-f]{40}",
    r"ntn_\w{40,60}|rdme_[a-z0-9]{60,80}|pnu_\w{30,50}|pscale_(?:tkn|oauth|pw)_[\w=.-]{30,70}|tk-us-[\w-]{40,60}",
    r"sntry[su]_[\w+/=-]{40,400}|sgp_\w{40,60}|sq[apu]_[\w-]{30,50}|sm_[aps]at_\w{16}|API-[A-Z0-9]{26}|sha256~[\w-]{43}",
    r"dp\.pt\.\w{40,50}|duffel_(?:live|test)_[\w=-]{40,50}|EZ[AT]K\w{50,60}|CFPAT-[\w-]{40,50}|ico-\w{32}|A3-[A-Z0-9-]{20,40}",
    r"\d{8,10}:A[\w-]{33,36}|EAACEdEose0cBA[A-Za-z0-9]{10,250}|AGE-SECRET-KEY-1[A-Z0-9]{50,70}|t1\.[\w.=-]{60,200}",
    r"eyJ[\w-]{8,4000}\.(?:eyJ)?[\w-]{8,8000}(?:\.[\w=-]{0,8000}){0,3}",  # JSON web tokens, cut ones too
)
_NAMES: Final = (
    r"pass(?:word|wd|phrase|wort)?|pwd|kennwort|mot[ _]de[ _]passe|contraseña|wachtwoord|hasło|secret|token"
    r"|(?:api|access|secret|private|auth|account|encryption|signing|client|license|master|shared)[ _-]?"
    r"(?:access[ _-]?)?(?:key|token|secret|password)|apikey|auth"
)
_FORMS: Final = (
    re.compile(
        r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
        r"(?:[^-]|-(?!----END)){0,20000}(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----)?"
    ),
    re.compile(rf"(?<![\w/+-])(?P<value>{'|'.join(_VENDORS)})(?![A-Za-z0-9_])"),
    re.compile(
        r"(?P<value>(?:https?://)?(?:hooks\.slack\.com/(?:services|workflows|triggers)|"
        r"discord(?:app)?\.com/api/webhooks|[\w.-]{1,80}\.webhook\.office\.com)/[\w/@-]{20,300})"
    ),
    re.compile(r"gravatar\.com/avatar/(?P<value>[0-9a-f]{32,64})"),  # the hash of somebody's address
    re.compile(r"://[^\s/:@\"'<>]{0,100}:(?P<value>[^\s/@\"'<>]{1,200})@"),  # the password of an address
    re.compile(r"(?<![\w-])curl\b[^\n]{0,200}?\s(?:-u|--user)[ =]?[\"']?[^\s:\"']{1,80}:(?P<value>[^\s\"']{1,200})"),
    re.compile(r"\b(?:Bearer|Token|ApiKey|Basic)\s{1,3}(?P<value>[\w.~+/=-]{16,4000})", re.IGNORECASE),
    re.compile(r"\b(?:AccountKey|SharedAccessKey|sig)=(?P<value>[A-Za-z0-9%+/=]{20,200})"),
    re.compile(
        # A name may be the end of a longer one, as in DB_PASSWORD; it is quoted in JSON and starred in Markdown.
        rf"(?:{_NAMES})(?:[ _-]?(?:is|ist|lautet|key|value))?[\"'`*]{{0,3}}[ \t]{{0,3}}"
        rf"(?:[:=]{{1,2}}>?|=>)[ \t]{{0,3}}[\"'`*]{{0,3}}(?P<value>[^\s\"'`<>,;|]{{6,400}})",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<![A-Za-z])(?:{_NAMES})[ \t]{{1,3}}(?:is[ \t]|ist[ \t])?[\"'`]?(?P<value>[^\s\"'`<>,;|]{{8,400}})",
        re.IGNORECASE,
    ),
)
_NEEDS_MIXTURE: Final = frozenset(_FORMS[-4:-3] + _FORMS[-2:])
_NEEDS_MORE: Final = _FORMS[-1]
_REFERENCE: Final = re.compile(r"\$\{?\w|\{\{|%\w+%|<|\w+\(|https?:|os\.|process\.|env\.|\*{3}|x{4}", re.IGNORECASE)


def secrets(text: str) -> Iterator[tuple[int, int]]:
    """Yield where secrets stand, as start and end; spans may overlap."""
    for form in _FORMS:
        for match in form.finditer(text):
            start, end = match.span("value" if "value" in form.groupindex else 0)
            end -= len(text[start:end]) - len(text[start:end].rstrip(".,:;)]}"))
            if end > start and (form not in _NEEDS_MIXTURE or _is_likely(text[start:end], strict=form is _NEEDS_MORE)):
                yield start, end


def _is_likely(value: str, *, strict: bool) -> bool:
    """Tell a value from a word or a reference: it mixes letters with digits or signs, and names no variable."""
    if _REFERENCE.match(value):
        return False
    letters = any(sign.isalpha() for sign in value)
    digits = any(sign.isdigit() for sign in value)
    signs = any(not sign.isalnum() and sign not in "-_./'’()" for sign in value)
    if strict:
        return letters and digits and (signs or len(value) >= 12 or _is_cased(value)) and "/" not in value
    return (letters and (digits or signs)) or (digits and len(value) >= 8)


def _is_cased(value: str) -> bool:
    return value != value.lower() and value != value.upper() and not value.istitle()
