"""What stands instead of a value: always the same inside a fixture, another in every other fixture.

A surrogate is drawn with HMAC-SHA-256 of a key that lives as long as the import, over the fixture's scope and the
value. The key is never stored, so nobody can compute which value a surrogate stands for.
"""

import hashlib
import hmac
import itertools
import re
from collections.abc import Sequence
from typing import Final

from workbench.core.anonymising.fitting import FormKind, Part, parts_of
from workbench.core.anonymising.folding import fold, is_plain
from workbench.core.anonymising.linking import Identity, Links
from workbench.core.anonymising.name_forms import PARTICLES
from workbench.core.anonymising.name_pool import pool_like
from workbench.core.anonymising.records import Kind
from workbench.core.anonymising.surrogate_numbers import Draw
from workbench.core.anonymising.surrogate_values import MAKERS, RESERVED_HOSTS, Maker, canonical, login, written_as

_ROLES: Final = frozenset(
    """
    abuse billing contact do-not-reply help hello info mail no-reply noreply office postmaster sales security service
    support team webmaster
    """.split()  # noqa: SIM905 - read as prose
)
_LETTERS: Final = re.compile(r"['’]?[^\W\d_]+")


class Pseudonyms:
    """The surrogates of one fixture."""

    def __init__(
        self,
        key: bytes,
        scope: str,
        *,
        links: Links,
        texts: Sequence[str] = (),
        own_key: tuple[str, str] | None = None,
    ) -> None:
        """Start with nothing drawn.

        Args:
            key: at least 16 random bytes, which the caller forgets after the import.
            scope: names the fixture; another scope gives other surrogates.
            links: who is who.
            texts: of the fixture; no surrogate is a word of theirs.
            own_key: the issue's key and what it becomes.

        Raises:
            ValueError: the key is too short to be secret.
        """
        if len(key) < 16:
            raise ValueError("a key of at least 16 random bytes is needed")
        self._key, self._scope, self._links = key, scope, links
        self._words = {fold(word) for text in texts for word in re.findall(r"[^\W\d_]{3,}", text)}
        self._drawn: dict[tuple[str, str], str] = {}
        self._used: set[str] = set()
        if own_key is not None:
            self._drawn["issue_key", own_key[0].casefold()] = own_key[1]
            self._used.add(own_key[1])

    def of(self, kind: Kind, value: str) -> str:
        """Return what stands instead of a value, in its form."""
        if kind == "person":
            identity = self._links.of_name(value)
            return self._form("name", value, identity) if identity else self._once("person", value, self._lone_name)
        if kind == "username":
            return self._user_name(value)
        if kind == "email":
            local, _, host = value.rpartition("@")
            role = local.casefold() in _ROLES
            return f"{local if role else self._user_name(local)}@{self._mail_host(host)}"
        if kind == "account_id":
            return self.of_account(value)
        return self._once(kind, value, MAKERS[kind])

    def of_account(self, account_id: str) -> str:
        """Return the account id that stands for another."""
        return self._once("account_id", account_id, MAKERS["account_id"])

    def name_of(self, account_id: str) -> str:
        """Return the full name that stands for whose account this is."""
        identity = self._links.of_id(account_id)
        return self.full_name(identity) if identity else self._once("person", account_id, self._lone_name)

    def full_name(self, identity: Identity) -> str:
        """Return a person's whole surrogate name."""
        return " ".join(self._word(identity, number) for number in range(max(2, len(identity.words))))

    def number(self, kind: str, value: str, least: int = 10_000, most: int = 99_999) -> str:
        """Return an id of digits that stands for another."""
        return self._once(kind, value, lambda _, draw: str(least + draw(most - least)))

    # Drawing -------------------------------------------------------------------------------------

    def draw(self, *names: str) -> Draw:
        """Return what draws numbers for a value, the same ones each time."""
        turns = itertools.count()

        def draw(below: int) -> int:
            message = "\x1f".join((self._scope, *names, str(next(turns)))).encode("utf-8", "surrogatepass")
            return int.from_bytes(hmac.digest(self._key, message, hashlib.sha256)[:8], "big") % max(1, below)

        return draw

    def _once(self, kind: str, value: str, make: Maker) -> str:
        """Return the surrogate that was drawn before, or draw one that is not the value and nobody else's."""
        key = (kind, canonical(kind, value))
        if key not in self._drawn:
            draw = self.draw(*key)
            made = make(value, draw)
            for _ in range(50):
                if made != value and made not in self._used:
                    break
                made = make(value, draw)
            self._drawn[key] = made
            self._used.add(made)
        return written_as(kind, value, self._drawn[key])

    # People --------------------------------------------------------------------------------------

    def _form(self, kind: FormKind, value: str, identity: Identity) -> str:
        parts = parts_of(identity.words, kind, value)
        if not parts:
            return self.full_name(identity) if kind == "name" else self._once("username", value, login)
        return self._put(value, parts, identity, login=kind == "login")

    def _put(self, value: str, parts: Sequence[Part], identity: Identity, *, login: bool) -> str:
        """Return the form with surrogate words; particles go with the word that they belong to, titles stay."""
        pieces: list[str] = []
        read = 0
        for part in sorted(parts, key=lambda each: each.start):
            between = value[read : part.start]
            pieces.append(_digits_apart(between, self.draw("digits", value)) if login else _without_particles(between))
            word = self._word(identity, part.word)
            written = value[part.start : part.end]
            shown = word if not (login or (is_plain(written) and not is_plain(word))) else fold(word)
            shown = shown[:1] if part.initial else shown
            pieces.append(_cased(written, shown))
            read = part.end
        rest = value[read:]
        pieces.append(_digits_apart(rest, self.draw("digits", value)) if login else rest)
        return "".join(pieces)

    def _word(self, identity: Identity, number: int) -> str:
        word = identity.words[number] if number < len(identity.words) else ""
        model = word if len(word) > 1 else "".join(identity.words)
        who = f"{'?' if identity.ambiguous else ''}{identity.name}"
        key = ("word", f"{who}\x1f{number}")
        if key not in self._drawn:
            family = number > 0 and number >= len(identity.words) - 1
            self._drawn[key] = self._fresh(pool_like(model, family=family), self.draw(*key))
        return self._drawn[key]

    def _fresh(self, pool: Sequence[str], draw: Draw) -> str:
        made = pool[draw(len(pool))]
        for _ in range(200):
            if fold(made) not in self._words and fold(made) not in self._used:
                break
            made = pool[draw(len(pool))]
        self._used.add(fold(made))
        return made

    def _lone_name(self, value: str, draw: Draw) -> str:
        return f"{self._fresh(pool_like(value, family=False), draw)} {self._fresh(pool_like(value, family=True), draw)}"

    def _user_name(self, value: str) -> str:
        identity = self._links.of_login(value)
        if identity is None:
            return self._once("username", value, login)
        return self._form("login", value, identity)

    def _mail_host(self, host: str) -> str:
        return self._once(
            "mail_host", host.casefold(), lambda _, draw: f"mail{1 + draw(999)}.{RESERVED_HOSTS[draw(3)]}"
        )


def _cased(written: str, shown: str) -> str:
    if len(written) > 1 and written.isupper():
        return shown.upper()
    return shown.lower() if written.islower() else shown[:1].upper() + shown[1:]


def _without_particles(between: str) -> str:
    """Return what stands between two words of a name without `van`, `de`, `'t`: they would tell of the name."""
    bare = _LETTERS.sub(lambda match: "" if match[0].casefold().strip("'’") in PARTICLES else match[0], between)
    return re.sub(r" {2,}", " ", bare)


def _digits_apart(between: str, draw: Draw) -> str:
    return "".join(str(draw(10)) if sign.isdigit() else sign for sign in between)
