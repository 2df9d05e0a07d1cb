"""One text of one publisher, posted by many at once over real connections: one document, one reading to do."""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from claims.models import ExtractionRun
from config.embedded.broker import Broker
from sources.models import Document, DocumentVersion
from tests import cast
from tests.servers import Servers
from tests.torture import works
from tests.torture.size import count
from tests.torture.website import ask, website

pytestmark = pytest.mark.torture

POSTS, ROUNDS = count(60, 200), count(4, 20)


def _post_at_once(servers: Servers, broker: Broker, rounds: int = 4, **more: str) -> None:
    key = cast.key(cast.edith())
    cast.harbour_wire()
    with website(works.environment(servers, broker, **more)) as web, ThreadPoolExecutor(POSTS) as pool:
        for turn in range(rounds):
            given = {
                "publisher": "harbour-wire",
                "text": f"Round {turn} of Wednesday.",
                "published_at": cast.SATURDAY.isoformat(),
            }
            body = json.dumps(given)
            asked = [pool.submit(ask, web, "POST", "/api/v1/documents/", body, key) for _ in range(POSTS)]
            answers = Counter(one.result() for one in asked)
            held = (Document.objects.count(), DocumentVersion.objects.count(), ExtractionRun.objects.count())
            assert (answers, held) == (Counter({201: 1, 200: POSTS - 1}), (turn + 1,) * 3)


def _let_texts_stand_twice(servers: Servers) -> None:
    with psycopg.connect(servers.superuser_url) as admin:
        admin.execute("ALTER TABLE sources_documentversion DROP CONSTRAINT version_text_once_a_publisher")


def test_however_many_post_a_text_at_once_it_is_one_document(own_database: Servers, broker: Broker) -> None:
    _post_at_once(own_database, broker, ROUNDS)
    surroundings = works.environment(own_database, broker)
    with works.works(works.worker(surroundings), works.beat(surroundings)):
        works.wait_until(works.is_all_done)
    assert list(ExtractionRun.objects.values_list("state", "attempts")) == [("done", 1)] * ROUNDS
    assert works.doubled() == []


def test_where_texts_may_stand_twice_who_posts_one_waits_for_the_others(own_database: Servers, broker: Broker) -> None:
    _let_texts_stand_twice(own_database)
    _post_at_once(own_database, broker)


def test_without_waiting_the_constraint_alone_keeps_a_second_document_out(
    own_database: Servers, broker: Broker
) -> None:
    """A control: those who come second are not told that the text is held."""
    with pytest.raises(AssertionError, match="Counter"):
        _post_at_once(own_database, broker, AVER_UNGUARDED="queue")
    assert DocumentVersion.objects.count() == Document.objects.count() <= 4


def test_without_either_guard_a_text_stands_twice(own_database: Servers, broker: Broker) -> None:
    """The negative control: the first test would fail."""
    _let_texts_stand_twice(own_database)
    with pytest.raises(AssertionError, match="Counter"):
        _post_at_once(own_database, broker, AVER_UNGUARDED="queue")
    texts = DocumentVersion.objects.values_list("sha256", flat=True)
    assert texts.count() > texts.distinct().count()
