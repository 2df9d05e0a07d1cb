"""Sentences as newspapers print them, through the whole pipeline: the windows of their dated claims.

`news_sentences.txt` has a sentence a line: language, day of publication, windows (`-` for none), sentence, and the
reason where its window does not come out. All were written down before the extractor read them.
"""

from datetime import date
from pathlib import Path

import pytest

from claims.extraction.pipeline import extract
from tests.claims.extraction.timeframe.windows import written

NO_WINDOW = "-"


def _cases() -> list[object]:
    lines = Path(__file__).with_name("news_sentences.txt").read_text("utf-8").splitlines()
    cases = [[part.strip() for part in line.split(" | ")] for line in lines]
    return [
        pytest.param(*case[:4], marks=[pytest.mark.xfail(reason=reason) for reason in case[4:]], id=case[3])
        for case in cases
    ]


@pytest.mark.parametrize(("language", "day", "windows", "sentence"), _cases())
def test_a_printed_sentence_opens_its_windows(language: str, day: str, windows: str, sentence: str) -> None:
    candidates = extract(sentence, published_on=date.fromisoformat(day), language=language)
    found = {written(one.time) for one in candidates if one.time}
    wanted = {window.strip() for window in windows.split(" ; ")} - {NO_WINDOW}
    assert wanted <= found if wanted else not found
