"""What was changed: in order, each once, as far as the reader may read what it speaks of."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from claims import editing, ledger, withholding
from claims.models import Candidate, Claim, ClaimRelation, Evidence, LedgerEntry
from sources.models import Document
from tests import cast
from tests.api.conftest import with_token
from tests.waiting import entered

CHANGES = "/api/v1/changes/"


@pytest.fixture
def claim(edith: User) -> Claim:
    """*Before the 20th*."""
    return editing.accept(cast.deadline(), by=edith)


def newest() -> int:
    entered()
    head = ledger.head()
    return head.seq if head else 0


def told(client: APIClient, since: int | str = 0) -> list[dict[str, Any]]:
    """All that is told after an entry, page by page."""
    found: list[dict[str, Any]] = []
    path, is_last = f"{CHANGES}?since={since}&page_size=200", False
    while not is_last:
        page = client.get(path).json()
        found, path, is_last = found + page["results"], page["next"], page["is_last"]
    return found


def objects(entries: list[dict[str, Any]]) -> set[tuple[str, str | None]]:
    return {(each["object"]["noun"], each["object"]["part"]) for each in entries}


def test_an_act_is_told_with_who_and_what(reader: APIClient, edith: User, claim: Claim) -> None:
    since = newest()
    verdict = cast.proposed(claim, by=edith)
    (given,) = (
        each
        for each in told(reader, since)
        if each["object"] == {"noun": "verdicts", "id": str(verdict.pk), "part": None}
    )
    assert (given["act"], given["by"], given["operation"], given["claim"]) == ("settle", "edith", "insert", claim.pk)
    assert given["changed"]["rationale"] == {"before": None, "after": "It began on the 24th."}
    assert given["changed"]["rating"] == {"before": None, "after": "came-true"}


def test_a_change_tells_only_what_changed(reader: APIClient, claim: Claim) -> None:
    since = newest()
    Claim.objects.update(text="Reworded")
    entered()
    (change,) = told(reader, since)
    assert change["changed"] == {"text": {"before": cast.WOULD_CROSS, "after": "Reworded"}}


def test_what_no_act_made_says_so(reader: APIClient, claim: Claim) -> None:
    since = newest()
    Claim.objects.update(text="Reworded")
    entered()
    (change,) = told(reader, since)
    assert (change["act"], change["by"], change["reason"]) == (None, None, None)


def test_each_part_of_a_claim_is_told(reader: APIClient, edith: User, claim: Claim) -> None:
    since = newest()
    topic = editing.name_topic("Ukraine", by=edith)
    editing.sort_under([claim], [topic], by=edith)
    other = editing.accept(cast.candidate(cast.warning(publisher=cast.agence())), by=edith)
    editing.relate(claim, other, ClaimRelation.Kind.CONTRADICTS, by=edith)
    cast.settled(claim, by=edith)
    assert objects(told(reader, since)) == {
        ("claims", None),
        ("claims", "appearance"),
        ("claims", "topic"),
        ("claims", "relation"),
        ("predictions", None),
        ("claimants", None),
        ("candidates", "decision"),
        ("documents", None),
        ("documents", "version"),
        ("publishers", None),
        ("topics", None),
        ("evidence", None),
        ("verdicts", None),
        ("verdicts", "evidence"),
        ("verdicts", "approval"),
    }


def test_it_says_where_to_read_it_again(reader: APIClient, edith: User, claim: Claim) -> None:
    cast.settled(claim, by=edith)
    entered()
    named = [each["object"] for each in told(reader) if each["object"]["id"]]
    rows = {f"/api/v1/{row['noun']}/{row['id']}/" for row in named}
    assert {reader.get(row).status_code for row in rows} == {200}


def test_next_is_given_even_where_nothing_is_left(reader: APIClient, claim: Claim) -> None:
    since = newest()
    answer = reader.get(CHANGES, {"since": since}).json()
    assert (answer["results"], answer["is_last"], f"since={since}" in answer["next"]) == ([], True, True)


def test_who_begins_at_the_newest_sees_what_comes(reader: APIClient, edith: User, claim: Claim) -> None:
    entered()
    path = reader.get(CHANGES, {"since": "newest"}).json()["next"]
    cast.adduced(claim, edith)
    entered()
    assert {each["act"] for each in reader.get(path).json()["results"]} == {"adduce"}


def test_small_pages_tell_the_same_as_large_ones(reader: APIClient, edith: User, claim: Claim) -> None:
    cast.settled(claim, by=edith)
    entered()
    found: list[dict[str, Any]] = []
    path, is_last = f"{CHANGES}?page_size=1", False
    while not is_last:
        page = reader.get(path).json()
        found, path, is_last = found + page["results"], page["next"], page["is_last"]
    assert found == told(reader)


def test_a_page_of_which_one_may_see_nothing_leads_on(reader: APIClient, edith: User, claim: Claim) -> None:
    withholding.withhold(claim.appearances.get().version.document, reason="a source in danger", by=edith)
    for number in range(5):
        cast.adduced(claim, edith, f"quoted {number}")
    since = newest()
    cast.warning(publisher=cast.agence())
    entered()
    assert objects(told(reader, since - 5)) == {("documents", None), ("documents", "version"), ("publishers", None)}


HIDDEN: dict[str, Callable[[Claim, User], object]] = {
    "a withheld claim": lambda claim, by: withholding.withhold(claim, reason="wither", by=by),
    "a withheld document": lambda claim, by: withholding.withhold(_document(claim), reason="wither", by=by),
    "a restricted document": lambda claim, by: withholding.restrict(
        _document(claim), to=[Group.objects.create(name="investigations")], reason="wither", by=by
    ),
}


def _document(claim: Claim) -> Document:
    document: Document = claim.appearances.get().version.document
    return document


@pytest.mark.parametrize("name", HIDDEN)
def test_of_what_is_hidden_no_word_is_told(reader: APIClient, edith: User, claim: Claim, name: str) -> None:
    cast.settled(claim, by=edith)
    HIDDEN[name](claim, edith)
    entered()
    words = json.dumps(told(reader))
    said = (cast.WOULD_CROSS, "It began on the 24th.", "troops crossed the border", "wither", "Russian troops")
    leaked = [each for each in said if each in words]
    assert leaked == []


def test_what_was_hidden_is_told_once_it_is_not(reader: APIClient, edith: User, claim: Claim) -> None:
    document = _document(claim)
    withholding.withhold(document, reason="a source in danger", by=edith)
    since = newest()
    withholding.release(document, reason="out of danger", by=edith)
    (change,) = told(reader, since)
    assert (change["act"], change["object"]["noun"], change["object"]["id"], change["reason"]) == (
        "release",
        "documents",
        str(document.pk),
        None,
    )
    assert ("claims", "appearance") in objects(told(reader))


def test_why_a_document_was_hidden_is_told_to_who_may_hide_it(edith: User, claim: Claim) -> None:
    edith.groups.set(Group.objects.filter(name="admins"))
    withholding.withhold(_document(claim), reason="a source in danger", by=edith)
    entered()
    assert [each["reason"] for each in told(with_token(edith)) if each["act"] == "withhold"] == ["a source in danger"]


def test_why_a_hidden_passage_was_set_aside_is_not_told_at_its_claim(
    reader: APIClient, edith: User, claim: Claim
) -> None:
    secret = cast.restricted(cast.warning(f"{cast.WARNING} Secret."), to="investigations")
    editing.attach(cast.deadline(secret), to=claim, by=edith)
    editing.reopen(Candidate.objects.get(version=secret), reason="the secret meeting", by=edith)
    entered()
    assert "the secret meeting" not in json.dumps(told(reader))


def test_evidence_of_a_hidden_document_is_not_told(reader: APIClient, edith: User, claim: Claim) -> None:
    since = newest()
    secret = cast.restricted(cast.warning(f"{cast.WARNING} Secret."), to="investigations")
    Evidence.objects.create(claim=claim, version=secret, start=0, end=3, quote="The", stance="supports")
    entered()
    assert ("evidence", None) not in objects(told(reader, since))


def test_erased_words_are_told_as_erased(reader: APIClient, edith: User, claim: Claim) -> None:
    entered()
    withholding.erase(claim.appearances.get().version, reason="a court", by=edith)
    entered()
    words = json.dumps(told(reader), ensure_ascii=False)
    assert (cast.WOULD_CROSS in words, "█" in words) == (False, True)


def test_whose_rights_change_is_told_so(edith: User, claim: Claim) -> None:
    client, since = with_token(edith), newest()
    edith.groups.add(Group.objects.get(name="reviewers"))
    cast.remi()
    entered()
    assert objects(told(client, since)) == {("rights", None)}


def test_accounts_and_rights_of_others_are_not_told(reader: APIClient, claim: Claim) -> None:
    since = newest()
    cast.rosa()
    entered()
    assert told(reader, since) == []


BAD = {
    "a word": ("yesterday", "invalid"),
    "less than nothing": ("-1", "invalid"),
    "digits that are not ours": ("١", "invalid"),
    "a huge number": ("9" * 19, "invalid"),
    "a longer one": ("9" * 5000, "invalid"),
    "another ledger's": (str(2**62), "beyond_the_ledger"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_entry_is_named(reader: APIClient, db: None, name: str) -> None:
    words, code = BAD[name]
    answer = reader.get(CHANGES, {"since": words})
    (fault,) = answer.json()["errors"]
    assert (answer.status_code, fault["parameter"], fault["code"]) == (400, "since", code)


def test_a_page_asks_the_same_queries_whatever_it_shows(reader: APIClient, edith: User, claim: Claim) -> None:
    cast.settled(claim, by=edith)
    entered()
    with CaptureQueriesContext(connection) as few:
        reader.get(CHANGES, {"page_size": "200"})
    for number in range(3):
        cast.settled(editing.accept(cast.deadline(cast.warning(f"{cast.WARNING} {number}")), by=edith), by=edith)
    entered()
    with CaptureQueriesContext(connection) as many:
        reader.get(CHANGES, {"page_size": "200"})
    assert len(many) == len(few) <= 17


def test_every_entry_is_told_to_who_may_read_all(edith: User, claim: Claim) -> None:
    cast.settled(claim, by=edith)
    User.objects.filter(pk=edith.pk).update(is_superuser=True)
    entered()
    known = LedgerEntry.objects.filter(object_table__startswith="claims_").exclude(object_table__contains="rating")
    seen = {each["seq"] for each in told(with_token(User.objects.get(pk=edith.pk)))}
    assert seen >= set(known.values_list("seq", flat=True))
