"""Documents that come after the warning, and a scorer that goes by one word: these tests are not about scores."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User

from claims import editing, passages, searching, weighing
from claims.comparing.evidence import ENOUGH
from claims.comparing.foretold import Foretold
from claims.models import Claim, Evidence
from claims.weighing import Piece
from sources import failpoints
from sources.ingest import Metadata, ingest
from sources.models import DocumentVersion, Publisher
from tests import cast

CROSSED = "On Thursday troops crossed the border in force."


class _Weighed:
    def __init__(self, score: float) -> None:
        self.score, self.stance, self.why = score, "supports", (("word", "border"),)


@pytest.fixture
def border_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever says *border* or *frontière* bears on every claim; the oftener *very*, the better."""

    def read(text: str, **_: object) -> str:
        return text

    def weigh(foretold: Foretold, passage: str, *, cosine: float, leaning: object = None) -> _Weighed:
        speaks = "border" in passage or "frontière" in passage
        return _Weighed(min(1.0, ENOUGH + 0.01 * (1 + passage.count("very"))) if speaks else 0.0)

    def reachable(foretold: Foretold, passage: str, *, cosine: float) -> Iterator[float]:
        yield weigh(foretold, passage, cosine=cosine).score

    monkeypatch.setattr(weighing, "read", read)
    monkeypatch.setattr(weighing, "reachable", reachable)
    monkeypatch.setattr(weighing, "weigh", weigh)


@pytest.fixture
def tickets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where failpoints take their tickets."""
    (tmp_path / "taken").mkdir()
    monkeypatch.setattr(failpoints, "FOLDER", str(tmp_path))
    return tmp_path


def deadline(by: User) -> Claim:
    """*Troops would cross the border before the 20th*, said on the 12th; looked for once."""
    claim = editing.accept(cast.deadline(), by=by)
    searching.sweep_searches()
    return claim


def later(
    text: str = CROSSED, *, days: float = 12, publisher: Publisher | None = None, language: str = "en"
) -> DocumentVersion:
    """A document so many days after the warning; its passages wait to be filed."""
    at: datetime = cast.SATURDAY + timedelta(days=days)
    return ingest(text, Metadata(publisher or cast.harbour_wire(), published_at=at, language=language)).version


def filed(text: str = CROSSED, **its: object) -> DocumentVersion:
    """The same with its passages, matched against the predictions that are there."""
    version = later(text, **its)  # type: ignore[arg-type]
    passages.sweep_passages()
    return version


def suggested() -> list[str]:
    """The words of what the machine proposes."""
    return list(Evidence.objects.filter(state="suggested").order_by("pk").values_list("quote", flat=True))


def other_paper(number: int) -> Publisher:
    return Publisher.objects.create(slug=f"paper-{number}", name=f"Paper {number}", language="en", time_zone="UTC")


def piece(version: DocumentVersion, score: float = 0.9) -> Piece:
    where = (version.document_id, version.pk, 0, len(version.text), version.text)
    return Piece(*where, stance="supports", score=score, why=(("word", "border"),))


def reports(number: int) -> list[DocumentVersion]:
    """Different sentences, the later the better."""
    places = ["Alder", "Birch", "Cedar", "Dover", "Elm", "Fern", "Gorse", "Hazel", "Ivy", "Juniper"]
    deeds = ["soldiers walked over", "tanks rolled across", "a convoy was seen past", "gunfire came from"]
    words = [f"In {places[n % 10]} {deeds[n % 4]} hill {n * 7}, {'very ' * n}near the border" for n in range(number)]
    return [later(said, days=8 + n / 24, publisher=other_paper(n)) for n, said in enumerate(words)]
