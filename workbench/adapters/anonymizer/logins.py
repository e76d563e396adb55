"""User names: Jira's, of logs and records, of folders, of addresses, and those that a sentence names."""

from collections.abc import Callable, Iterator
from typing import Final

from workbench.adapters.anonymizer.given_names import GIVEN_NAMES
from workbench.adapters.anonymizer.rules import compiled, values
from workbench.adapters.anonymizer.vocabulary import ANNOTATIONS, NO_LOGIN, PUBLIC_USERS
from workbench.core.anonymising.records import Span, Tier

IsCommon = Callable[[str], bool]
"""Whether a word in small letters is a common one, as `authentication`."""

_LOGIN: Final = r"(?P<v>\pL[\pL\pN_-]*(?:[.+][\pL\pN_-]+){0,4})"
_USER: Final = (
    r"(?:user(?:[ _-]?(?:name|id|login))?|u?login(?:[ _-]?(?:name|id))?|uid|usr|account(?:[ _-]?name)?|acct|owner"
    r"|actor|principal|subject|samaccountname"
    r"|sAMAccountName|cn|upn|author|committer|operator|agent|requested_?by|created_?by|updated_?by|modified_?by"
    r"|assignee|reporter"
    r"|benutzer(?:name|kennung|konto)?|anmeldename|kennung|nutzer(?:name)?|konto|utilisateur|identifiant|compte"
    r"|gebruiker(?:snaam)?|inlognaam"
    r"|usuario|cuenta|utente|usu[áa]rio|utilizador|conta|u[żz]ytkownik|konto|пользователь|логин"
    r"|уч[её]тн\w{2,4} запис\w{1,3})"
)
_PROSE: Final = (
    r"(?:(?:inloggen|ingelogd|anmelden|angemeldet|eingeloggt|connect[ée]|iniciar sesi[óo]n|accedere|entrar"
    r"|zalogowan\w{1,3}|вход|вошёл)"
    r"[ ](?:als|mit|comme|en tant que|como|come|jako|как)|(?:logged[ -]in|log(?:ged|ging)? in|login|signed in"
    r"|sign in|authenticated|impersonat\w+|running|run|connect(?:ed)?|su|sudo)[ ](?:as|with|using|for|by)"
    r"|(?:(?:for|as|by|with|from|of|the|test|mit|für|von|als|pour|par|avec|voor|door|met|para|por|con|per|dla|przez"
    r"|com)[ ])?"
    r"(?:user(?:[ ]?name)?|account|login|benutzer(?:name|konto)?|nutzer|konto|utilisateur|compte|identifiant"
    r"|gebruiker(?:snaam)?|usuario|cuenta|utente|usu[áa]rio"
    r"|conta|u[żz]ytkownik(?:a|iem)?|konta|пользовател(?:ь|я|ем)|логин(?:ом)?|уч[её]тной записью)"
    r"|assigned to|assign to|owned by|committed by|pushed by|(?:failed|failure|denied|locked|attempt) for)"
)
_FORMS: Final = (
    ("jira-user", compiled(r"\[~(?:accountid:)?(?P<v>[^\]\s|]{2,100})\]"), "any"),
    (
        "home",
        compiled(
            r"(?i)(?:/(?:home|users|Users|export/home|u)|[a-z]:\\{1,2}(?:users"
            r"|Documents and Settings))[/\\]{1,2}(?P<v>[^\s/\\:\"'<>|*?$%{}()\[\],;]{2,60})"
        ),
        "home",
    ),
    (
        "in-address",
        compiled(
            r"(?i)/(?:users?|people|profiles?|u|members?|accounts?|~|author"
            r"|user-?profile)/(?P<v>[a-z][\w.+-]{2,60})"
        ),
        "shaped",
    ),
    ("in-address", compiled(r"/~(?P<v>[a-z][\w.-]{2,40})"), "any"),
    (
        "in-address",
        compiled(
            r"(?i)[?&](?:user(?:name|id)?|login|uid|account|assignee|reporter|owner"
            r"|name)=(?P<v>[a-z][\w.+-]{2,60})"
        ),
        "named",
    ),
    (
        "sign-in",
        compiled(
            r"(?i)(?:ssh|scp|sftp|rsync)[ ](?:-[\w]+[ ](?:\S+[ ])?){0,4}(?P<v>[a-z][\w.-]{1,40})@"
            r"[\w.-]{2,80}"
        ),
        "named",
    ),
    ("sign-in", compiled(r"(?i)://(?P<v>[a-z][\w.-]{1,60}):[^\s/@]{1,200}@"), "named"),
    (
        "record",
        compiled(
            rf"(?i)(?:^|[^\pL\pN]){_USER}[\"']{{0,2}}[ \t]{{0,2}}(?:=>"
            rf"|[=:])[ \t]{{0,2}}[\"']{{0,2}}@?{_LOGIN}"
        ),
        "named",
    ),
    ("record", compiled(rf"(?i)(?:^|[^\pL\pN]){_USER}[ ][\"'`]{_LOGIN}[\"'`]"), "named"),
    (
        "sentence",
        compiled(rf"(?i)(?:^|[^\pL\pN]){_PROSE}(?:[ ]?[:=][ ]{{0,2}}|[ ]{{1,2}})[\"'`(*{{]{{0,3}}@?{_LOGIN}"),
        "prose",
    ),
    ("mention", compiled(r"(?:^|[\s(,;:*_])@(?P<v>[a-z][a-z0-9]{1,30}(?:[._-]?[a-z0-9]{1,30}){0,4})"), "mention"),
    ("bracket", compiled(r"\p{Lu}[\pL'’-]{1,30}[ ]\p{Lu}[\pL'’-]{1,40}[ ]\((?P<v>[a-z][a-z0-9._-]{2,30})\)"), "shaped"),
)


def logins(text: str, is_common: IsCommon) -> Iterator[Span]:
    """Yield where user names stand.

    Args:
        text: any text.
        is_common: tells words from user names where only a sentence says that one follows.
    """
    for name, pattern, shape in _FORMS:
        for start, end in values(pattern, text):
            end -= len(text[start:end]) - len(text[start:end].rstrip(".,-_+"))
            tier = _tier(text, start, end, shape, is_common)
            if tier is not None:
                yield Span(start=start, end=end, kind="username", detector=f"login:{name}", tier=tier)


def _tier(text: str, start: int, end: int, shape: str, is_common: IsCommon) -> Tier | None:
    value = text[start:end]
    small = value.casefold()
    after = text[end : end + 1]
    if shape == "any":
        return "sure"
    if shape == "home":
        return None if small in PUBLIC_USERS or small.startswith(("$", "<", "{")) else "sure"
    if (
        len(value) < 3
        or small in NO_LOGIN
        or small in PUBLIC_USERS
        or after in ("(", "@", "/", "\\", "=")
        or _is_path(value)
    ):
        return None
    if shape == "mention":
        return None if small in ANNOTATIONS or after in (":", ".") else _shaped(value, is_common) or "suspected"
    if shape == "shaped":
        return _shaped(value, is_common)
    if shape == "named":
        return _shaped(value, is_common) or ("suspected" if small not in NO_LOGIN and value.islower() else None)
    return _shaped(value, is_common) if value.islower() or any(sign.isdigit() for sign in value) else None


def _shaped(value: str, is_common: IsCommon) -> Tier | None:
    """Tell a user name by its form: digits, parts, or letters that are no word."""
    pieces = [piece for piece in value.replace("_", ".").replace("-", ".").split(".") if piece]
    if any(sign.isdigit() for sign in value):
        return "sure" if len(value) > 3 else "suspected"
    if len(pieces) > 1:
        return (
            "suspected"
            if all(is_common(piece.casefold()) for piece in pieces) and len(pieces) > 2
            else "sure"
            if "." in value
            else _joined(pieces, is_common)
        )
    return None if is_common(value.casefold()) else "sure"


def _joined(pieces: list[str], is_common: IsCommon) -> Tier:
    if any(piece.casefold() in GIVEN_NAMES for piece in pieces):
        return "sure"
    return "suspected" if all(is_common(piece.casefold()) for piece in pieces) else "sure"


def _is_path(value: str) -> bool:
    return value.casefold().endswith(
        (".js", ".java", ".py", ".php", ".html", ".xml", ".json", ".log", ".txt", ".com", ".org", ".net", ".io")
    )
