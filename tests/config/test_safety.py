from types import SimpleNamespace
from typing import Any

import pytest
import redis

from config import safety
from config.celery import app
from config.embedded.broker import Broker


def unsafe(**changed: Any) -> list[str]:
    names = (
        "task_time_limit", "broker_transport_options", "accept_content", "task_serializer", "task_acks_late",
        "task_reject_on_worker_lost",
    )  # fmt: skip
    return list(safety.problems(SimpleNamespace(**{name: getattr(app.conf, name) for name in names} | changed)))


def test_our_own_settings_are_safe() -> None:
    assert unsafe() == []


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"task_time_limit": 3600}, "TASK_TIME_LIMIT (3600 s)"),
        ({"task_time_limit": None}, "TASK_TIME_LIMIT"),
        ({"accept_content": ["json", "pickle"]}, "pickle"),
        ({"task_serializer": "pickle"}, "pickle"),
        ({"task_acks_late": False}, "task_acks_late"),
        ({"task_reject_on_worker_lost": False}, "task_reject_on_worker_lost"),
    ],
)
def test_what_is_unsafe_is_said_in_a_sentence(changed: dict[str, Any], named: str) -> None:
    (sentence,) = unsafe(**changed)
    assert (named in sentence, sentence[-1]) == (True, ".")


def test_tickets_that_kill_workers_are_for_tests_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AVER_PRODUCTION", "1")
    monkeypatch.setenv("AVER_FAILPOINTS", "somewhere")
    assert [sentence[:15] for sentence in unsafe()] == ["AVER_FAILPOINTS"]


def test_a_worker_does_not_start_with_a_broker_that_evicts(broker: Broker) -> None:
    client = redis.Redis.from_url(broker.url())
    client.config_set("maxmemory-policy", "allkeys-lru")
    with pytest.raises(SystemExit, match="maxmemory-policy allkeys-lru"):
        safety.refuse_unsafe()


def test_a_broker_that_is_down_is_waited_for(broker: Broker) -> None:
    broker.stop()
    safety.refuse_unsafe()
