"""What axe-core finds: no serious and no critical fault on the pages where editors spend their day."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from claims import editing, notices, watching
from claims.adducing import reject_evidence
from claims.models import Candidate, Claim, ClaimRelation, Evidence, How, Notice
from sources.models import DocumentVersion
from tests import cast
from tests.browser.test_a_day_at_the_desk import _sign_in

pytestmark = pytest.mark.browser
LATER = "Troops left Kyiv on Friday. The crossing was put off to 1 March."


@pytest.fixture
def claim(address: str) -> Claim:
    """With evidence, a verdict that waits, a relation, a topic, passages proposed; beside it work of each sort."""
    edith = cast.edith()
    version = cast.warning()
    claim = editing.accept(cast.deadline(version), by=edith)
    other = editing.accept(cast.candidate(version), by=edith)
    cast.candidate(cast.warning(publisher=cast.agence()))
    editing.relate(claim, other, ClaimRelation.Kind.CONTRADICTS, by=edith)
    editing.sort_under([claim], [editing.name_topic("Ukraine", by=edith)], by=edith)
    cast.proposed(claim, edith)
    rejected, _waiting = _passages(claim, cast.warning(LATER, publisher=cast.agence()))
    reject_evidence(rejected, reason="Of another border", by=edith)
    _tell(claim, edith)
    return claim


def _passages(claim: Claim, version: DocumentVersion) -> list[Evidence]:
    """Its sentences, proposed by the machine."""
    why = [["names", "kyiv"], ["put off beyond the window", "2022-03-01"]]
    found = []
    for sentence in re.finditer(r"[^.]+\.", version.text):
        place = {"version": version, "start": sentence.start(), "end": sentence.end(), "quote": sentence.group()}
        found.append(Evidence.objects.create(claim=claim, stance="refutes", score=0.9, why=why, **place))
    return found


def _tell(claim: Claim, edith: User) -> None:
    """She watches it, its claimant and a publisher, has it assigned, and one notice is seen already."""
    for what in (claim, claim.claimant, cast.harbour_wire()):
        watching.watch(what, how=How.DAILY, note="For Sunday’s page.", by=edith)
    claim.refresh_from_db()
    watching.assign(claim, edith, by=cast.rosa())
    for quote in ("They crossed.", "They crossed at noon.", "They stayed."):
        claim.refresh_from_db()
        cast.adduced(claim, cast.rosa(), quote)
    notices.tell()
    watching.see(Notice.objects.filter(what="assigned"))


def _addresses(claim: Claim) -> dict[str, str]:
    pending = Candidate.objects.get(decision="pending")
    piece = f"/admin/claims/claim/{claim.pk}/evidence/{claim.evidence.get(state='suggested').pk}/"
    return {
        "home": "/admin/",
        "reading view": f"/admin/claims/candidate/text/{pending.version_id}/",
        "candidate": f"/admin/claims/candidate/{pending.pk}/change/",
        "queue": "/admin/claims/claim/queue/",
        "claim page": f"/admin/claims/claim/{claim.pk}/change/",
        "list of candidates": "/admin/claims/candidate/",
        "list of claims": "/admin/claims/claim/",
        "list of predictions": "/admin/claims/prediction/",
        "list of documents": "/admin/sources/document/",
        "verdict form": f"/admin/claims/claim/{claim.pk}/settle/",
        "evidence form": f"/admin/claims/claim/{claim.pk}/adduce-passage/?document={pending.version.document_id}",
        "relation form": f"/admin/claims/claim/{claim.pk}/relate/",
        "history": f"/admin/claims/claim/{claim.pk}/history/",
        "document": f"/admin/sources/document/{pending.version.document_id}/change/",
        "topics": "/admin/claims/topic/",
        "pasting": "/admin/sources/document/add/",
        "notices": "/admin/claims/notice/",
        "watches": "/admin/claims/watch/",
        "claimant": f"/admin/claims/claimant/{claim.claimant_id}/change/",
        "publisher": f"/admin/sources/publisher/{cast.harbour_wire().pk}/change/",
        "assigning": f"/admin/claims/claim/{claim.pk}/assign/",
        "passage in its text": f"{piece}#passage",
        "rejecting evidence": f"{piece}reject/",
        "searches": "/admin/claims/evidencesearch/",
    }


def _faults(page: Page) -> list[str]:
    found: list[Any] = Axe().run(page).response["violations"]
    return [
        f"{fault['id']} ({fault['impact']}): {node['html'][:160]}"
        for fault in found
        if fault["impact"] in {"serious", "critical"}
        for node in fault["nodes"][:3]
    ]


def _unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('.aver .card details').forEach((fold) => { fold.open = true; })")


@pytest.mark.parametrize("language", ["English", "Français"])
def test_no_page_of_the_day_has_a_serious_fault(page: Page, address: str, claim: Claim, language: str) -> None:
    addresses = _addresses(claim)
    _sign_in(page, address, language)
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for name, where in addresses.items():
            page.goto(f"{address}{where}")
            _unfold(page)
            if faults := _faults(page):
                found[f"{name}, {scheme}"] = faults
    assert sorted({f"{where}: {fault}" for where, faults in found.items() for fault in faults}) == []


@pytest.mark.parametrize("language", ["English", "Français"])
def test_a_candidate_opened_in_its_place_has_no_serious_fault(
    page: Page, address: str, claim: Claim, language: str
) -> None:
    where = _addresses(claim)["reading view"]
    _sign_in(page, address, language)
    page.goto(f"{address}{where}")
    page.keyboard.press("a")
    expect(page.locator("#accept_text")).to_be_focused()
    assert _faults(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    assert _faults(page) == []


def test_at_the_width_of_a_phone_nothing_is_wider_than_the_window(page: Page, address: str, claim: Claim) -> None:
    addresses = _addresses(claim)
    _sign_in(page, address)
    page.set_viewport_size({"width": 390, "height": 844})
    wide = []
    for name, where in addresses.items():
        page.goto(f"{address}{where}")
        _unfold(page)
        if page.evaluate("document.documentElement.scrollWidth") > 390:
            wide.append(name)
    assert wide == []
