"""Killed at any point, a fixture is there whole or as it was; the next write ends what was begun."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.adapters.signed_fixtures import signed, write
from tests.core.importing.signing import NOW, own
from workbench.adapters.catalog.cards import read_members
from workbench.adapters.catalog.datasets import read_dataset
from workbench.adapters.catalog.imports import read_sign_offs
from workbench.adapters.catalog.sign_offs import Signing
from workbench.core.importing.signed import SignedFixture

SIGNING = Signing(today=NOW.date)
Seen = dict[str, tuple[str, tuple[tuple[str, bytes], ...]]]
FILES = ("open", "os.", "shutil.")


def killed_at(number: int, work: Callable[[], None]) -> bool:
    """Run some work in a process of its own that kills itself before its n-th dealing with files; False: it ended."""
    process = os.fork()
    if process == 0:
        left = number

        def count(event: str, _: object) -> None:
            nonlocal left
            if event.startswith(FILES):
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.addaudithook(count)
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(process, 0)
    return os.WIFSIGNALED(status)


def there(folder: Path) -> Seen:
    """What the loader gives, or nothing where there is no dataset."""
    if not (folder / "dataset.yaml").exists():
        return {}
    fixtures = read_dataset(folder, signing=SIGNING).fixtures
    assert [each.key for each in read_members(folder).members] == [each.key for each in fixtures]
    assert set(read_sign_offs(folder)) == {each.key for each in fixtures}
    return {each.key: (each.document["fields"]["description"], each.attachments) for each in fixtures}


def leftovers(folder: Path, keys: set[str]) -> list[str]:
    """What stands there and belongs to no fixture."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    names = [path.relative_to(folder).as_posix() for path in files]
    return [
        name
        for name in names
        if name not in ("dataset.yaml", "signoffs.jsonl") and not any(key in name.split("/", 1)[1] for key in keys)
    ]


def after(folder: Path, fixture: SignedFixture, number: int) -> tuple[Seen, Seen] | None:
    """What is there after a kill at this point and after the next write; None where the work ended before."""
    if not killed_at(number, lambda: write(folder, fixture)):
        return None
    seen = there(folder)
    write(folder, signed("ACME-9"))
    assert not (folder / ".importing").exists()
    assert leftovers(folder, {*seen, "ACME-9"}) == []
    return seen, there(folder)


def first(folder: Path) -> tuple[SignedFixture, Seen]:
    return signed(), {}


def another(folder: Path) -> tuple[SignedFixture, Seen]:
    write(folder, signed())
    return signed("ACME-2", attached={"a.log": "x", "b.log": "y"}), there(folder)


def again(folder: Path) -> tuple[SignedFixture, Seen]:
    write(folder, signed(attached={"a.log": "x", "b.log": "y"}))
    before = there(folder)
    return signed(said="The total is cut.", attached={"b.log": "z", "c.log": "w"}, sign_off=own(added=1)), before


def points(tmp_path: Path, begin: Callable[[Path], tuple[SignedFixture, Seen]], step: int) -> None:
    untouched = whole = 0
    for number in range(1, 2_000, step):
        folder = tmp_path / str(number) / "acme"
        folder.parent.mkdir()
        fixture, before = begin(folder)
        found = after(folder, fixture, number)
        if found is None:
            break
        seen, ended = found
        document = str(fixture.document["fields"]["description"])
        files = tuple((f"{name}.txt", text.encode()) for name, text in sorted(fixture.attached.items()))
        wanted = {**before, fixture.sign_off.key: (document, files)}
        assert seen in (before, wanted), number
        assert ended == {**seen, "ACME-9": ended["ACME-9"]}, number
        untouched, whole = untouched + (seen == before), whole + (seen == wanted)
    else:
        raise AssertionError("it never ended")
    print(f"{begin.__name__}: {untouched} kills left it as it was, {whole} with the whole fixture")
    assert untouched
    assert whole


@pytest.mark.parametrize("begin", [first, another, again])
def test_a_kill_leaves_nothing_or_a_whole_fixture(
    tmp_path: Path, begin: Callable[[Path], tuple[SignedFixture, Seen]]
) -> None:
    points(tmp_path, begin, step=9)


@pytest.mark.campaign
@pytest.mark.parametrize("begin", [first, another, again])
def test_a_kill_at_every_point_leaves_nothing_or_a_whole_fixture(
    tmp_path: Path, begin: Callable[[Path], tuple[SignedFixture, Seen]]
) -> None:
    points(tmp_path, begin, step=1)
