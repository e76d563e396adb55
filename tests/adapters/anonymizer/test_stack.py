"""All detectors together: people told by the fields, what is found once, texts that want to stop a detector."""

import random
import time
from pathlib import Path

import pytest

from workbench.adapters.anonymizer.model import RAMPART, Rampart
from workbench.adapters.anonymizer.stack import DetectorStack
from workbench.adapters.span_files import read_span_file
from workbench.core.anonymising.records import Person
from workbench.core.anonymising.scoring import SpanScores
from workbench.core.anonymising.settling import settle
from workbench.service.bench_spans import bench_spans

PEOPLE = (Person(names=("Ruslan Kadiev",), account_ids=("JIRA-ACC-1",), usernames=("rkad",)),)
WHOLE = DetectorStack(Rampart())


def values(text: str, stack: DetectorStack | None = None, people: tuple[Person, ...] = PEOPLE) -> set[str]:
    found = (stack or DetectorStack()).find({"a": text}, people=people, dictionary={}, language="en")
    return {text[each.span.start : each.span.end] for each in found if each.span.tier == "sure"}


@pytest.mark.parametrize(
    "form",
    ["Ruslan Kadiev", "Kadiev, Ruslan", "R. Kadiev", "Kadiev", "KADIEV", "rkadiev", "kadiev.r", "rkad", "JIRA-ACC-1"],
)
def test_the_issues_own_people_are_found_in_every_form(form: str) -> None:
    assert form in values(f"then it went to {form} and back")


def test_what_is_found_once_is_found_in_every_text_of_the_issue() -> None:
    texts = {"a": "Reported by Zofia Wilk", "b": "Wilk: see log of zwilk"}
    found = DetectorStack().find(texts, people=(), dictionary={}, language="en")
    assert {texts["b"][each.span.start : each.span.end] for each in found if each.place == "b"} >= {"Wilk", "zwilk"}


def test_a_name_that_is_a_common_word_elsewhere_is_not_spread() -> None:
    assert "Stone" not in values("Stone by stone it went on. Stone again.", people=(Person(names=("Emma Stone",)),))


def test_the_model_finds_names_without_a_cue_and_leaves_code_alone() -> None:
    text = "Yesterday Oluwaseun Adeyemi rolled it back. PaymentService.charge() threw a NullPointerException in Tomcat."
    assert values(text, WHOLE, ()) - {"Oluwaseun", "Adeyemi"} == {"Oluwaseun Adeyemi"}


def test_without_the_model_the_version_says_so() -> None:
    assert DetectorStack().version.endswith("+no-model")
    assert WHOLE.version.endswith(f"@{RAMPART.sha256[:12]}")


def test_a_text_too_long_for_the_model_is_read_by_the_rules_and_says_where_nobody_looked() -> None:
    text = "The quick brown fox met nobody at all today. " * 300 + "Mail anna@kestrel.io."
    found = WHOLE.find({"a": text}, people=(), dictionary={}, language="en")
    assert "model:unread from here" in {each.span.detector for each in found}
    assert "anna@kestrel.io" in {text[each.span.start : each.span.end] for each in found}


def _hostile(length: int) -> dict[str, str]:
    rng = random.Random(5)
    seeds = (
        "a", "a.", "@", "a@a.", "Aa ", "1 ", "1-", "(", "::", "http://", "[~", "Ab Cd <x@y.zz>, ", "A. B. ",
        "DE89 3704 ", "Reported by ", "password: password=token ", "|Name|Email|\n", "name,email\nA,b\n", "\n",
        "user user=a ", "/home/", "\\\\a", "Address: A 1, ", "1 Aa, ", "1.1.", "A-", "1 May ", "'t ", "http://a.",
        "?token=", "eyJ", "Herr ", "-----BEGIN PRIVATE KEY-----", "Anna ", "né(e) le ", "[a|http://", "\u0301",
        "Hi A,\n",
    )  # fmt: skip
    texts = {seed: (seed * (length // len(seed) + 1))[:length] for seed in seeds}
    texts["hex"] = "".join(rng.choice("0123456789abcdef") for _ in range(length))
    texts["any"] = "".join(chr(rng.randint(33, 1_200)) for _ in range(length))
    texts["names"] = " ".join(
        f"{rng.choice(('Anna', 'Karl', 'Zyx'))} {rng.choice(('Berg', 'Qua'))}" for _ in range(length)
    )
    return {name: text[:length] for name, text in texts.items()}


def test_no_text_of_strangers_raises_and_every_span_lies_in_its_text() -> None:
    for text in _hostile(1_500).values():
        for each in DetectorStack().find({"a": text}, people=PEOPLE, dictionary={"a": "org"}, language=None):
            assert 0 <= each.span.start < each.span.end <= len(text)


@pytest.mark.campaign
def test_no_hostile_text_of_50_kb_takes_two_seconds() -> None:
    WHOLE.find({"a": "warm"}, people=(), dictionary={}, language="en")
    took: dict[str, float] = {}
    for name, text in _hostile(50_000).items():
        before = time.process_time()
        WHOLE.find({"a": text}, people=PEOPLE, dictionary={}, language="en")
        took[name] = time.process_time() - before
    slowest = max(took, key=lambda name: took[name])
    print(f"{len(took)} hostile texts of 50 kB: {took[slowest]:.2f} s of CPU at most ({slowest!r})")
    assert took[slowest] < 2.0


def _scored(reference: Path, every: int) -> SpanScores:
    rows = read_span_file(reference / "data" / "pii_spans.jsonl")[::every]
    return bench_spans(rows, detectors=WHOLE, people=False, seconds=time.perf_counter).scores


def _holds(scores: SpanScores) -> bool:
    sure, flagged = scores.direct.share(), scores.direct.share_with_flags()
    whole = {"EMAIL", "IBAN", "CARD", "CREDIT_CARD", "ACC", "SITE", "SECRET"}
    shares = {each.share() for name, each in scores.by_type.items() if name in whole}
    found = sure is not None and sure >= 0.96 and flagged is not None and flagged >= 0.98 and shares == {1.0}
    return found and scores.touched / scores.words <= 0.03


def test_planted_data_is_found_and_little_else_is_touched(reference: Path) -> None:
    assert _holds(_scored(reference, every=4))


@pytest.mark.campaign
def test_all_planted_data_is_found(reference: Path) -> None:
    scores = _scored(reference, every=1)
    print(f"{scores.direct}, touched {scores.touched} of {scores.words}")
    assert _holds(scores)


ORDINARY = (
    "It fails since 2026-03-01 and worked 12.03.2026. Sinus 45 600 700, sinking 2024-11-02 funds, tins 100 200 300, "
    "passports 10 20 30, Dnipro 10 200 300, nie 2026-03-01, invoices since 10.000 rows, SIN 2026-03-01"
)


def test_a_word_that_begins_as_a_document_does_is_none() -> None:
    assert values(ORDINARY, people=()) == set()
    assert "046 454 286" in values("His SIN 046 454 286, passport number 123456789", people=())


@pytest.mark.parametrize("text", ["Ruslan Kadiev's list", "Ruslan Kadiev’s list", "the lists of Ruslan Kadiev'"])
def test_a_possessive_is_no_part_of_a_name(text: str) -> None:
    assert values(text) & {"Ruslan Kadiev's", "Ruslan Kadiev’s", "Ruslan Kadiev'"} == set()
    assert "Ruslan Kadiev" in values(text)


def test_a_german_genitive_is_the_person() -> None:
    assert {"Kadiev", "Ruslan"} <= values("Kadievs Bericht und Ruslans Liste sind da", WHOLE)


@pytest.mark.parametrize("text", ["Team Kadiev", "kadiev", "KADIEV"])
def test_the_issues_own_people_are_found_in_labels_and_components(text: str) -> None:
    texts = {"a": text, "b": "kadiev"}
    found = DetectorStack().find(texts, people=PEOPLE, dictionary={}, language="en")
    assert {(each.place, each.span.tier) for each in found} >= {("a", "sure"), ("b", "sure")}


def test_a_name_of_the_issues_people_inside_of_a_word_is_suspected() -> None:
    text = "KadievService and kadiev_service"
    found = DetectorStack().find({"a": text}, people=PEOPLE, dictionary={}, language="en")
    assert {(text[each.span.start : each.span.end], each.span.tier) for each in found} >= {
        ("Kadiev", "suspected"), ("kadiev", "suspected"),
    }  # fmt: skip


def test_a_term_of_the_dictionary_stands_alone_whatever_else_is_found_there() -> None:
    text = "Customer: Kestrel AG. Kestrel wrote that it fails. Kestrel GmbH too. Kestrel Bank AG waits for Zofia Wilk"
    dictionary = {"Kestrel": "org", "Kestrel Bank": "org"}
    found = WHOLE.find({"a": text}, people=PEOPLE, dictionary=dictionary, language="en")  # type: ignore[arg-type]
    settled = [each.span for each in settle({"a": text}, found)]
    sure = [text[each.start : each.end] for each in settled if each.tier == "sure"]
    assert sure == ["Kestrel", "Kestrel", "Kestrel", "Kestrel Bank", "Zofia Wilk"]
    assert [text[each.start : each.end] for each in settled if each.tier == "suspected"] == []
