from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from claims import editing
from claims.adducing import adduce_passage
from claims.models import Claim, ClaimRelation, Evidence, Recheck
from tests import cast

pytestmark = pytest.mark.django_db
CLAIMS = "/admin/claims/claim/"


def _page(client: Client, claim: Claim) -> str:
    return client.get(f"{CLAIMS}{claim.pk}/change/").content.decode()


def test_a_claim_stands_in_the_list_with_its_status_and_window(desk: Client, edith: User) -> None:
    editing.accept(cast.candidate(), by=edith)
    page = desk.get(CLAIMS).content.decode()
    assert ("to look at" in page, "not before Feb. 16, 2022" in page) == (True, True)


def test_claims_are_filtered_by_status(desk: Client, edith: User) -> None:
    version = cast.warning()
    editing.accept(cast.candidate(version), by=edith)
    due = editing.accept(cast.deadline(version), by=edith)
    assert list(desk.get(CLAIMS, {"status": "due"}).context["cl"].result_list) == [due]


def test_claims_are_found_by_their_claimant(desk: Client, edith: User) -> None:
    version = cast.warning()
    editing.accept(cast.candidate(version), by=edith)
    officials = editing.accept(cast.deadline(version), by=edith)
    assert list(desk.get(CLAIMS, {"q": "OFFICIALS"}).context["cl"].result_list) == [officials]


def test_a_claims_appearances_are_counted(desk: Client, edith: User) -> None:
    version = cast.warning()
    claim = editing.accept(cast.candidate(version), by=edith)
    editing.attach(cast.deadline(version), to=claim, by=edith)
    assert [row.appearance_count for row in desk.get(CLAIMS).context["cl"].result_list] == [2]


def test_twenty_claims_cost_as_few_queries_as_one(
    desk: Client, edith: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    sentences = [f"the {number}th thing will happen" for number in range(20)]
    version = cast.warning(". ".join(sentences))
    for sentence in sentences:
        editing.accept(cast.candidate(version, sentence), by=edith)
    with django_assert_max_num_queries(12):
        desk.get(CLAIMS)


def test_a_claims_page_quotes_its_appearance_in_context(desk: Client, edith: User) -> None:
    claim = editing.accept(cast.deadline(), by=edith)
    assert f'Officials said that <mark class="current">{cast.WOULD_CROSS}</mark>.' in _page(desk, claim)


def test_the_context_of_a_quote_is_cut_between_words(desk: Client, edith: User) -> None:
    around = "perhaps " * 100
    version = cast.warning(f"{around}the bridge will close {around}")
    page = _page(desk, editing.accept(cast.candidate(version, "the bridge will close"), by=edith))
    assert ("…perhaps" in page, "perhaps …" in page) == (True, True)


def test_a_claims_page_links_to_the_passage(desk: Client, edith: User) -> None:
    candidate = cast.candidate()
    claim = editing.accept(candidate, by=edith)
    assert f'href="/admin/claims/candidate/{candidate.pk}/change/"' in _page(desk, claim)


def test_a_claims_page_tells_its_verdicts_newest_first(desk: Client, edith: User) -> None:
    claim = editing.accept(cast.candidate(), by=edith)
    first = cast.settled(claim, edith)
    newer = cast.settled(claim, edith, "ambiguous", reason="The wire corrected itself.")
    verdicts = desk.get(f"{CLAIMS}{claim.pk}/change/").context["verdicts"]
    assert [shown.verdict for shown in verdicts] == [newer, first]


def test_a_claims_page_tells_who_decided(desk: Client, edith: User) -> None:
    candidate = cast.candidate()
    claim = editing.accept(candidate, by=edith)
    decisions = desk.get(f"{CLAIMS}{claim.pk}/change/").context["decisions"]
    assert [(decision.act, decision.decided_by) for decision in decisions] == [("accepted", edith)]


def test_an_appearance_in_a_hidden_document_is_not_quoted(desk: Client, edith: User) -> None:
    claim = editing.accept(cast.candidate(), by=edith)
    hidden = cast.warning(f"Secret words. {cast.WOULD_CROSS}.", publisher=cast.agence())
    editing.attach(cast.deadline(hidden), to=claim, by=edith)
    cast.restricted(hidden)
    assert "Secret words" not in _page(desk, claim)


def test_a_claim_in_hidden_documents_only_is_not_found(desk: Client, edith: User) -> None:
    claim = editing.accept(cast.candidate(cast.restricted(cast.warning())), by=edith)
    assert desk.get(f"{CLAIMS}{claim.pk}/change/").status_code == 404


def test_a_withdrawn_claim_is_read_and_says_so(desk: Client, edith: User) -> None:
    candidate = cast.candidate()
    claim = editing.accept(candidate, by=edith)
    editing.reopen(candidate, reason="wrong claimant", by=edith)
    assert desk.get(f"{CLAIMS}{claim.pk}/change/").context["status"] == "withdrawn"


def test_hostile_words_are_shown_not_obeyed(desk: Client, edith: User) -> None:
    attack = "<script>alert(1)</script>"
    version = cast.warning(f"{attack} before {attack} will happen {attack} after")
    candidate = cast.candidate(version, f"{attack} will happen", claimant=attack, time_text=attack)
    claim = editing.accept(candidate, by=edith)
    pages = [_page(desk, claim), desk.get(CLAIMS).content.decode()]
    pages.append(desk.get(f"{CLAIMS}{claim.pk}/settle/").content.decode())
    assert [page.count("<script>alert") for page in pages] == [0, 0, 0]


def test_a_claims_page_costs_few_queries(
    desk: Client, edith: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    claim = editing.accept(cast.candidate(), by=edith)
    cast.settled(claim, edith)
    with django_assert_max_num_queries(29):
        _page(desk, claim)


def _grow(claim: Claim, editor: User, number: int) -> None:
    """One more of each thing that hangs on a claim."""
    said = f"the {number}th gate will open"
    version = cast.warning(f"{said}. It did, on the {number}th.")
    claim.refresh_from_db()
    editing.attach(cast.candidate(version, said, claimant=f"keeper {number}"), to=claim, by=editor)
    other = editing.accept(cast.candidate(version, f"It did, on the {number}th", claimant="a pilot"), by=editor)
    editing.relate(claim, other, ClaimRelation.Kind.CONTRADICTS, by=editor)
    editing.sort_under([claim], [editing.name_topic(f"gate {number}", by=editor)], by=editor)
    claim.refresh_from_db()
    cast.adduced(claim, editor, f"It opened, {number}.")
    adduce_passage(claim, version, 0, 3, quote="the", stance=Evidence.Stance.CONTEXT, note="", by=editor)
    cast.settled(claim, editor, rationale=f"Seen {number} times.", reason="Seen again." if number else "")
    Recheck.objects.create(claim=claim, reason="due", scheduled_for=cast.INVASION + timedelta(days=number))


def test_a_claims_page_costs_as_many_queries_however_much_hangs_on_it(desk: Client, edith: User) -> None:
    claim = editing.accept(cast.candidate(), by=edith)
    counts = []
    for number in range(6):
        _grow(claim, edith, number)
        with CaptureQueriesContext(connection) as counted:
            page = _page(desk, claim)
        counts.append(len(counted))
    assert f"Seen {number} times." in page
    assert counts[2:] == counts[1:2] * 4  # what the first page asks besides is remembered
