"""Credentials: what production knows of them, and what only a bench may take the time for.

Production's patterns (`generator.intake.masking.secrets`) look for vendors' keys and for what stands behind a word for
a password. Here cookies, keys in addresses and sign-ins of commands come on top, and a value that only looks random is
suspected: a bare digest and a bare key cannot be told apart.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from workbench.adapters.anonymizer.rules import Rule, compiled, find_all
from workbench.core.anonymising.records import Span, Tier
from workbench.generator.intake.masking.secrets import secrets

_ENTROPY_BITS: Final = 3.4  # of a sign; words stay below it, random signs of an alphabet of 16 come near 4
_HEX: Final = re.compile(r"[0-9a-fA-F]+")


def _random(text: str, start: int, end: int) -> Tier | None:
    value = text[start:end]
    kinds = sum((value != value.lower(), value != value.upper(), any(sign.isdigit() for sign in value)))
    if _HEX.fullmatch(value):
        return "suspected" if len(value) >= 32 and len(set(value)) > 6 else None
    if kinds < 3 or not any(sign.isdigit() for sign in value[1:-1]):
        return None
    return "suspected" if _bits(value) > _ENTROPY_BITS else None


def _value(text: str, start: int, end: int) -> Tier | None:
    value = text[start:end]
    if value.startswith(("$", "{", "<", "%")) or len(set(value)) < 4:
        return None
    return "sure" if any(sign.isdigit() for sign in value) or _bits(value) > _ENTROPY_BITS else "suspected"


def _bits(value: str) -> float:
    return -sum(count / len(value) * math.log2(count / len(value)) for count in Counter(value).values())


RULES: Final = (
    Rule(
        name="cookie",
        kind="token",
        before="",
        after="",
        check=_value,
        hints=("session", "sid=", "sess", "cookie", "csrf", "xsrf"),
        pattern=compiled(
            r"(?i)(?:JSESSIONID|PHPSESSID|ASP\.NET_SessionId|connect\.sid|session[_-]?(?:id|token)|sessid|"
            r"(?:cloud\.)?session\.token|csrf[_-]?token|xsrf[_-]?token|tenant\.session\.token|sid)"
            r"[\"']?[ \t]?[=:][ \t]?[\"']?(?P<v>[\w%+/.:=-]{8,1000})"
        ),
    ),
    Rule(
        name="key-in-address",
        kind="token",
        before="",
        after="",
        check=_value,
        hints=("?", "&"),
        pattern=compiled(
            r"(?i)[?&;#](?:access_token|id_token|refresh_token|token|api_?key|apikey|key|sig|signature|"
            r"x-amz-signature|x-amz-credential|auth|session|sid|code|secret|jwt|oauth_\w{1,20}"
            r"|password|pwd)"
            r"=(?P<v>[^\s&\"'<>#|\])]{8,1000})"
        ),
    ),
    Rule(
        name="sign-in",
        kind="token",
        before="",
        after="",
        check=_value,
        hints=("sshpass", "mysql", "psql", "--password", "--token", "docker login", "-pw"),
        pattern=compiled(
            r"(?i)(?:sshpass[ ]+-p|--password|--token|--api-key|--secret"
            r"|-pw)[ =][\"']?(?P<v>[^\s\"']{6,400})"
        ),
    ),
    Rule(
        name="one-time",
        kind="token",
        before="",
        after="word",
        hints=("otp", "pin", "tan", "code"),
        pattern=compiled(
            r"(?:\b(?:OTP|PIN|TAN|(?i:one-time (?:code|password)|Einmalcode|verification code))\b)"
            r"[ \t]?(?:is[ \t]|ist[ \t])?[:=]?[ \t]{0,2}[\"']?(?P<v>\d{4,10})"
        ),
        check=lambda _, start, end: "sure" if end - start >= 6 else "suspected",
    ),
    Rule(
        name="hex",
        kind="token",
        before="",
        hints=("key", "token", "secret", "clave", "clé", "schlüssel", "geheim", "chiave", "klucz", "sleutel"),
        pattern=compiled(
            r"(?i)(?:key|token|secret|clave(?: de)?(?: api)?|cl[ée](?: api)?|schlüssel|geheimnis|chiave|klucz|sleutel)"
            r"[\"'”»]?[ :=]{1,3}(?:\pL{1,12}[ :]{1,2}){0,2}[\"'“]?(?P<v>[0-9a-f]{32,64})"
        ),
    ),
    Rule(
        name="random",
        kind="token",
        check=_random,
        before="word/.-@#",
        after="word.",
        pattern=compiled(r"[A-Za-z0-9_+/-]{20,512}={0,2}"),
    ),
)


def credentials(text: str) -> Iterator[Span]:
    """Yield where credentials stand."""
    for start, end in secrets(text):
        yield Span(start=start, end=end, kind="token", detector="rule:secret")
    yield from find_all(RULES, text)
