"""The clocks of web, worker and beat are wrong, each in its way, and set while they run."""

import json
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db.models.functions import Now

from claims.models import ExtractionRun, Prediction, Recheck
from config.embedded.broker import Broker
from tests import cast
from tests.servers import Servers
from tests.torture import works
from tests.torture.own_clock import set_clock
from tests.torture.size import count
from tests.torture.website import ask, website

pytestmark = pytest.mark.torture

WORK = count(200, 1_000)
POSTS = count(20, 100)


@pytest.mark.parametrize("days", [-3, 3])
def test_whatever_the_clocks_of_web_worker_and_beat_say_all_is_done_when_it_is_due_and_once(
    own_database: Servers, broker: Broker, tmp_path: Path, days: int
) -> None:
    """Web, beat and one worker are away from the time, another worker the other way; then they change sides."""
    works.fill(own_database, WORK)
    works.fill(own_database, WORK, "interval '1 day'")
    key = cast.key(cast.edith())
    cast.harbour_wire()
    surroundings = works.environment(own_database, broker)
    wrong, opposite = set_clock(tmp_path / "one", days=days), set_clock(tmp_path / "other", days=-days)
    workers = [works.worker(surroundings | each) for each in (wrong, opposite)]
    beat = works.beat(surroundings | wrong)
    with works.works(*workers, beat), website(surroundings | wrong) as web:
        answers = _post(web, key, "before")
        set_clock(tmp_path / "one", days=-days)
        set_clock(tmp_path / "other", days=days)
        time.sleep(0.5)
        answers += _post(web, key, "after")
        works.wait_until(works.is_all_done)
        time.sleep(12)  # beat rings again meanwhile: nothing more is done
        assert (beat.starts, [worker.starts for worker in workers]) == (1, [1, 1])
    assert answers == Counter({201: 2 * POSTS})
    assert (Recheck.objects.count(), works.doubled()) == (WORK, [])
    assert Prediction.objects.filter(due_at__gt=Now(), recheck_attempts=0, lease_token=None).count() == WORK
    assert set(ExtractionRun.objects.values_list("state", "attempts")) == {("done", 1)}


def _post(web: int, key: str, name: str) -> Counter[int]:
    """Texts that were published just now, by the clock of who publishes them."""
    given = [
        json.dumps({"publisher": "harbour-wire", "text": f"Dispatch {name} {n} of Wednesday.", "published_at": _now()})
        for n in range(POSTS)
    ]
    with ThreadPoolExecutor(8) as pool:
        return Counter(pool.map(lambda body: ask(web, "POST", "/api/v1/documents/", body, key), given))


def _now() -> str:
    return datetime.now(UTC).isoformat()
