from zoneinfo import ZoneInfo

import pytest

from sources.parsing.published import read_published

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("words", "instant"),
    [
        ("2022-02-12", "2022-02-12T00:00:00+01:00"),
        ("2022-07-12T09:30", "2022-07-12T09:30:00+02:00"),
        ("2022-02-12T09:30Z", "2022-02-12T09:30:00+00:00"),
        (" 2022-02-12 ", "2022-02-12T00:00:00+01:00"),
    ],
)
def test_a_date_is_read_in_the_publishers_zone(words: str, instant: str) -> None:
    assert read_published(words, PARIS).isoformat() == instant


@pytest.mark.parametrize("words", ["", "yesterday", "12/02/2022", "2022-02-30", "2022-13-01", "9" * 5000])
def test_what_is_not_a_date_is_refused_with_the_way_to_write_it(words: str) -> None:
    with pytest.raises(ValueError, match="write it as 2022-02-12"):
        read_published(words, PARIS)
