"""The review of imported issues on a terminal: text before and after, findings by number, and a person's decisions."""

import sys
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from workbench.cli.output import print_table, printable, say, width
from workbench.core.errors import CatalogError

if TYPE_CHECKING:
    from rich.text import Text as Styled

    from workbench.bootstrap.importing import Finding, Import, Kind, Review, Side, Text

_HELP: Final = """\
  replace N [N ...]      the text of these findings gives way
  keep N [N ...] [WHY]   it stays; where the detectors are sure, say why in words that hold nothing of the issue
  keep all               everything stays that is only suspected
  add KIND TEXT          a text that nobody found gives way, inside of words too
  everywhere KIND TERM   a term gives way in all issues of this import
  list                   every finding again, with what was replaced by its field
  sign [NAME]            you read all of it, and nothing in it names anybody; it is written
  back                   a second person sends it back to the first
  next                   another one first; this one comes back
  show, quit, help"""
_NARROW: Final = 100
_WORDS: Final = ("replace", "keep", "add", "everywhere", "list", "sign", "back", "next", "show", "quit", "help")
_WHOLE: Final = ("sign", "quit")  # what cannot be taken back is not guessed from a beginning


class _QuitError(Exception):
    """The person has enough."""


def review_all(found: "Import", *, by: str | None, plain: bool, write: "Callable[[Review], None]") -> int:
    """Show each fixture, carry out what a person decides, and write what is signed off.

    What is skipped, and what waits for a second person, comes again behind the others.

    Args:
        found: the import; what is written is taken out of it.
        by: who reviews first; asked for where it is None.
        plain: texts below each other and without colours.
        write: writes a fixture that was signed off.

    Returns:
        How many fixtures are not signed off.

    Raises:
        CatalogError: the input ended, or a fixture cannot be written.
    """
    waiting = deque(found.reviews)
    with suppress(_QuitError, KeyboardInterrupt):
        while waiting:
            review = waiting.popleft()
            _Desk(found, review, by=by, plain=plain, write=write).work()
            if review in found.reviews:
                waiting.append(review)
    return len(found.reviews)


class _Desk:
    """One fixture and the person who looks at it."""

    def __init__(
        self, found: "Import", review: "Review", *, by: str | None, plain: bool, write: "Callable[[Review], None]"
    ) -> None:
        self._found, self._review, self._by = found, review, by
        self._plain, self._write = plain, write
        self._numbers: dict[tuple[str, str], int] = {}

    def work(self) -> None:
        """Ask until it is written, waits for a second person, or is left for now."""
        self._show()
        while True:
            word, rest = _command(self._asked(f"{self._review.key} ({len(self._found.reviews)} to go)> "))
            try:
                if self._carry_out(word, rest):
                    return
            except CatalogError as error:
                say(str(error))

    def _carry_out(self, word: str, rest: str) -> bool:
        """Return whether the fixture is done with for now."""
        decisions = {"replace": self._replace, "keep": self._keep, "add": self._add, "everywhere": self._everywhere}
        if word == "quit":
            raise _QuitError
        if word == "sign":
            return self._sign(rest)
        if word in decisions:
            decisions[word](rest)
            self._list(open_only=True)
        elif word == "list":
            self._list()
        elif word == "back":
            self._review.send_back()
            self._show()
        elif word == "show":
            self._show()
        elif word == "help":
            say(_HELP)
        elif word != "next":
            say(f"There is no command {word!r:.40}; 'help' lists them.")
        return word == "next"

    def _asked(self, question: str) -> str:
        sys.stdout.write(question)
        sys.stdout.flush()
        line = sys.stdin.readline()
        if not line:
            say("")
            raise CatalogError(
                f"the input ended before {self._review.key} was signed off; what was not signed off is not kept"
            )
        return line.strip()

    # Decisions -------------------------------------------------------------------------------------

    def _replace(self, rest: str) -> None:
        picked, _ = self._picked(rest)
        self._review.replace(picked)
        say(f"Gives way: {_told(picked)}.")

    def _keep(self, rest: str) -> None:
        if rest == "all":
            say(f"Stays: {_told([each for each in self._review.findings if each.state == 'suspected'])}.")
            self._review.keep_suspected()
            return
        picked, why = self._picked(rest)
        self._review.keep(picked, why or None)
        say(f"Stays: {_told(picked)}.")

    def _add(self, rest: str) -> None:
        kind, _, text = rest.partition(" ")
        self._review.add(text, _kind(kind))
        say(f"Gives way: {text.strip()}.")

    def _everywhere(self, rest: str) -> None:
        kind, _, term = rest.partition(" ")
        if not term.strip():
            raise CatalogError("say the kind and the term, as 'everywhere org Kestrel'")
        self._found.learn(term, _kind(kind))
        say(f"Gives way in every issue of this import: {term.strip()}.")

    def _sign(self, name: str) -> bool:
        first = not self._review.signed
        who = name or (self._by if first else None) or self._asked("Your name: ")
        if any(each == who.casefold() for each in _WORDS):
            raise CatalogError(f"{who!r} is a command and no name; say 'sign NAME'")
        if not self._review.sign(who, seen=self._review.version):
            say(f"{self._review.key} is a customer's: a second person looks at the result, behind the others.\n")
            return True
        self._write(self._review)
        say(f"{self._review.key} is written{'' if self._review.earlier else ', with a draft of its gold'}.\n")
        return True

    def _picked(self, rest: str) -> tuple[list["Finding"], str]:
        """Return the findings whose numbers a line begins with, and what follows."""
        words = rest.split()
        count = next((at for at, word in enumerate(words) if not word.strip(",").isdigit()), len(words))
        known = {self._number(each): each for each in reversed(self._review.findings)}
        numbers = [int(word.strip(",")) for word in words[:count]]
        if not numbers or any(number not in known for number in numbers):
            raise CatalogError(f"there is no finding {(words or [''])[0]!r:.40}; the numbers stand in the table")
        return [known[number] for number in numbers], " ".join(words[count:])

    def _number(self, finding: "Finding") -> int:
        """Return the number of a finding; it stays the same while this fixture is looked at."""
        return self._numbers.setdefault((finding.value, finding.kind), len(self._numbers) + 1)

    # Showing ---------------------------------------------------------------------------------------

    def _show(self) -> None:
        review = self._review
        say(f"\n{review.key}, language {review.language or 'not told'}")
        for text in review.texts:
            if not text.by_field:
                self._show_text(text)
        if review.signed:
            say(f"\nSigned by {', '.join(review.signed)}. This is what would be written: does it name anybody still?")
            say("A second person signs it with 'sign NAME', or sends it 'back'.")
        else:
            self._list(fields=False)
            say("Commands: replace, keep, add, everywhere, list, sign, next, show, quit; help explains them.")

    def _show_text(self, text: "Text") -> None:
        from rich.console import Console
        from rich.table import Table

        console = Console(width=width(), highlight=False, no_color=self._plain or None, soft_wrap=False)
        before, after = _marked(text, "before"), _marked(text, "after")
        say(f"\n{self._review.where(text.place)}")
        if self._review.signed:
            console.print(_shown(text.after), markup=False)
        elif text.before == text.after and not text.flags:
            console.print(before)
        elif self._plain or width() < _NARROW:
            console.print("before: ", before, sep="")
            console.print("after:  ", after, sep="")
        else:
            table = Table(box=None, pad_edge=False, expand=True, show_header=False)
            table.add_column("before", ratio=1, overflow="fold")
            table.add_column("after", ratio=1, overflow="fold")
            table.add_row(before, after)
            console.print(table)

    def _list(self, *, fields: bool = True, open_only: bool = False) -> None:
        findings = self._review.findings
        shown = [each for each in findings if (each.waits if open_only else fields or not each.fixed)]
        rows = [
            (str(self._number(each)), each.state, each.kind, each.value,
             each.surrogate if each.surrogate != each.value else "", ", ".join(each.detectors), self._places(each))
            for each in shown
        ]  # fmt: skip
        if rows:
            columns = ("", "state", "kind", "text", "now", "found by", "where")
            print_table("", columns, rows, texts=("text", "now", "found by", "where"))
        waiting = self._review.open
        say("Nothing waits for a decision." if not waiting else f"Waiting for a decision: {waiting}.")

    def _places(self, finding: "Finding") -> str:
        places = list(dict.fromkeys(self._review.where(each) for each in finding.places))
        return places[0] + (f" and {len(finding.places) - 1} more" if len(finding.places) > 1 else "")


def _told(findings: "Sequence[Finding]") -> str:
    return ", ".join(dict.fromkeys(each.value for each in findings)) or "nothing"


def _marked(text: "Text", side: "Side") -> "Styled":
    """Return a text in which spans stand in brackets: [ ] replaced, [? ] suspected. Colours say the same again."""
    from rich.text import Text as Styled

    made = Styled()
    for piece, state in text.pieces(side):
        sign = {"replaced": "[", "suspected": "[?"}.get(state, "")
        colour = {"replaced": "bold green", "suspected": "bold yellow"}.get(state, "")
        made.append(f"{sign}{_shown(piece)}{']' if sign else ''}", style=colour)
    return made


def _shown(text: str) -> str:
    """Return a text for the terminal; what is no text, as a mention, is a dot."""
    return printable(text).replace("\N{OBJECT REPLACEMENT CHARACTER}", "\N{BULLET}")


def _command(line: str) -> tuple[str, str]:
    """Return a command and the rest of its line; the beginning of most words is enough."""
    word, _, rest = line.strip().partition(" ")
    given = word.casefold()
    fitting = [each for each in _WORDS if each == given or (given and each.startswith(given) and each not in _WHOLE)]
    return (fitting[0] if fitting else word or "nothing"), rest.strip()


def _kind(word: str) -> "Kind":
    from workbench.bootstrap.importing import KINDS

    for kind in KINDS:
        if kind == word.strip().casefold():
            return kind
    raise CatalogError(f"{word.strip()!r:.40} is no kind; one of {', '.join(KINDS)}")
