"""Withholding, restricting and erasing at the desk: by administrators only, and said on the pages."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from claims import editing, withholding
from claims.admin import document
from claims.admin.history import Event, history_of
from claims.models import Claim, LedgerEntry
from sources.models import DocumentVersion
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(db: None) -> Client:
    """An administrator, signed in."""
    user = User.objects.create_user("ada", is_staff=True)
    user.groups.add(Group.objects.get(name="admins"))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def claim(edith: User) -> Claim:
    return editing.accept(cast.deadline(), by=edith)


def _claims(claim: Claim, act: str) -> str:
    return f"/admin/claims/claim/{claim.pk}/{act}/"


def _documents(version: DocumentVersion, act: str) -> str:
    return f"/admin/sources/document/{version.document_id}/{act}/"


def test_a_withheld_claim_is_found_by_administrators_only(ada: Client, desk: Client, claim: Claim) -> None:
    ada.post(_claims(claim, "withhold"), {"revision": claim.revision, "reason": "A court order"})
    page = ada.get(_claims(claim, "change")).content.decode()
    assert ("A court order" in page, desk.get(_claims(claim, "change")).status_code) == (True, 404)


def test_a_released_claim_is_read_again(ada: Client, desk: Client, claim: Claim, edith: User) -> None:
    withholding.withhold(claim, reason="A court order", by=edith)
    ada.post(_claims(claim, "release"), {"revision": claim.revision, "reason": "It was lifted"})
    assert desk.get(_claims(claim, "change")).status_code == 200


def test_a_withheld_document_is_found_by_administrators_only(ada: Client, desk: Client) -> None:
    version = cast.warning()
    ada.post(_documents(version, "withhold"), {"reason": "A court order"})
    page = ada.get(_documents(version, "change")).content.decode()
    assert ("A court order" in page, desk.get(_documents(version, "change")).status_code) == (True, 404)


def test_a_released_document_is_read_again(ada: Client, desk: Client, edith: User) -> None:
    version = cast.warning()
    withholding.withhold(version.document, reason="A court order", by=edith)
    ada.post(_documents(version, "release"), {"reason": "It was lifted"})
    assert desk.get(_documents(version, "change")).status_code == 200


def test_a_document_is_restricted_to_the_chosen_groups(ada: Client, desk: Client, edith: User) -> None:
    version = cast.warning()
    group = Group.objects.create(name="investigations")
    ada.post(_documents(version, "restrict"), {"groups": [group.pk], "reason": "A source", "seen": ""})
    before = desk.get(_documents(version, "change")).status_code
    edith.groups.add(group)
    assert (before, desk.get(_documents(version, "change")).status_code) == (404, 200)


@pytest.fixture
def inquiries(ada: Client) -> Group:
    """A group of which Ada is one."""
    group = Group.objects.create(name="inquiries")
    group.user_set.add(User.objects.get(username="ada"))
    return group


def test_whoever_restricts_a_document_more_slowly_is_told_what_was_done(
    ada: Client, edith: User, inquiries: Group
) -> None:
    version, law = cast.warning(), Group.objects.create(name="law")
    withholding.restrict(version.document, to=[inquiries], reason="A leak", by=edith)
    page = ada.post(_documents(version, "restrict"), {"groups": [law.pk], "reason": "A source", "seen": ""})
    form = page.context["form"]
    carried = form["seen"].value(), form["groups"].value(), form["reason"].value()
    assert (page.status_code, carried) == (409, (f"{inquiries.pk} ", [str(law.pk)], "A source"))
    assert set(version.document.groups.all()) == {inquiries}


def test_what_the_page_could_not_tell_yet_is_not_taken_for_seen(
    ada: Client, edith: User, inquiries: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A third person decides between the reading of the history and the end of the page."""
    version, law = cast.warning(), Group.objects.create(name="law")
    withholding.restrict(version.document, to=[inquiries], reason="A leak", by=edith)

    def told(*about: Any, **options: Any) -> list[Event]:
        events = history_of(*about, **options)
        withholding.restrict(version.document, to=[law], reason="A demand", by=edith)
        return events

    monkeypatch.setattr(document, "history_of", told)
    page = ada.post(_documents(version, "restrict"), {"reason": "A source", "seen": ""})
    assert page.context["form"]["seen"].value() == f"{inquiries.pk} "


def test_what_was_read_meanwhile_may_be_overruled(ada: Client, edith: User, inquiries: Group) -> None:
    version = cast.warning()
    withholding.restrict(version.document, to=[inquiries], reason="A leak", by=edith)
    ada.post(_documents(version, "restrict"), {"reason": "It is out", "seen": f"{inquiries.pk} "})
    version.document.refresh_from_db()
    assert version.document.access == "newsroom"


@pytest.mark.parametrize("seen", [{}, {"seen": "all"}])
def test_a_form_that_does_not_say_who_read_the_document_decides_nothing(
    ada: Client, inquiries: Group, seen: dict[str, str]
) -> None:
    version = cast.warning()
    ada.post(_documents(version, "restrict"), {"groups": [inquiries.pk], "reason": "A leak"} | seen)
    version.document.refresh_from_db()
    assert version.document.access == "newsroom"


def _erase(client: Client, version: DocumentVersion, word: str) -> DocumentVersion:
    client.post(_documents(version, "text/1/erase"), {"reason": "A court order", "confirmation": word})
    version.refresh_from_db()
    return version


def test_a_text_is_erased_once_its_name_was_typed(ada: Client) -> None:
    version = _erase(ada, cast.warning(), "erase text 1")
    assert (version.erased_at is not None, set(version.text)) == (True, {"█", "\n"})


def test_nothing_is_erased_where_something_else_was_typed(ada: Client) -> None:
    assert _erase(ada, cast.warning(), "yes").erased_at is None


def test_an_erased_text_says_so_where_it_is_read(ada: Client, desk: Client) -> None:
    candidate = cast.candidate()
    _erase(ada, candidate.version, "erase text 1")
    pages = (
        desk.get(f"/admin/claims/candidate/{candidate.pk}/change/").content.decode(),
        desk.get(_documents(candidate.version, "change")).content.decode(),
    )
    assert ["were erased" in page for page in pages] == [True, True]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("act", ["withhold", "release", "restrict", "text/1/erase"])
def test_an_editor_neither_withholds_nor_erases_a_document(desk: Client, act: str, method: str) -> None:
    version = cast.warning()
    assert getattr(desk, method)(_documents(version, act), {"reason": "x"}).status_code == 403


@pytest.mark.parametrize("act", ["withhold", "release"])
def test_an_editor_does_not_withhold_a_claim(desk: Client, claim: Claim, act: str) -> None:
    assert desk.post(_claims(claim, act), {"revision": claim.revision, "reason": "x"}).status_code == 403


@pytest.mark.parametrize("noun", ["document", "claim"])
def test_an_editor_is_offered_none_of_it(desk: Client, claim: Claim, noun: str) -> None:
    version = claim.appearances.get().version
    page = desk.get(_documents(version, "change") if noun == "document" else _claims(claim, "change"))
    assert [act for act in ("/withhold/", "/restrict/", "/erase/") if act in page.content.decode()] == []


def test_a_hidden_document_cannot_be_erased_by_who_may_not_read_it(ada: Client) -> None:
    version = cast.restricted(cast.warning())
    assert ada.post(_documents(version, "text/1/erase"), {}).status_code == 404


def test_the_whole_ledger_is_read_by_administrators_only(admin_client: Client, desk: Client, claim: Claim) -> None:
    answers = [client.get("/admin/claims/ledgerentry/").status_code for client in (admin_client, desk)]
    assert answers == [200, 403]


def test_the_register_shows_keys_and_no_words(admin_client: Client, claim: Claim) -> None:
    entry = LedgerEntry.objects.filter(object_table="claims_claim").latest("seq")
    page = admin_client.get(f"/admin/claims/ledgerentry/{entry.pk}/change/").content.decode()
    assert ("sha256:" in page, cast.WOULD_CROSS in page) == (True, False)
