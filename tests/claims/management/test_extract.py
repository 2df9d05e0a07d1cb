"""`manage.py extract` prints the JSON of the design and says in one sentence what is wrong."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

KEYS = (
    "start end quote language kind claimant attribution attribution_kind evidentiality hedge probability condition "
    "time resolves_on check_worthiness why"
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_bytes(b"\xef\xbb\xbfThe port will close on Monday,\r\nthe company said.")
    return path


def run(path: Path, *options: str) -> list[dict[str, Any]]:
    out = io.StringIO()
    call_command("extract", str(path), *options, "--format", "json", stdout=out)
    found: list[dict[str, Any]] = json.loads(out.getvalue())
    return found


def test_each_candidate_has_exactly_the_keys_of_the_design(article: Path) -> None:
    (candidate, *_) = run(article, "--published", "2022-02-12")
    assert list(candidate) == KEYS.split()


def test_dates_are_iso_and_count_from_publication(article: Path) -> None:
    (candidate, *_) = run(article, "--published", "2022-02-12")
    assert candidate["time"]["not_before"] == "2022-02-14"


def test_offsets_count_in_the_canonical_text(article: Path) -> None:
    (candidate, *_) = run(article, "--published", "2022-02-12")
    assert (candidate["start"], candidate["quote"]) == (0, "The port will close on Monday")


def test_an_impossible_day_is_refused(article: Path) -> None:
    with pytest.raises(CommandError, match="2022-02-31"):
        run(article, "--published", "2022-02-31")


def test_a_language_without_a_grammar_is_refused(article: Path) -> None:
    with pytest.raises(CommandError, match="'de' is not read; known are en, fr"):
        run(article, "--published", "2022-02-12", "--language", "de")


@pytest.mark.parametrize("tag", ["en", "en-GB", "EN"])
def test_a_language_tag_is_read_by_its_language(article: Path, tag: str) -> None:
    (candidate, *_) = run(article, "--published", "2022-02-12", "--language", tag)
    assert candidate["language"] == "en"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nothing\.txt"):
        run(tmp_path / "nothing.txt", "--published", "2022-02-12")


def test_bytes_that_are_not_utf_8_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes(b"caf\xe9")
    with pytest.raises(CommandError, match="UTF-8"):
        run(path, "--published", "2022-02-12")
