"""What production reads: the released config, or one sentence."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.releasing import FIRST, HOSTED, SECOND, history, promoted, roll_back
from workbench.generator.errors import ReleaseError
from workbench.generator.prompt.digest import canonical_json, digest
from workbench.generator.prompt.ledger import HEAD, LEDGER, as_bytes, head_of, own_hash, read_ledger, seal_line
from workbench.generator.prompt.release import (
    current,
    file_name,
    ledger,
    load_release,
    release_of,
)

PLACE = "releases"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Releases on two channels: `embedded` is back at the first one, `openai` has one."""
    history(tmp_path / PLACE, tmp_path / "evidence")
    return tmp_path / PLACE


def test_production_reads_the_config_that_the_channels_last_line_names(folder: Path) -> None:
    assert load_release("embedded", folder=folder) == FIRST
    assert load_release("openai", folder=folder) == HOSTED


def test_a_channels_lines_come_oldest_first_and_no_other_channels(folder: Path) -> None:
    kinds = [(line.kind, line.config) for line in ledger(folder=folder) if line.channel == "embedded"]
    first, second = (release_of(each).config_digest for each in (FIRST, SECOND))
    assert kinds == [
        ("promote", first), ("promote", second), ("rollback", first), ("promote", second), ("rollback", first),
    ]  # fmt: skip
    assert {name: line.config for name, line in current(ledger(folder=folder)).items()} == {
        "embedded": first,
        "openai": release_of(HOSTED).config_digest,
    }


def test_a_channel_without_a_release_is_refused_with_those_that_have_one(folder: Path) -> None:
    with pytest.raises(
        ReleaseError, match=r"^nothing is released on channel 'anthropic'; released are embedded, openai$"
    ):
        load_release("anthropic", folder=folder)


@pytest.mark.parametrize("there", [True, False])
def test_a_folder_with_nothing_in_it_is_no_fault_and_no_release(tmp_path: Path, there: bool) -> None:
    if there:
        (tmp_path / PLACE).mkdir()
    assert ledger(folder=tmp_path / PLACE) == ()
    with pytest.raises(
        ReleaseError, match=r"^nothing is released on channel 'embedded'; no channel has a release yet$"
    ):
        load_release("embedded", folder=tmp_path / PLACE)


def test_what_the_package_ships_holds_together() -> None:
    for channel in current(ledger()):
        assert load_release(channel)


def test_a_release_is_the_same_file_whatever_order_its_keys_come_in() -> None:
    release = release_of(FIRST)
    again = type(release).model_validate(dict(reversed(json.loads(as_bytes(release)).items())))
    assert (again.digest, as_bytes(again)) == (release.digest, as_bytes(release))
    assert release.digest == digest(json.loads(as_bytes(release)))


def test_names_for_people_are_part_of_a_release_and_not_of_its_configs_identity() -> None:
    renamed = release_of(FIRST.model_copy(update={"prompt": "other/v1"}))
    assert renamed.config_digest == release_of(FIRST).config_digest
    assert renamed.digest != release_of(FIRST).digest


def name_of(config: Any) -> str:
    return file_name(release_of(config).digest)


def spelled(change: Callable[[dict[str, Any]], Any], *, sealed: bool = False) -> Callable[[bytes], bytes]:
    """Change the last line of a ledger, and give it the hash that it then needs."""

    def changed(content: bytes) -> bytes:
        *before, last = content.splitlines(keepends=True)
        line = json.loads(last)
        change(line)
        if sealed:
            line["hash"] = digest({key: value for key, value in line.items() if key != "hash"})
        return b"".join(before) + canonical_json(line) + b"\n"

    return changed


def without_line(number: int) -> Callable[[bytes], bytes]:
    def changed(content: bytes) -> bytes:
        lines = content.splitlines(keepends=True)
        del lines[number]
        return b"".join(lines)

    return changed


LEDGERS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "a blank more": (lambda raw: raw.replace(b'"Ann"', b'"Ann" ', 1), "line 1 of ledger.jsonl: is not as it was"),
    "a key twice": (lambda raw: raw.replace(b"{", b'{"actor":"Ann",', 1), "line 1 of ledger.jsonl: is not as it was"),
    "another word": (lambda raw: raw.replace(b'"Ann"', b'"Eve"', 1), "line 1 of ledger.jsonl: is not as it was"),
    "a number": (lambda raw: raw.replace(b'"value":1.0', b'"value":0.9', 1), "line 1 of ledger.jsonl: is not as it"),
    "no JSON": (lambda raw: b"x" + raw, "line 1 of ledger.jsonl: is not as it was"),
    "no UTF-8": (lambda raw: b"\xff" + raw, "line 1 of ledger.jsonl: is not as it was"),
    "a list": (lambda raw: b"[]\n" + raw, "line 1 of ledger.jsonl: is not as it was"),
    "deep": (lambda raw: b"[" * 100_000 + b"\n" + raw, "line 1 of ledger.jsonl: is not as it was"),
    "NaN": (lambda raw: raw.replace(b'"value":1.0', b'"value":NaN', 1), "line 1 of ledger.jsonl: is not as it was"),
    "a break more": (lambda raw: raw + b"\n", "line 7 of ledger.jsonl: is not as it was"),
    "no break": (lambda raw: raw[:-1], "does not end with a whole line"),
    "nothing": (lambda raw: b"", "does not end with a whole line"),
    "no first line": (without_line(0), "line 1 of ledger.jsonl: does not follow on the line before it"),
    "no third line": (without_line(2), "line 3 of ledger.jsonl: does not follow on the line before it"),
    "no last line": (without_line(-1), "ledger.jsonl: does not end where head.json says"),
    "an unknown key": (spelled(lambda line: line.update(note="x"), sealed=True), "unknown key 'rollback.note'"),
    "a missing key": (spelled(lambda line: line.pop("actor"), sealed=True), "'rollback.actor' is missing"),
    "another format": (spelled(lambda line: line.update(format=2), sealed=True), "'rollback.format'"),
    "text for a number": (spelled(lambda line: line.update(format="1"), sealed=True), "'rollback.format'"),
    "no hash": (spelled(lambda line: line.pop("hash")), "line 6 of ledger.jsonl: is not as it was"),
    "another end": (spelled(lambda line: line.update(actor="Eve"), sealed=True), "does not end where head.json says"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "says"), LEDGERS.values(), ids=LEDGERS.keys())
def test_a_ledger_that_is_not_as_it_was_written_is_refused(
    folder: Path, change: Callable[[bytes], bytes], says: str
) -> None:
    path = folder / LEDGER
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(ReleaseError) as caught:
        load_release("openai", folder=folder)
    assert says in str(caught.value)
    assert str(caught.value).count("\n") == 0


RELEASES: dict[str, Callable[[bytes], bytes]] = {
    "another word": lambda raw: raw.replace(b"Write tests.", b"Write texts."),
    "a name for people": lambda raw: raw.replace(b"family/v1", b"family/v9"),
    "a blank": lambda raw: raw.replace(b":", b": ", 1),
    "a break": lambda raw: raw + b"\n",
    "no break": lambda raw: raw[:-1],
    "nothing": lambda raw: b"",
}


@pytest.mark.parametrize("change", RELEASES.values(), ids=RELEASES.keys())
def test_a_release_that_is_not_as_it_was_written_is_refused(folder: Path, change: Callable[[bytes], bytes]) -> None:
    path = folder / name_of(FIRST)
    changed = change(path.read_bytes())
    assert changed != path.read_bytes()
    path.write_bytes(changed)
    with pytest.raises(ReleaseError, match=rf"^{path.name}: is not as it was written; restore the folder of releases"):
        load_release("embedded", folder=folder)
    assert load_release("openai", folder=folder) == HOSTED


@pytest.mark.parametrize("name", [LEDGER, HEAD, name_of(FIRST), name_of(SECOND), name_of(HOSTED)])
def test_a_missing_file_is_refused_by_its_name(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ReleaseError, match=rf"^{name}: is missing; "):
        load_release("embedded", folder=folder)


def test_a_file_that_no_line_names_is_refused(folder: Path) -> None:
    (folder / name_of(SECOND)).rename(folder / "renamed.json")
    with pytest.raises(ReleaseError, match=r"\.json: is "):
        load_release("embedded", folder=folder)
    (folder / "renamed.json").rename(folder / name_of(SECOND))
    (folder / "0123456789ab.json").write_bytes((folder / name_of(SECOND)).read_bytes())
    with pytest.raises(ReleaseError, match=r"^0123456789ab\.json: is in no line of ledger\.jsonl; "):
        load_release("embedded", folder=folder)


def with_release(folder: Path, content: dict[str, Any]) -> None:
    """Put a file in place of the released one, and a ledger that names it: all digests are right."""
    fields = json.loads((folder / LEDGER).read_bytes().splitlines()[0])
    for key in ("format", "previous", "hash"):
        del fields[key]
    for path in folder.iterdir():
        path.unlink()
    line = seal_line(None, {**fields, "release": digest(content)})
    (folder / file_name(line.release)).write_bytes(canonical_json(content) + b"\n")
    (folder / LEDGER).write_bytes(as_bytes(line))
    (folder / HEAD).write_bytes(as_bytes(head_of((line,))))


def test_an_unknown_key_in_a_release_is_refused_even_where_every_digest_is_right(folder: Path) -> None:
    content = json.loads((folder / name_of(FIRST)).read_bytes())
    with_release(folder, content)
    assert load_release("embedded", folder=folder) == FIRST
    content["config"]["params"]["top_k"] = 5
    with_release(folder, content)
    with pytest.raises(ReleaseError, match=r"unknown key 'config\.params\.top_k'; install the version that wrote it"):
        load_release("embedded", folder=folder)


def test_a_config_that_the_ledger_does_not_name_is_refused_even_where_the_file_is_the_one(folder: Path) -> None:
    with_release(folder, json.loads((folder / name_of(SECOND)).read_bytes()))
    with pytest.raises(ReleaseError, match=r"its config is not the one that ledger\.jsonl names"):
        load_release("embedded", folder=folder)


def test_no_refusal_shows_what_a_prompt_says(folder: Path) -> None:
    content = json.loads((folder / name_of(FIRST)).read_bytes())
    content["config"]["stages"][0]["user"] = ["a secret"]
    with_release(folder, content)
    with pytest.raises(ReleaseError) as caught:
        load_release("embedded", folder=folder)
    assert "secret" not in str(caught.value)


LONG = {"actor": "A" * 81, "reason": "r" * 301}
BAD = {
    "two lines": {"reason": "one\ntwo"},
    "a separator": {"reason": "one\u2028two"},
    "a sign that turns text around": {"actor": "Ann\u202e"},
    "blanks around": {"actor": " Ann"},
    "no reason": {"reason": ""},
    "a long actor": {"actor": LONG["actor"]},
    "a long reason": {"reason": LONG["reason"]},
    "a channel of words": {"channel": "the embedded one"},
}


@pytest.mark.parametrize("more", BAD.values(), ids=BAD.keys())
def test_words_in_a_line_are_one_line_of_bounded_length(more: dict[str, Any]) -> None:
    with pytest.raises(ReleaseError, match=r"^the ledger does not take this line: 'promote\.") as caught:
        promoted((), FIRST, SECOND, **{"floor": release_of(SECOND).config_digest, **more})
    assert not any(text in str(caught.value) for text in more.values() if text)


def test_a_gate_in_a_line_holds_names_and_numbers_and_no_texts() -> None:
    fields = json.loads(as_bytes(promoted((), FIRST, SECOND, floor=release_of(SECOND).config_digest)))
    for key in ("format", "previous", "hash"):
        del fields[key]
    gate = {**fields["gate"], "looked_at": ["It locks the account when " * 10]}
    with pytest.raises(ReleaseError, match=r"holds a text that is no name"):
        seal_line(None, {**fields, "gate": gate, "gate_digest": digest(gate)})
    wide = {**fields["gate"], "looked_at": ["SHOP-1"] * 1_000}
    with pytest.raises(ReleaseError, match=r"holds more than 1000 values"):
        seal_line(None, {**fields, "gate": wide, "gate_digest": digest(wide)})


CONTRADICTIONS = {
    "gate": ({"gate_digest": digest("another")}, "'gate_digest' is not that of the gate"),
    "config": ({"config": digest("another")}, "the candidate's config is not the one that is released"),
    "runs": ({"runs": ["another"]}, "'runs' lacks the run that was decided on"),
    "verdict": ({"decision": "inconclusive"}, "'promote.decision'"),
    "work tree": ({"dirty": True}, "'promote.dirty'"),
    "time": ({"at": "2026-13-01T00:00:00Z"}, "'promote.at'"),
}


@pytest.mark.parametrize(("more", "says"), CONTRADICTIONS.values(), ids=CONTRADICTIONS.keys())
def test_a_line_that_contradicts_itself_is_not_taken(more: dict[str, Any], says: str) -> None:
    fields = json.loads(as_bytes(promoted((), FIRST, SECOND, floor=release_of(SECOND).config_digest)))
    for key in ("format", "previous", "hash"):
        del fields[key]
    with pytest.raises(ReleaseError) as caught:
        seal_line(None, {**fields, **more})
    assert says in str(caught.value)


def test_a_line_reads_back_as_the_line_that_was_sealed() -> None:
    line = promoted((), FIRST, SECOND, floor=release_of(SECOND).config_digest)
    assert read_ledger(as_bytes(line), as_bytes(head_of((line,)))) == (line,)
    assert line.hash == own_hash(line)


def test_a_roll_back_says_nothing_of_evidence(folder: Path) -> None:
    line = roll_back(folder, SECOND)
    assert set(json.loads(as_bytes(line))) == {
        "format", "kind", "channel", "release", "config", "at", "actor", "reason", "previous", "hash",
    }  # fmt: skip
