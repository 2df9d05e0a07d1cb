"""Some threads are kept for what must always be answered."""

from multiprocessing.pool import ThreadPool
from threading import Event, Thread, Timer
from time import monotonic

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from config import spare_threads
from config.spare_threads import SpareThreads

HELD = "/api/v1/documents/"


@pytest.fixture
def full(settings: Settings, rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> SpareThreads:
    """Six threads, of which two are held by slow requests, and four are spare."""
    settings.WEB_THREADS = 6
    monkeypatch.setattr(spare_threads, "SLOW", 0.0)
    ended, begun = Event(), [Event(), Event()]

    def answer(request: HttpRequest) -> HttpResponse:
        if number := request.headers.get("Number"):
            begun[int(number)].set()
            ended.wait(10)
        return HttpResponse("heard")

    layer = SpareThreads(answer)
    for number in range(2):
        Thread(target=layer, args=[rf.get(HELD, headers={"Number": str(number)})], daemon=True).start()
        begun[number].wait(10)
    layer.ended = ended  # type: ignore[attr-defined]  # for the test that lets them end
    return layer


def test_more_of_the_slow_are_refused_with_a_word_of_when(full: SpareThreads, rf: RequestFactory) -> None:
    answer = full(rf.get(HELD))
    assert (answer.status_code, answer["Content-Type"], answer["Retry-After"]) == (503, "application/problem+json", "2")


@pytest.mark.parametrize("path", ["/health/", "/api/v1/claims/5/status/", "/api/v1/claims/status/"])
def test_what_must_always_be_answered_is(full: SpareThreads, rf: RequestFactory, path: str) -> None:
    assert full(rf.get(path)).content == b"heard"


def test_a_page_is_refused_in_words(full: SpareThreads, rf: RequestFactory) -> None:
    assert "Aver is busy" in full(rf.get("/admin/")).content.decode()


def test_a_burst_of_quick_ones_is_not_refused_but_waits_its_turn(
    full: SpareThreads, rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spare_threads, "SLOW", 60.0)
    ended: Event = full.ended  # type: ignore[attr-defined]  # of the fixture
    Timer(0.2, ended.set).start()
    assert (full(rf.get(HELD)).content, ended.is_set()) == (b"heard", True)


def test_who_waits_is_refused_as_soon_as_all_who_have_room_are_slow(
    full: SpareThreads, rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spare_threads, "SLOW", 0.3)
    full.began = dict.fromkeys(full.began, monotonic())
    began = monotonic()
    refused = [answer.status_code for answer in ThreadPool(3).map(full, [rf.get(HELD)] * 3)]
    assert (refused, 0.2 < monotonic() - began < 5) == ([503] * 3, True)


def test_who_waits_does_so_no_longer_because_others_come_and_go(
    full: SpareThreads, rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One room is held long, and the other is taken again and again."""
    monkeypatch.setattr(spare_threads, "SLOW", 0.3)
    long_held, retaken = full.began
    full.began[long_held] = 0.0
    ended = Event()

    def come_and_go() -> None:
        while not ended.wait(0.05):
            full.began[retaken] = monotonic()

    Thread(target=come_and_go, daemon=True).start()
    began = monotonic()
    answer = full(rf.get(HELD))
    took = monotonic() - began
    ended.set()
    assert (answer.status_code, 0.2 < took < 5) == (503, True)


def test_where_most_are_slow_only_few_wait(
    full: SpareThreads, rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spare_threads, "SLOW", 20.0)
    slow, quick = full.began
    full.began |= {slow: monotonic() - 30, quick: monotonic()}
    full.waiting = 2
    assert full(rf.get(HELD)).status_code == 503


def test_nothing_is_refused_where_the_number_of_threads_is_not_known(settings: Settings, rf: RequestFactory) -> None:
    settings.WEB_THREADS = 0
    layer = SpareThreads(lambda _request: HttpResponse("heard"))
    layer.began = dict.fromkeys(range(100), 0.0)
    assert layer(rf.get(HELD)).content == b"heard"
