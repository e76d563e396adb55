"""Dates move by whole weeks, all by the same, in whatever form they are written."""

import random
from datetime import date, timedelta

import pytest

from workbench.core.anonymising.dates import DateMover, written_dates

MONTHS = {
    "en": "January February March April May June July August September October November December".split(),  # noqa: SIM905
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),  # noqa: SIM905
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),  # noqa: SIM905
    "nl": "januari februari maart april mei juni juli augustus september oktober november december".split(),  # noqa: SIM905
}
FORMS = (
    lambda d: d.isoformat(),
    lambda d: f"{d.isoformat()}T08:15:00Z",
    lambda d: f"{d:%d.%m.%Y}",
    lambda d: f"{d.day}.{d.month}.{d.year}",
    lambda d: f"{d:%d/%m/%Y}",
    lambda d: f"{d:%d-%m-%Y}",
    lambda d: f"{d:%Y/%m/%d}",
    lambda d: f"{d:%Y%m%d}",
    lambda d: f"{MONTHS['en'][d.month - 1]} {d.day}, {d.year}",
    lambda d: f"{d.day} {MONTHS['en'][d.month - 1]} {d.year}",
    lambda d: f"{d.day}. {MONTHS['de'][d.month - 1]} {d.year}",
    lambda d: f"{d.day} {MONTHS['fr'][d.month - 1]} {d.year}",
    lambda d: f"{d.day} {MONTHS['nl'][d.month - 1]} {d.year}",
    lambda d: f"{d:%d}/{MONTHS['en'][d.month - 1][:3]}/{d.year}:12:11:03",
    lambda d: f"{d:%d.%m.%y}",
)
BETWEEN = (
    " until ",
    " bis ",
    "; 24 hours later ",
    ", v2.9.8 of ",
    " (exp 09/28) then ",
    " sprint 12, ",
    " in 2,5 Tagen, ",
)


def mover(seed: int = 1, *texts: str) -> DateMover:
    rng = random.Random(seed)
    return DateMover(rng.randrange, texts)


def _faults(seed: int) -> list[str]:
    """Write dates into a text, move them, read them back, and say which is not where it should be."""
    rng = random.Random(seed)
    days = [date(2000, 1, 1) + timedelta(days=rng.randrange(14_000)) for _ in range(rng.randint(2, 6))]
    text = "From "
    for day in days:
        text += rng.choice(FORMS)(day) + rng.choice(BETWEEN)
    moving = mover(seed, text)
    moved = moving.moved_all(text)
    before = [each.day for each in written_dates(text, moving.order)]
    after = [each.day for each in written_dates(moved, moving.order)]
    faults = [] if before == days else [f"{seed}: not all found in {text!r}: {before}"]
    return faults + ([] if after == [day + moving.offset for day in before] else [f"{seed}: {text!r} became {moved!r}"])


@pytest.mark.parametrize("seed", range(50))
def test_no_date_is_left_and_no_interval_changes(seed: int) -> None:
    assert _faults(seed) == []


@pytest.mark.campaign
def test_no_interval_changes_in_a_thousand_texts() -> None:
    faults = [fault for seed in range(5_000, 6_000) for fault in _faults(seed)]
    print(f"1,000 texts with dates, seeds 5000 to 5999: {len(faults)} faults")
    assert faults == []


@pytest.mark.parametrize("seed", range(40))
def test_the_offset_is_26_to_52_whole_weeks(seed: int) -> None:
    days = mover(seed).offset.days
    assert days % 7 == 0 and 26 <= abs(days) // 7 <= 52


@pytest.mark.parametrize(
    "text",
    [
        "24 hours", "version 2.9.8", "v2024.01.02", "Version 8.3.18.1128", "exp 09/28", "1.5 m", "10:15:30", "Q3 2025",
        "2/3 of the users", "may 3 times", "since 2019", "in 3 days", "10.31.104.163", "RFC 2606", "1,234.56",
        "order 2024-1",
    ],
)  # fmt: skip
def test_what_is_no_date_stays(text: str) -> None:
    assert mover().moved_all(text) == text


@pytest.mark.parametrize("text", ["03/04/2024 and 12/31/2024", "03/04/2024 and 31/12/2024"])
def test_one_date_tells_the_order_of_the_others(text: str) -> None:
    first, second = written_dates(text, mover(1, text).order)
    month_first = "12/31" in text
    assert first.day == (date(2024, 3, 4) if month_first else date(2024, 4, 3)) and second.day == date(2024, 12, 31)


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("geboren am 07.11.1968", "geboren am 01.01.1965"),
        ("DOB: 1990-06-21", "DOB: 1990-01-01"),
        ("née le 2 février 1975", "née le 1 janvier 1975"),
        ("дата рождения 09.05.1983", "дата рождения 01.01.1980"),
    ],
)
def test_a_day_of_birth_becomes_a_band_of_five_years(text: str, moved: str) -> None:
    assert mover().moved_all(text) == moved


def test_months_with_a_year_keep_their_distance() -> None:
    moved = [each.day for each in written_dates(mover().moved_all("March 2024 to July 2024"))]
    assert (moved[1].year - moved[0].year) * 12 + moved[1].month - moved[0].month == 4


def test_the_last_days_of_the_calendar_do_not_break_it() -> None:
    assert mover().moved_day(date.max) == date.max or mover().offset.days < 0
