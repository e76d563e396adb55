"""Whatever is changed of what was released is refused, and so are the ways around a pass."""

import json
import random
import shutil
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.releasing import (
    ARITHMETIC,
    AT,
    FIRST,
    FLOOR,
    GATE,
    HOSTED,
    SECOND,
    basis,
    decide,
    history,
    planned,
    promote,
    promoted,
    proof,
    proposal,
    rolled_back,
    row,
)
from workbench.adapters.release_files import Verified, read_evidence, verify, write_evidence
from workbench.core.promotion import refusals
from workbench.core.proof import side, terms_digest
from workbench.generator.defaults import default_config
from workbench.generator.errors import ReleaseError
from workbench.generator.prompt.digest import canonical_json, config_digest, digest, short
from workbench.generator.prompt.ledger import HEAD, LEDGER, as_bytes, head_of, own_hash
from workbench.generator.prompt.ledger_line import LedgerLine, Promotion
from workbench.generator.prompt.release import current, file_name, ledger, load_release, release_of

SEED = 20261124


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A history of releases; what a test changes of it, it puts back."""
    place = tmp_path_factory.mktemp("told")
    history(place / "releases", place / "evidence")
    return place


def looked(place: Path, **more: Any) -> Verified:
    return verify(place / "releases", place / "evidence", decide=decide, arithmetic=ARITHMETIC, **more)


# One change ------------------------------------------------------------------------------------


def bit(chance: random.Random, content: bytes) -> bytes:
    place = chance.randrange(len(content))
    return content[:place] + bytes([content[place] ^ 1 << chance.randrange(8)]) + content[place + 1 :]


def blank(chance: random.Random, content: bytes) -> bytes:
    place = chance.randrange(len(content) + 1)
    sign = chance.choice([b" ", b"\n", b"\r", b"\t", "\u00a0".encode(), "\u200b".encode(), b"\x00"])
    return content[:place] + sign + content[place:]


def number(chance: random.Random, content: bytes) -> bytes:
    digits = [place for place, sign in enumerate(content) if chr(sign).isdigit() and sign < 128]
    place = chance.choice(digits)
    return content[:place] + chance.choice(b"0123456789").to_bytes() + content[place + 1 :]


def cut(chance: random.Random, content: bytes) -> bytes:
    return content[: chance.randrange(len(content))]


def doubled(chance: random.Random, content: bytes) -> bytes:
    start = chance.randrange(len(content))
    end = chance.randrange(start, len(content)) + 1
    return content[:end] + content[start:end] + content[end:]


def pieces(chance: random.Random, content: bytes) -> list[bytes]:
    """Lines where there are some, else stretches."""
    lines = content.splitlines(keepends=True)
    if len(lines) > 1 and content.startswith(b"{"):
        return lines
    places = sorted({0, len(content), *(chance.randrange(len(content)) for _ in range(3))})
    return [content[start:end] for start, end in pairwise(places)]


def dropped(chance: random.Random, content: bytes) -> bytes:
    parts = pieces(chance, content)
    del parts[chance.randrange(len(parts))]
    return b"".join(parts)


def swapped(chance: random.Random, content: bytes) -> bytes:
    parts = pieces(chance, content)
    one, other = chance.randrange(len(parts)), chance.randrange(len(parts))
    parts[one], parts[other] = parts[other], parts[one]
    return b"".join(parts)


CHANGES: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    bit, blank, number, cut, doubled, dropped, swapped,
)  # fmt: skip


def changes(chance: random.Random, place: Path, count: int) -> Iterator[tuple[str, Path, bytes]]:
    """Yield the kind of a change, a file of the releases or the evidence, and what it then holds: never the same."""
    files = sorted(each for each in place.rglob("*") if each.is_file())
    ledger_file = place / "releases" / LEDGER
    while count:
        path = chance.choice([*files, ledger_file, ledger_file])
        before, change = path.read_bytes(), chance.choice(CHANGES)
        after = change(chance, before)
        if after != before:
            count -= 1
            yield f"{change.__name__} {path.suffix}", path, after


def readers(place: Path) -> dict[str, list[str]]:
    """The files that production reads, each with the channels that it reads it for."""
    now = current(ledger(folder=place / "releases"))
    own = {file_name(line.release): [channel] for channel, line in now.items()}
    return {LEDGER: sorted(now), HEAD: sorted(now), **own}


def takers(place: Path, channels: Sequence[str]) -> Iterator[str]:
    """Yield who takes what is there now: the look at all of it, and production on these channels."""
    if not looked(place).faults:
        yield "verify"
    for channel in channels:
        try:
            load_release(channel, folder=place / "releases")
            yield channel
        except ReleaseError as error:
            assert "\n" not in str(error)


def try_changes(place: Path, seed: int, count: int) -> Counter[str]:
    """Make so many changes, one at a time, and return how many there were of each kind."""
    tried: Counter[str] = Counter()
    read = readers(place)
    for kind, path, after in changes(random.Random(seed), place, count):
        before = path.read_bytes()
        path.write_bytes(after)
        try:
            took = list(takers(place, read.get(path.name, [])))
            assert took == [], f"{kind} in {path.name}, change {tried.total()} of seed {seed}"
        finally:
            path.write_bytes(before)
        tried[kind] += 1
    return tried


def test_a_hundred_changes_of_releases_ledger_and_evidence_are_refused(told: Path) -> None:
    assert looked(told).faults == ()
    assert try_changes(told, SEED, 100).total() == 100
    assert looked(told).faults == ()


@pytest.mark.campaign
def test_two_thousand_changes_of_releases_ledger_and_evidence_are_refused(told: Path) -> None:
    tried = try_changes(told, SEED + 1, 2_000)
    assert (tried.total(), looked(told).faults) == (2_000, ())
    print(f"\nseed {SEED + 1}: {tried.total()} changes, all refused")
    for kind, count in sorted(tried.items()):
        print(f"  {kind:24} {count}")


@pytest.mark.campaign
def test_a_release_is_read_in_less_than_20_ms_from_a_ledger_of_100_lines(tmp_path: Path) -> None:
    long_ledger(tmp_path, 100)
    taken = []
    for _ in range(50):
        began = time.perf_counter()
        load_release("embedded", folder=tmp_path)
        taken.append((time.perf_counter() - began) * 1000)
    size = (tmp_path / LEDGER).stat().st_size
    print(f"\n100 lines, {size} bytes: median {statistics.median(taken):.1f} ms, best {min(taken):.1f} ms")
    assert min(taken) < 20  # the best, for the machine may be busy


def long_ledger(folder: Path, count: int) -> None:
    """A ledger in which two configs that ship take turns, each with 20 checks, 20 scorers and 10 runs."""
    configs = (default_config("rules"), default_config(None))
    lines: list[LedgerLine] = [promoted((), configs[0], configs[0], floor=config_digest(configs[0]))]
    first = lines[0]
    assert isinstance(first, Promotion)
    wide = {
        "checks": first.checks * 20,
        "scorers": {f"scorer_{number}": number for number in range(20)},
        "runs": (*(f"20261124-11{number}000-aaaaaa" for number in range(1, 10)), first.run),
    }
    one, other = (release_of(each) for each in configs)
    for number in range(1, count):
        config, baseline = (one, other) if number % 2 == 0 else (other, one)
        draft = first.model_copy(
            update={
                **wide,
                "first": False,
                "release": config.digest,
                "config": config.config_digest,
                "candidate": first.candidate.model_copy(update={"config": config.config_digest}),
                "baseline": first.baseline.model_copy(update={"config": baseline.config_digest}),
                "previous": lines[-1].hash,
            }
        )
        lines.append(draft.model_copy(update={"hash": own_hash(draft)}))
    (folder / LEDGER).write_bytes(b"".join(as_bytes(line) for line in lines))
    (folder / HEAD).write_bytes(as_bytes(head_of(tuple(lines))))
    for release in (one, other):
        (folder / file_name(release.digest)).write_bytes(as_bytes(release))


# The ways around a pass ------------------------------------------------------------------------


@pytest.fixture
def place(tmp_path: Path, told: Path) -> Path:
    """A copy of what was told, to do with what one likes."""
    shutil.copytree(told, tmp_path / "told")
    return tmp_path / "told"


def test_deleting_the_rows_that_speak_against_it_is_refused() -> None:
    bad = (row("A-1"), row("A-2", outcome="unusable", gherkin_valid=0.0), row("A-3", gherkin_valid=0.0))
    old = tuple(row(key, "old") for key in ("A-1", "A-2", "A-3"))
    whole = proof(rows=(*bad, *old))
    assert whole.verdict.decision == "failed"
    good = proof(rows=(*bad[:1], *old), gate=GATE.model_copy(update={"min_fixtures": 1}))
    assert good.verdict.decision == "passed"
    reasons = refusals(proposal(proof=good, planned=planned(whole)), ())
    assert any("2 of 6 planned cells have no row" in each for each in reasons)


def test_deleting_rows_of_the_evidence_is_refused_even_with_a_manifest_that_fits(place: Path) -> None:
    line = next(each for each in ledger(folder=place / "releases") if isinstance(each, Promotion))
    _, given = read_evidence(place / "evidence", line.evidence_digest)
    fewer = given.rows[2:]
    sides = {each: side(fewer, each, config_digest(FIRST)) for each in ("new", "old")}
    thinner = replace(given, rows=fewer, candidate=sides["new"], baseline=sides["old"])
    shutil.rmtree(place / "evidence" / short(line.evidence_digest))
    known = write_evidence(place / "evidence", thinner)
    faults = looked(place).faults
    assert any("cannot be read" in each for each in faults)
    assert any(short(known) in each and "is evidence of no line" in each for each in faults)


def test_changing_the_gate_after_the_run_is_refused() -> None:
    strict = GATE.model_copy(update={"floors": (GATE.floors[0].model_copy(update={"at_least": 1.1}),)})
    assert proof(gate=strict).verdict.decision == "failed"
    eased = proposal(then=basis(gate=terms_digest(strict)))
    assert refusals(eased, ()) == ["the gate changed since the run; run the suite again"]


def test_easing_the_gate_in_the_ledger_or_in_the_evidence_is_refused(place: Path) -> None:
    for path in (place / "releases" / LEDGER, next((place / "evidence").glob("*/gate.json"))):
        before = path.read_bytes()
        path.write_bytes(before.replace(b'"at_least":0.5', b'"at_least":0.1', 1))
        assert path.read_bytes() != before
        assert looked(place).faults
        path.write_bytes(before)
    assert not looked(place).faults


def test_giving_a_config_the_name_of_a_candidate_that_passed_is_refused() -> None:
    passed = proof(FIRST, FLOOR)
    reasons = refusals(proposal(SECOND, FLOOR, proof=passed), ())
    assert reasons == [
        "the config that 'new' names today is not the one that was evaluated; run the suite again"
    ]  # fmt: skip


def test_giving_a_candidate_a_new_name_leaves_its_identity_and_its_runs_as_they_are() -> None:
    renamed = FIRST.model_copy(update={"prompt": "shiny/v1"})
    line = promoted((), renamed, FLOOR, runs=("one", "two", proof().run))
    assert isinstance(line, Promotion)
    assert (line.config, line.candidate.config) == (config_digest(FIRST), config_digest(FIRST))
    assert line.runs == ("one", "two", proof().run)


def test_running_until_it_passes_is_counted() -> None:
    """Nobody can forbid a second run; that there were twenty stands in the line for whoever approves it."""
    runs = (*(f"run-{number}" for number in range(19)), proof().run)
    line = promoted((), FIRST, FLOOR, runs=runs)
    assert isinstance(line, Promotion)
    assert len(line.runs) == 20
    assert refusals(proposal(runs=runs[:-1]), ()) != []


def test_an_old_pass_is_refused() -> None:
    assert len(refusals(proposal(began_at=AT - timedelta(days=31)), ())) == 1


def test_a_pass_against_what_is_no_longer_released_is_refused(place: Path) -> None:
    lines = ledger(folder=place / "releases")
    assert len(refusals(proposal(FIRST, SECOND), lines)) == 1
    assert refusals(proposal(SECOND, FIRST), lines) == []


def test_editing_a_release_is_refused_even_where_its_name_and_digests_fit(place: Path) -> None:
    path = place / "releases" / file_name(release_of(FIRST).digest)
    edited = release_of(FIRST.model_copy(update={"trace_tags": True}))
    path.write_bytes(as_bytes(edited))
    with pytest.raises(ReleaseError, match=r"is not as it was written"):
        load_release("embedded", folder=place / "releases")
    path.unlink()
    (place / "releases" / file_name(edited.digest)).write_bytes(as_bytes(edited))
    with pytest.raises(ReleaseError, match=r"is in no line|is missing"):
        load_release("embedded", folder=place / "releases")
    assert looked(place).faults


def test_cutting_the_ledger_is_refused(place: Path) -> None:
    folder = place / "releases"
    older = (folder / LEDGER).read_bytes()
    lines = ledger(folder=folder)
    (folder / LEDGER).write_bytes(b"".join(as_bytes(line) for line in lines[:2]))
    for channel in ("embedded", "openai"):
        with pytest.raises(ReleaseError, match=r"does not end where head\.json says"):
            load_release(channel, folder=folder)
    (folder / HEAD).write_bytes(as_bytes(head_of(lines[:2])))
    with pytest.raises(ReleaseError, match=r"is in no line of ledger\.jsonl"):
        load_release("embedded", folder=folder)
    (folder / file_name(release_of(SECOND).digest)).unlink()
    assert [each for each in looked(place).faults if "is evidence of no line" in each]
    for line in lines[2:]:
        if isinstance(line, Promotion):
            shutil.rmtree(place / "evidence" / short(line.evidence_digest))
    assert len(looked(place, older=older).faults) == 1


def resealed(lines: tuple[LedgerLine, ...], change: dict[str, Any]) -> tuple[LedgerLine, ...]:
    """Change the first line, and give all of them hashes that fit."""
    made: list[LedgerLine] = []
    for line in lines:
        draft = line.model_copy(update={"previous": made[-1].hash if made else None, **({} if made else change)})
        made.append(draft.model_copy(update={"hash": own_hash(draft)}))
    return tuple(made)


def test_one_who_writes_all_lines_anew_is_seen_by_the_target_branch_alone(place: Path) -> None:
    """What cannot be seen from the files themselves, as docs/releases.md says."""
    folder = place / "releases"
    older = (folder / LEDGER).read_bytes()
    lines = resealed(ledger(folder=folder), {"actor": "Eve"})
    (folder / LEDGER).write_bytes(b"".join(as_bytes(line) for line in lines))
    (folder / HEAD).write_bytes(as_bytes(head_of(lines)))
    assert looked(place).faults == ()
    assert len(looked(place, older=older).faults) == 1


@pytest.mark.parametrize("field", ["suite", "run", "scorers", "arithmetic", "rows_digest", "gate_digest", "fixtures"])
def test_one_who_writes_all_lines_anew_is_seen_where_they_no_longer_fit_the_evidence(place: Path, field: str) -> None:
    folder = place / "releases"
    lines = ledger(folder=folder)
    assert isinstance(lines[0], Promotion)
    others: dict[str, dict[str, Any]] = {
        "run": {"run": "another", "runs": ("another",)},
        "suite": {"suite": "another"},
        "scorers": {"scorers": {"gherkin_valid": 9}},
        "arithmetic": {"arithmetic": 9},
        "rows_digest": {"rows_digest": digest("another")},
        "gate_digest": {"gate": {}, "gate_digest": digest({})},
        "fixtures": {"fixtures": 99},
    }
    anew = resealed(lines, others[field])
    (folder / LEDGER).write_bytes(b"".join(as_bytes(line) for line in anew))
    (folder / HEAD).write_bytes(as_bytes(head_of(anew)))
    assert looked(place).faults


def test_going_back_to_what_was_never_released_there_is_refused(place: Path) -> None:
    with pytest.raises(ReleaseError, match=r"is no release of channel 'openai'"):
        rolled_back(ledger(folder=place / "releases"), FIRST, channel="openai")


def test_the_line_of_one_channel_does_not_serve_another(place: Path) -> None:
    """A promotion onto a channel that has none has to beat the floor there, whatever it has beaten elsewhere."""
    lines = ledger(folder=place / "releases")
    assert len(refusals(proposal(SECOND, FIRST, channel="anthropic"), lines)) == 1
    promote(place / "releases", place / "evidence", proposal(HOSTED, FLOOR, channel="anthropic"))
    assert looked(place).faults == ()


def test_a_ledger_holds_no_text_of_a_prompt(place: Path) -> None:
    content = (place / "releases" / LEDGER).read_text(encoding="utf-8")
    evidence = b"".join(each.read_bytes() for each in (place / "evidence").rglob("*.json")).decode()
    for config in (FIRST, SECOND, HOSTED):
        for stage in config.stages:
            assert stage.user not in content + evidence
            assert stage.system not in content + evidence
    assert json.loads(content.splitlines()[0])["gate"] == json.loads(canonical_json(GATE.plain()))
