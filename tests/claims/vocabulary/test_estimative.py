import pytest

from claims.vocabulary.estimative import load_scale, scale_names


@pytest.mark.parametrize(
    ("scale", "language", "word", "point"),
    [
        ("kent-1964", "en", "almost certain", 0.93),
        ("kent-1964", "en", "Probable", 0.75),
        ("kent-1964", "fr", "quasi certain", 0.93),
        ("kent-1964", "fr", "à peu près égales", 0.50),
        ("ipcc-2010", "fr", "très probable", 0.95),
        ("icd-203", "en", "very likely", 0.875),
    ],
)
def test_a_word_on_the_scale_has_its_published_number(scale: str, language: str, word: str, point: float) -> None:
    reading = load_scale(scale).reading(word, language)
    assert reading is not None
    assert reading.point == pytest.approx(point)


@pytest.mark.parametrize(
    ("language", "word"), [("en", "very likely"), ("fr", "risque élevé"), ("en", "could"), ("fr", "pourrait")]
)
def test_a_word_that_is_not_kents_has_no_number_on_his_scale(language: str, word: str) -> None:
    assert load_scale().reading(word, language) is None


@pytest.mark.parametrize("name", scale_names())
def test_every_reading_lies_between_its_bounds(name: str) -> None:
    readings = [reading for words in load_scale(name).words.values() for reading in words.values()]
    assert all(0 <= reading.low <= reading.point <= reading.high <= 1 for reading in readings)


def test_an_unknown_scale_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="kent-1964"):
        load_scale("../../etc/passwd")
