"""What became of an object, told from the ledger in the reader's language, without what they may not read."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.utils import translation

from claims import adducing, editing, settling, withholding
from claims.admin.history import Event, history_of
from claims.models import Claim, Evidence, LedgerEntry
from sources.ingest import Metadata, ingest
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(edith: User) -> Claim:
    return editing.accept(cast.deadline(), by=edith)


def _changes(event: Event) -> dict[str, tuple[str, str]]:
    return {change.label: (change.was, change.is_now) for line in event.lines for change in line.changes}


def _write_unsigned(claim: Claim, words: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE claims_claim SET text = %s WHERE id = %s", [words, claim.pk])
        cursor.execute("SET CONSTRAINTS ledger IMMEDIATE; SET CONSTRAINTS ledger DEFERRED")


def test_acts_are_told_newest_first_with_who_did_them(claim: Claim, edith: User) -> None:
    settling.word_criteria(claim, "Troops cross.", by=edith)
    cast.proposed(claim, cast.rosa())
    told = [(event.who, event.act) for event in history_of(claim, reader=edith)]
    assert told == [
        ("rosa", "gave a verdict"),
        ("rosa", "added evidence"),
        ("edith", "worded the criteria"),
        ("edith", "accepted the candidate"),
    ]


def test_a_change_is_told_with_what_it_was_before(claim: Claim, edith: User) -> None:
    settling.word_criteria(claim, "Troops cross.", by=edith)
    settling.word_criteria(claim, "Many cross.", reason="too loose", by=edith)
    newest = history_of(claim, reader=edith)[0]
    assert (newest.reason, _changes(newest)) == (
        "too loose",
        {"resolution criteria": ("Troops cross.", "Many cross.")},
    )


def test_a_verdict_is_told_in_the_words_of_its_scale(claim: Claim, edith: User) -> None:
    cast.proposed(claim, edith)
    assert _changes(history_of(claim, reader=edith)[0])["rating"] == ("", "Came true")


def test_history_is_told_in_the_readers_language(claim: Claim, edith: User) -> None:
    settling.word_criteria(claim, "Troops cross.", by=edith)
    with translation.override("fr"):
        newest = history_of(claim, reader=edith)[0]
        assert (newest.act, list(_changes(newest))) == ("a rédigé les critères", ["critères de résolution"])


def test_a_change_by_nobodys_verb_names_the_database_user(claim: Claim, edith: User) -> None:
    _write_unsigned(claim, "Other words")
    newest = history_of(claim, reader=edith)[0]
    user = LedgerEntry.objects.latest("seq").database_user
    assert (newest.who, _changes(newest)["text"]) == (
        f"unknown, by database user {user}",
        (cast.WOULD_CROSS, "Other words"),
    )


def test_a_correction_of_a_claimant_is_told(desk: Client, claim: Claim, edith: User) -> None:
    claimant = claim.claimant
    typed = {"name": claimant.name, "kind": "role", "aliases": "US\nWashington"}
    desk.post(f"/admin/claims/claimant/{claimant.pk}/change/", typed)
    newest = history_of(claimant, reader=edith)[0]
    assert (newest.act, _changes(newest)["aliases"]) == ("corrected it", ("", "US, Washington"))


def test_decisions_on_a_candidate_are_told(edith: User) -> None:
    candidate = cast.deadline()
    editing.reject(candidate, reason="Only a rumour", by=edith)
    editing.reopen(candidate, reason="It is not", by=edith)
    told = [(event.act, event.reason) for event in history_of(candidate, reader=edith)]
    assert told == [("reopened the candidate", "It is not"), ("rejected the candidate", "Only a rumour")]


def test_a_documents_texts_are_told(edith: User) -> None:
    metadata = Metadata(cast.agence(), published_at=cast.SATURDAY, url="https://quai.example/1")
    for text in ("The old text.", "The new text."):
        document = ingest(text, metadata, by=edith).document
    assert history_of(document, reader=edith)[0].act == "took in a text"


def test_evidence_from_a_hidden_document_is_left_out(claim: Claim, edith: User) -> None:
    hidden = cast.warning("A secret crossing.", publisher=cast.agence())
    adducing.adduce_passage(claim, hidden, 0, 17, quote="A secret crossing", stance=Evidence.Stance.SUPPORTS, by=edith)
    cast.restricted(hidden)
    assert [event.act for event in history_of(claim, reader=edith)] == ["accepted the candidate"]


def test_the_reason_for_an_act_on_a_hidden_document_is_left_out(claim: Claim, edith: User) -> None:
    hidden = cast.warning("A secret crossing.", publisher=cast.agence())
    candidate = cast.candidate(hidden, "A secret crossing")
    editing.attach(candidate, to=claim, by=edith)
    editing.reopen(candidate, reason="A secret mistake", by=edith)
    cast.restricted(hidden)
    assert "A secret mistake" not in [event.reason for event in history_of(claim, reader=edith)]


def test_why_something_was_withheld_is_for_administrators(claim: Claim, edith: User) -> None:
    withholding.withhold(claim, reason="A court order", by=cast.rosa())
    withholding.release(claim, reason="It was lifted", by=cast.rosa())
    told = history_of(claim, reader=edith)
    shown = str([(event.reason, _changes(event)) for event in told])
    assert ("court" in shown, "lifted" in shown, told[0].act) == (False, False, "released it")


def test_erased_words_read_erased(claim: Claim, edith: User) -> None:
    version = claim.appearances.get().version
    withholding.erase(version, reason="A court order", by=cast.rosa())
    first = history_of(claim, reader=edith)[-1]
    assert (_changes(first)["text"], _changes(first)["quote"]) == (("", "erased"), ("", "erased"))


def test_a_page_shows_the_newest_acts_and_links_to_all(desk: Client, claim: Claim, edith: User) -> None:
    for number in range(15):
        claim.refresh_from_db()
        cast.adduced(claim, edith, f"report {number}")
    page = desk.get(f"/admin/claims/claim/{claim.pk}/change/")
    whole = desk.get(f"/admin/claims/claim/{claim.pk}/history/")
    assert (len(page.context["history"]) <= 12, len(whole.context["history"])) == (True, 16)


@pytest.mark.parametrize("noun", ["claims/claim", "claims/candidate", "sources/document", "claims/claimant"])
def test_each_object_shows_its_history_on_its_page(desk: Client, claim: Claim, noun: str) -> None:
    appearance = claim.appearances.get()
    keys = {
        "claims/claim": claim.pk,
        "claims/candidate": appearance.candidate_id,
        "sources/document": appearance.version.document_id,
        "claims/claimant": claim.claimant_id,
    }
    page = desk.get(f"/admin/{noun}/{keys[noun]}/change/").content.decode()
    assert f'href="/admin/{noun}/{keys[noun]}/history/"' in page


def test_the_history_of_what_is_hidden_is_not_found(desk: Client, claim: Claim) -> None:
    cast.restricted(claim.appearances.get().version)
    assert desk.get(f"/admin/claims/claim/{claim.pk}/history/").status_code == 404


def test_hostile_words_are_told_not_obeyed(desk: Client, claim: Claim, edith: User) -> None:
    settling.word_criteria(claim, "<script>alert(1)</script>", by=edith)
    assert "<script>alert" not in desk.get(f"/admin/claims/claim/{claim.pk}/history/").content.decode()
