"""The record on the page of a claimant, and the list of records, in both languages and schemes, and on a phone."""

import pytest
from playwright.sync_api import Page, expect

from claims import tallying
from claims.models import Claim
from tests import cast
from tests.browser.test_a_day_at_the_desk import _sign_in
from tests.browser.test_accessibility import _faults
from tests.claims.records_world import AHEAD, foretold

pytestmark = pytest.mark.browser

RATINGS = [*["came-true"] * 8, *["did-not-come-true"] * 3, "came-true-partly", "ambiguous"]
POINTS = [0.93, 0.93, 0.93, 0.75, 0.75, 0.75, 0.5, 0.07, 0.93, 0.75, 0.5, 0.75, 0.75]
WORDS = {"English": "8 of 12 decided predictions came true", "Français": "8 prévisions tranchées sur 12 se sont"}


@pytest.fixture
def claim(address: str) -> Claim:
    """One of thirteen that are judged, beside one that came true early and a promise that was kept."""
    edith = cast.edith()
    for number, (rating, point) in enumerate(zip(RATINGS, POINTS, strict=True)):
        cast.settled(foretold(f"the {number}th regiment will cross", edith, probability_point=point), edith, rating)
    cast.settled(foretold("they will leave", edith, not_after=AHEAD), edith)
    promise = foretold("they will be paid", edith, kind="commitment", probability_point=None, estimative_scale="")
    cast.settled(promise, edith, "kept")
    tallying.keep_up()
    return promise


@pytest.mark.parametrize("language", WORDS)
def test_a_record_is_read_without_a_fault(page: Page, address: str, claim: Claim, language: str) -> None:
    _sign_in(page, address, language)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(f"{address}/admin/claims/claimant/{claim.claimant_id}/change/")
        expect(page.locator("#record")).to_contain_text(WORDS[language])
        expect(page.locator("#record svg.reliability circle")).to_have_count(3)
        assert _faults(page) == []
    page.goto(f"{address}/admin/claims/recordtotal/")
    assert _faults(page) == []


def test_on_a_phone_a_record_is_no_wider_than_the_window(page: Page, address: str, claim: Claim) -> None:
    _sign_in(page, address, "Français")
    page.set_viewport_size({"width": 390, "height": 844})
    wide = []
    for where in (f"claims/claimant/{claim.claimant_id}/change/", "claims/recordtotal/"):
        page.goto(f"{address}/admin/{where}")
        if page.evaluate("document.documentElement.scrollWidth") > 390:
            wide.append(where)
    assert wide == []


def test_a_row_of_the_list_leads_to_the_record(page: Page, address: str, claim: Claim) -> None:
    _sign_in(page, address)
    page.goto(f"{address}/admin/claims/recordtotal/")
    page.get_by_role("link", name="United States").click()
    expect(page.locator("#record h2")).to_be_in_viewport()
    assert page.complaints == []  # type: ignore[attr-defined]
