"""The review of imported issues on a terminal: text before and after, findings by number, and a person's decisions."""

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from workbench.cli.output import print_table, say, width
from workbench.core.errors import CatalogError

if TYPE_CHECKING:
    from rich.text import Text as Styled

    from workbench.bootstrap.importing import Finding, Import, Kind, Review, Text

_HELP: Final = """\
  replace N [KIND]   the text of finding N gives way, here as that kind
  keep N [WHY]       it stays; where the detectors are sure, say why in words that hold nothing of the issue
  keep all           everything stays that is only suspected
  add KIND TEXT      a text that nobody found gives way
  everywhere KIND TERM   a term gives way in all issues of this import
  sign [NAME]        you looked at all of it, and nothing in it names anybody; it is written
  back               a second person sends it back
  show, next, quit, help"""
_NARROW: Final = 100
_WORDS: Final = ("replace", "keep", "add", "everywhere", "sign", "back", "show", "next", "quit", "help")


class _QuitError(Exception):
    """The person has enough."""


def review_all(found: "Import", *, by: str | None, plain: bool, write: "Callable[[Review], None]") -> int:
    """Show each fixture, carry out what a person decides, and write what is signed off.

    Args:
        found: the import; what is written is taken out of it.
        by: who reviews; asked for where it is None.
        plain: texts below each other and without colours.
        write: writes a fixture that was signed off.

    Returns:
        How many fixtures are not signed off.

    Raises:
        CatalogError: the input ended, or a fixture cannot be written.
    """
    waiting = list(found.reviews)
    try:
        for number, review in enumerate(waiting, start=1):
            _Desk(found, review, f"{number} of {len(waiting)}", by=by, plain=plain, write=write).work()
    except _QuitError:
        pass
    return len(found.reviews)


class _Desk:
    """One fixture and the person who looks at it."""

    def __init__(
        self,
        found: "Import",
        review: "Review",
        where: str,
        *,
        by: str | None,
        plain: bool,
        write: "Callable[[Review], None]",
    ) -> None:
        self._found, self._review, self._where, self._by = found, review, where, by
        self._plain, self._write = plain, write
        self._numbered: Sequence[Finding] = ()

    def work(self) -> None:
        """Ask until it is signed off or left."""
        self._show()
        while True:
            word, rest = _command(self._prompt())
            try:
                if self._carry_out(word, rest):
                    return
            except CatalogError as error:
                say(str(error))

    def _carry_out(self, word: str, rest: str) -> bool:
        """Return whether the fixture is done with."""
        if word == "quit":
            raise _QuitError
        if word == "sign":
            return self._sign(rest)
        if word in ("replace", "keep", "add", "everywhere"):
            {"replace": self._replace, "keep": self._keep, "add": self._add, "everywhere": self._everywhere}[word](rest)
            self._list()
        elif word == "back":
            self._review.send_back()
            self._show()
        elif word == "show":
            self._show()
        elif word == "help":
            say(_HELP)
        return word == "next"

    def _prompt(self) -> str:
        sys.stdout.write(f"{self._review.key} ({self._where})> ")
        sys.stdout.flush()
        line = sys.stdin.readline()
        if not line:
            say("")
            raise CatalogError(
                f"the input ended before {self._review.key} was signed off; what was not signed off is not kept"
            )
        return line

    # Decisions -------------------------------------------------------------------------------------

    def _replace(self, rest: str) -> None:
        number, _, kind = rest.partition(" ")
        finding = self._finding(number)
        self._review.replace({finding.value: _kind(kind) if kind.strip() else finding.kind})

    def _keep(self, rest: str) -> None:
        if rest == "all":
            say(f"{self._review.keep_suspected()} stay.")
            return
        number, _, why = rest.partition(" ")
        self._review.keep([self._finding(number).value], why.strip() or None)

    def _add(self, rest: str) -> None:
        kind, _, text = rest.partition(" ")
        self._review.replace({text: _kind(kind)})

    def _everywhere(self, rest: str) -> None:
        kind, _, term = rest.partition(" ")
        if not term.strip():
            raise CatalogError("say the kind and the term, as 'everywhere org Kestrel'")
        self._found.learn(term, _kind(kind))

    def _sign(self, name: str) -> bool:
        who = name or (self._by if not self._review.signed else None) or self._asked_name()
        if not self._review.sign(who, seen=self._review.version):
            say(f"{self._review.key} is a customer's: a second person looks at the result, to sign or send it back.")
            self._show()
            return False
        self._write(self._review)
        say(f"{self._review.key} is written, with a draft of its gold.\n")
        return True

    def _asked_name(self) -> str:
        sys.stdout.write("Your name: ")
        sys.stdout.flush()
        return sys.stdin.readline().strip()

    def _finding(self, number: str) -> "Finding":
        try:
            return self._numbered[int(number) - 1 if int(number) > 0 else len(self._numbered)]
        except (ValueError, IndexError):
            raise CatalogError(f"there is no finding {number!r:.40}; the numbers stand in the table") from None

    # Showing ---------------------------------------------------------------------------------------

    def _show(self) -> None:
        review = self._review
        say(f"\n{review.key} ({self._where}), language {review.language or 'not told'}")
        for text in review.texts:
            if not _is_field(text):
                self._show_text(text)
        if not review.signed:
            self._list()
        say("Commands: replace, keep, add, everywhere, sign, back, show, next, quit; help explains them.")

    def _show_text(self, text: "Text") -> None:
        from rich.console import Console
        from rich.table import Table

        console = Console(width=width(), highlight=False, no_color=self._plain or None, soft_wrap=False)
        before, after = _before(text), _after(text)
        say(f"\n{text.place}")
        if self._review.signed:
            console.print(after)
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

    def _list(self) -> None:
        self._numbered = self._review.findings
        rows = [
            (str(number), each.state, each.kind, each.value, each.surrogate if each.state == "replaced" else "",
             ", ".join(each.detectors), str(each.count))
            for number, each in enumerate(self._numbered, start=1)
        ]  # fmt: skip
        columns = ("", "state", "kind", "text", "now", "found by", "times")
        print_table("", columns, rows, texts=("text", "now", "found by"), numbers=1)
        waiting = self._review.open
        say("Nothing waits for a decision." if not waiting else f"{waiting} wait for a decision: replace or keep them.")


def _is_field(text: "Text") -> bool:
    """Tell whether a place was replaced whole because of where it stands: the table has it."""
    return any(each.detector.startswith("field:") and each.start == 0 for each in text.replacements) and (
        text.replacements[0].end == len(text.before)
    )


def _before(text: "Text") -> "Styled":
    spans = [(each.start, each.end, "replaced") for each in text.replacements]
    return _marked(text.before, [*spans, *((each.start, each.end, "suspected") for each in text.flags)])


def _after(text: "Text") -> "Styled":
    spans = [(each.new_start, each.new_end, "replaced") for each in text.replacements]
    return _marked(text.after, [*spans, *((each.new_start, each.new_end, "suspected") for each in text.flags)])


def _marked(text: str, spans: "list[tuple[int, int, str]]") -> "Styled":
    """Return a text in which spans stand in brackets: [ ] replaced, [? ] suspected. Colours say the same again."""
    from rich.text import Text as Styled

    made, read = Styled(), 0
    for start, end, state in sorted(spans):
        if start < read:
            continue
        made.append(_printable(text[read:start]))
        sign = "[?" if state == "suspected" else "["
        made.append(
            f"{sign}{_printable(text[start:end])}]", style="bold yellow" if state == "suspected" else "bold green"
        )
        read = end
    made.append(_printable(text[read:]))
    return made


def _printable(text: str) -> str:
    """Return a text without signs that steer a terminal."""
    return "".join(sign if sign.isprintable() or sign in "\n\t" else "\N{REPLACEMENT CHARACTER}" for sign in text)


def _command(line: str) -> tuple[str, str]:
    """Return a command and the rest of its line; the beginning of a word is enough."""
    word, _, rest = line.strip().partition(" ")
    fitting = [each for each in _WORDS if word and each.startswith(word.casefold())]
    return (fitting[0] if fitting else "help"), rest.strip()


def _kind(word: str) -> "Kind":
    from workbench.bootstrap.importing import KINDS

    for kind in KINDS:
        if kind == word.strip().casefold():
            return kind
    raise CatalogError(f"{word.strip()!r:.40} is no kind; one of {', '.join(KINDS)}")
