from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from claims import editing
from claims.admin.filters import WindowFilter
from claims.clock import database_now
from claims.models import Candidate, ExtractionRun
from tests import cast

pytestmark = pytest.mark.django_db
QUEUE = "/admin/claims/candidate/"


def _listed(client: Client, **query: str) -> list[Candidate]:
    return list(client.get(QUEUE, query).context["cl"].result_list)


def _several(count: int) -> None:
    words = [f"the {number}th thing will happen" for number in range(count)]
    version = cast.warning(". ".join(words))
    for word in words:
        cast.candidate(version, word)


def test_the_queue_opens_on_what_is_pending(desk: Client, edith: User) -> None:
    version = cast.warning()
    pending = cast.candidate(version)
    editing.reject(cast.deadline(version), reason="too vague", by=edith)
    assert _listed(desk) == [pending]


def test_what_was_decided_is_one_filter_away(desk: Client, edith: User) -> None:
    version = cast.warning()
    cast.candidate(version)
    rejected = cast.deadline(version)
    editing.reject(rejected, reason="too vague", by=edith)
    assert _listed(desk, decision="rejected") == [rejected]


def test_what_is_most_worth_checking_stands_first(desk: Client) -> None:
    version = cast.warning()
    low, high = cast.candidate(version, check_worthiness=0.2), cast.deadline(version, check_worthiness=0.9)
    assert _listed(desk) == [high, low]


def test_the_queue_is_filtered_by_part_of_a_claimants_name(desk: Client) -> None:
    version = cast.warning()
    cast.candidate(version)
    officials = cast.deadline(version)
    assert _listed(desk, claimant="OFFIC") == [officials]


def test_the_queue_is_filtered_by_publisher(desk: Client) -> None:
    candidate = cast.candidate()
    cast.candidate(cast.warning(publisher=cast.agence()))
    assert _listed(desk, version__publisher__id__exact=str(candidate.version.publisher_id)) == [candidate]


def test_the_queue_is_filtered_by_check_worthiness(desk: Client) -> None:
    version = cast.warning()
    cast.candidate(version, check_worthiness=0.2)
    high = cast.deadline(version, check_worthiness=1.0)
    assert _listed(desk, worth="high") == [high]


def test_the_queue_is_filtered_by_language(desk: Client) -> None:
    cast.candidate()
    assert _listed(desk, language="fr") == []


@pytest.mark.parametrize(
    ("choice", "first", "last"),
    [
        ("ends", None, 6),
        ("opens", 0, None),
        ("begun", -3, None),
        ("ahead", 30, 40),
        ("ahead", None, 30),
        ("passed", None, -1),
        ("none", None, None),
    ],
)
def test_the_queue_is_filtered_by_what_the_window_is_about_to_do(
    desk: Client, choice: str, first: int | None, last: int | None
) -> None:
    today = database_now().date()

    def day(offset: int | None) -> date | None:
        return None if offset is None else today + timedelta(days=offset)

    candidate = cast.candidate(not_before=day(first), not_after=day(last))
    assert _listed(desk, window=choice) == [candidate]


@pytest.mark.parametrize("choice", [name for name in WindowFilter.lookups(None, None, None) if name[0] != "none"])  # type: ignore[arg-type]
def test_a_candidate_without_dates_is_under_no_other_choice(desk: Client, choice: tuple[str, str]) -> None:
    cast.candidate(not_before=None)
    assert _listed(desk, window=choice[0]) == []


def test_words_of_the_quote_are_found(desk: Client) -> None:
    version = cast.warning()
    cast.candidate(version)
    border = cast.deadline(version)
    assert _listed(desk, q="border") == [border]


@pytest.mark.parametrize("query", [{"claimant": "\x00"}, {"window": "bogus"}, {"worth": "bogus"}, {"q": "\x00"}])
def test_a_senseless_filter_is_no_error(desk: Client, query: dict[str, str]) -> None:
    cast.candidate()
    assert desk.get(QUEUE, query).status_code == 200


def test_a_restricted_documents_candidates_are_not_listed(desk: Client) -> None:
    cast.candidate(cast.restricted(cast.warning()))
    assert _listed(desk) == []


def test_fifty_candidates_cost_as_few_queries_as_one(
    desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    _several(50)
    with django_assert_max_num_queries(12):
        desk.get(QUEUE)


def test_a_page_of_the_queue_shows_what_an_editor_chooses_by(desk: Client) -> None:
    cast.candidate(time_start=None)
    page = desk.get(QUEUE).content.decode()
    words = ("United States", "prediction", "not before Feb. 16, 2022", "could", "Harbour Wire", "Feb. 12, 2022")
    assert [word for word in words if word not in page] == []


def test_a_stranger_is_sent_to_the_login_page(client: Client) -> None:
    client.force_login(cast.otto())
    assert client.get(QUEUE).headers["Location"].startswith("/admin/login/")


def test_a_hostile_claimant_is_shown_not_obeyed(desk: Client) -> None:
    cast.candidate(claimant="<script>alert(1)</script>")
    assert b"<script>alert" not in desk.get(QUEUE).content


def _missed(candidate: Candidate) -> Candidate:
    later = ExtractionRun.objects.create(version=candidate.version, pipeline_version="later", state="done")
    Candidate.objects.filter(pk=candidate.pk).update(no_longer_found_in=later)
    return candidate


def test_what_is_no_longer_found_is_not_in_the_queue(desk: Client) -> None:
    _missed(cast.candidate())
    assert _listed(desk) == []


@pytest.mark.parametrize("choice", ["no_longer_found", "all"])
def test_what_is_no_longer_found_is_one_filter_away(desk: Client, choice: str) -> None:
    missed = _missed(cast.candidate())
    assert _listed(desk, decision=choice) == [missed]


def test_what_is_still_found_is_not_under_no_longer_found(desk: Client) -> None:
    cast.candidate()
    assert _listed(desk, decision="no_longer_found") == []


def test_after_a_decision_no_longer_found_candidates_are_not_offered_next(desk: Client) -> None:
    version = cast.warning()
    _missed(cast.deadline(version))
    candidate = cast.candidate(version)
    answer = desk.post(f"{QUEUE}{candidate.pk}/reject/", {"revision": "1", "reason": "vague"})
    assert answer.headers["Location"] == QUEUE
