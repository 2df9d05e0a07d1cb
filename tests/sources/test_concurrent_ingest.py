from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from sources.ingest import Ingested, Metadata, ingest
from sources.models import Document
from tests import cast
from tests.servers import Servers


def _at_once(acts: list[Callable[[], Ingested]]) -> list[Ingested]:
    """Each act in a thread and connection of its own."""

    def through_a_door(act: Callable[[], Ingested]) -> Ingested:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as doors:
        return list(doors.map(through_a_door, acts))


def test_ten_doors_at_once_let_one_text_in_once(own_database: Servers) -> None:
    metadata = Metadata(cast.harbour_wire(), published_at=cast.SATURDAY)
    outcomes = _at_once([lambda: ingest("One text.", metadata)] * 10)
    assert sum(outcome.is_new for outcome in outcomes) == 1


def test_ten_texts_at_once_under_one_url_are_ten_versions_of_one_document(own_database: Servers) -> None:
    metadata = Metadata(cast.harbour_wire(), published_at=cast.SATURDAY, url="https://harbour-wire.example/1")
    outcomes = _at_once([lambda n=n: ingest(f"Text {n}.", metadata) for n in range(10)])  # type: ignore[misc]
    assert sorted(outcome.version.number for outcome in outcomes) == list(range(1, 11))
    assert Document.objects.count() == 1
