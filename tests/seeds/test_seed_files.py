"""The seed documents are well-formed, and what editors expect of them stands in their words and in the calendar."""

import calendar
import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from claims.vocabulary.kinds import NARRATOR, Evidentiality, Kind
from claims.vocabulary.windows import Operator, Window
from sources.parsing.front_matter import read_front_matter

SEEDS = Path(__file__).parents[2] / "seeds"
PUBLISHER_KINDS = {"agency", "newspaper", "broadcaster", "website", "institution"}
REQUIRED = {"quote", "kind", "claimant", "operator", "hedge", "evidentiality"}
OPTIONAL = {"alt_kinds", "alt_claimants", "time_text", "not_before", "not_after"}
OPEN_WINDOW = {"", Operator.NONE, Operator.AFTER_EVENT}
ENDS = {
    Operator.NOT_BEFORE: {"not_before"},
    Operator.BY: {"not_after"},
    Operator.BEFORE: {"not_after"},
    Operator.UNTIL: {"not_after"},
    Operator.ON: {"not_before", "not_after"},
    Operator.WITHIN: {"not_before", "not_after"},
}
WEEKDAYS = {
    name: number
    for names in (
        ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    )
    for number, name in enumerate(names)
}
FRENCH_MONTHS = (
    ("janvier", 1), ("février", 2), ("mars", 3), ("avril", 4), ("mai", 5), ("juin", 6),
    ("juillet", 7), ("août", 8), ("septembre", 9), ("octobre", 10), ("novembre", 11), ("décembre", 12),
)  # fmt: skip
MONTHS = dict(FRENCH_MONTHS) | {name.lower(): number for number, name in enumerate(calendar.month_name) if name}


@dataclass(frozen=True)
class Seed:
    """One seed document as it stands in its two files."""

    name: str
    publisher: str
    headline: str
    url: str
    published_at: datetime
    language: str
    text: str
    candidates: list[dict[str, Any]]


def read_seed(path: Path) -> Seed:
    values, text = read_front_matter(path.read_bytes().decode("utf-8"))
    expected = tomllib.loads(path.with_suffix(".expected.toml").read_text("utf-8"))
    published_at = values["published_at"]
    assert isinstance(published_at, datetime)
    return Seed(
        name=path.stem,
        publisher=str(values["publisher"]),
        headline=str(values["headline"]),
        url=str(values["url"]),
        published_at=published_at,
        language=str(values["language"]),
        text=text,
        candidates=expected["candidate"],
    )


TEXTS = [read_seed(path) for path in sorted(SEEDS.glob("*.txt"))]
PUBLISHERS = {
    entry["slug"]: entry for entry in tomllib.loads((SEEDS / "publishers.toml").read_text("utf-8"))["publisher"]
}
EXPECTED = [(seed, candidate) for seed in TEXTS for candidate in seed.candidates]

each_seed = pytest.mark.parametrize("seed", TEXTS, ids=lambda seed: seed.name)
each_candidate = pytest.mark.parametrize(
    ("seed", "candidate"), EXPECTED, ids=[f"{seed.name}-{number}" for number, (seed, _) in enumerate(EXPECTED)]
)


def window_of(candidate: dict[str, Any]) -> dict[str, date]:
    return {end: day for end in ("not_before", "not_after") if isinstance(day := candidate.get(end), date)}


def weekdays_named(text: str) -> set[int]:
    return {WEEKDAYS[word] for word in re.findall(r"\w+", text.lower()) if word in WEEKDAYS}


def test_every_text_has_its_expectations_and_the_reverse() -> None:
    texts = {path.stem for path in SEEDS.glob("*.txt")}
    assert texts == {path.name.removesuffix(".expected.toml") for path in SEEDS.glob("*.expected.toml")}


@pytest.mark.parametrize("publisher", PUBLISHERS.values(), ids=PUBLISHERS)
def test_a_publisher_is_invented_and_complete(publisher: dict[str, str]) -> None:
    assert set(publisher) == {"slug", "name", "site", "language", "kind", "time_zone"}
    assert publisher["kind"] in PUBLISHER_KINDS
    assert re.fullmatch(r"https://[a-z-]+\.example", publisher["site"])
    assert ZoneInfo(publisher["time_zone"]).key == publisher["time_zone"]


def test_every_publisher_has_published_something() -> None:
    assert {seed.publisher for seed in TEXTS} == set(PUBLISHERS)


@each_seed
def test_a_document_is_dated_by_its_publisher_s_clock(seed: Seed) -> None:
    zone = ZoneInfo(PUBLISHERS[seed.publisher]["time_zone"])
    assert seed.published_at.utcoffset() == seed.published_at.astimezone(zone).utcoffset()
    assert seed.name.startswith(seed.published_at.date().isoformat())


@each_seed
def test_a_document_is_in_its_publisher_s_language_and_on_its_site(seed: Seed) -> None:
    publisher = PUBLISHERS[seed.publisher]
    assert seed.language == publisher["language"] == seed.name.rpartition(".")[2]
    assert seed.url.startswith(publisher["site"] + "/")


@each_seed
def test_a_document_has_the_length_of_a_dispatch(seed: Seed) -> None:
    assert 150 <= len(seed.text.split()) <= 500


@each_seed
def test_the_headline_is_not_repeated_in_the_text(seed: Seed) -> None:
    assert seed.headline not in seed.text


@each_seed
def test_the_text_is_canonical_and_begins_at_once(seed: Seed) -> None:
    assert seed.text == seed.text.strip() + "\n"
    assert "\r" not in seed.text
    assert "\ufeff" not in seed.text


@each_seed
def test_the_typography_is_that_of_a_newsroom(seed: Seed) -> None:
    assert not re.search(r"['\"]", seed.text)
    if seed.language == "fr":
        assert not re.search(r"«[^\u00a0]|[^\u00a0\u202f][»;:?!%]", seed.text)


@each_seed
def test_a_weekday_beside_a_date_agrees_with_the_calendar(seed: Seed) -> None:
    year = seed.published_at.year
    weekday, month = "|".join(WEEKDAYS), "|".join(MONTHS)
    french = re.findall(rf"\b({weekday})\s(\d+)\s({month})\b", seed.text.lower())
    english = [(w, d, m) for w, m, d in re.findall(rf"\b({weekday}),\s({month})\s(\d+)\b", seed.text.lower())]
    stated = [(WEEKDAYS[w], date(year, MONTHS[m], int(d)).weekday()) for w, d, m in french + english]
    assert [said for said, _ in stated] == [true for _, true in stated]


@each_seed
def test_an_editor_expects_several_claims_of_a_document(seed: Seed) -> None:
    assert 4 <= len(seed.candidates) <= 12


@each_candidate
def test_an_expectation_has_the_documented_keys(seed: Seed, candidate: dict[str, Any]) -> None:
    assert set(candidate) >= REQUIRED
    assert set(candidate) <= REQUIRED | OPTIONAL


@each_candidate
def test_an_expected_quote_stands_in_the_text_once(seed: Seed, candidate: dict[str, Any]) -> None:
    assert seed.text.count(str(candidate["quote"])) == 1


@each_candidate
def test_the_time_and_the_hedge_stand_in_the_quote(seed: Seed, candidate: dict[str, Any]) -> None:
    quote = str(candidate["quote"])
    assert str(candidate.get("time_text", "")) in quote
    assert str(candidate["hedge"]) in quote


@each_candidate
def test_the_words_of_an_expectation_are_those_of_the_vocabulary(seed: Seed, candidate: dict[str, Any]) -> None:
    kinds = {candidate["kind"], *candidate.get("alt_kinds", [])}
    assert kinds <= set(Kind)
    assert candidate["evidentiality"] in set(Evidentiality)
    assert candidate["operator"] in {"", *Operator}


@each_candidate
def test_a_claimant_is_named_in_the_text(seed: Seed, candidate: dict[str, Any]) -> None:
    text = seed.text.replace("\u00a0", " ")
    assert candidate["claimant"] == NARRATOR or str(candidate["claimant"]) in text


@each_candidate
def test_an_operator_bounds_the_ends_that_it_names(seed: Seed, candidate: dict[str, Any]) -> None:
    operator = str(candidate["operator"])
    assert set(window_of(candidate)) == (set() if operator in OPEN_WINDOW else ENDS[Operator(operator)])


@each_candidate
def test_a_window_is_in_order_and_one_day_for_on(seed: Seed, candidate: dict[str, Any]) -> None:
    window = Window(**window_of(candidate))
    assert candidate["operator"] != Operator.ON or window.not_before == window.not_after


@pytest.mark.parametrize(
    ("seed", "candidate"),
    [(seed, candidate) for seed, candidate in EXPECTED if weekdays_named(str(candidate.get("time_text", "")))],
    ids=lambda value: value.name if isinstance(value, Seed) else str(value["time_text"]),
)
def test_a_named_weekday_is_the_weekday_of_its_window(seed: Seed, candidate: dict[str, Any]) -> None:
    assert weekdays_named(str(candidate["time_text"])) == {day.weekday() for day in window_of(candidate).values()}


def test_the_seeds_show_the_whole_vocabulary() -> None:
    assert {str(candidate["operator"]) for _, candidate in EXPECTED} == {"", *Operator}
    assert {str(candidate["kind"]) for _, candidate in EXPECTED} == set(Kind)
    assert {str(candidate["evidentiality"]) for _, candidate in EXPECTED} == set(Evidentiality)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_both_languages_are_well_represented(language: str) -> None:
    assert sum(seed.language == language for seed in TEXTS) >= 5


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("operator", "end", "day"),
    [("not_before", "not_before", date(2022, 2, 16)), ("before", "not_after", date(2022, 2, 20))],
)
def test_the_warning_of_february_2022_is_told_in_both_languages(
    language: str, operator: str, end: str, day: date
) -> None:
    warnings = [
        candidate
        for seed, candidate in EXPECTED
        if seed.language == language and seed.published_at.date() == date(2022, 2, 12)
    ]
    assert any(warning["operator"] == operator and warning.get(end) == day for warning in warnings)


def test_a_sign_beyond_the_basic_plane_survives() -> None:
    assert any(ord(sign) > 0xFFFF for seed in TEXTS for sign in seed.text)
