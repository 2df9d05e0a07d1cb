"""Proposed evidence, watches, notices and assignment in a real browser: no console error, no breach of the policy."""

import re

import pytest
from playwright.sync_api import Page, expect

from claims import editing, notices
from claims.models import Claim, Evidence, How, Notice, Watch
from tests import cast
from tests.browser.test_a_day_at_the_desk import _sign_in

pytestmark = pytest.mark.browser
REPORT = "Nobody moved on Friday. " * 60 + "Troops crossed the border on Thursday. " + "Nobody spoke. " * 60
WORDS = {
    "English": ("1 passage proposed", "Supports · it says that this happened · names in common: border"),
    "Français": ("1 passage proposé", "Confirme · il dit que cela a eu lieu · noms en commun : border"),
}


@pytest.fixture
def claim(address: str) -> Claim:
    """With a passage far down a later text that the machine proposes."""
    claim = editing.accept(cast.deadline(), by=cast.edith())
    version, quote = cast.warning(REPORT, publisher=cast.agence()), "Troops crossed the border on Thursday."
    start = version.text.index(quote)
    why = [["names", "border"], ["happened", ""]]
    place = {"version": version, "start": start, "end": start + len(quote)}
    Evidence.objects.create(claim=claim, quote=quote, stance="supports", score=0.9, why=why, **place)
    return claim


def _page_of(address: str, claim: Claim) -> str:
    return f"{address}/admin/claims/claim/{claim.pk}/change/"


def _state() -> tuple[str, str]:
    piece = Evidence.objects.get()
    return piece.state, piece.stance


@pytest.mark.parametrize("language", WORDS)
def test_proposed_evidence_says_why_and_is_read_in_its_text(
    page: Page, address: str, claim: Claim, language: str
) -> None:
    heading, why = WORDS[language]
    _sign_in(page, address, language)
    page.goto(_page_of(address, claim))
    evidence = page.locator("#evidence")
    expect(evidence.get_by_role("heading", name=heading)).to_be_visible()
    expect(evidence.locator(".why")).to_have_text(why)
    evidence.get_by_role("link", name="US warns").click()
    expect(page.locator("mark#passage")).to_have_text("Troops crossed the border on Thursday.")
    expect(page.locator("mark#passage")).to_be_in_viewport()
    assert page.complaints == []  # type: ignore[attr-defined]


def test_evidence_is_accepted_with_another_stance_and_that_is_taken_back(
    page: Page, address: str, claim: Claim
) -> None:
    _sign_in(page, address)
    page.goto(_page_of(address, claim))
    page.get_by_label("What it does").select_option("gives context")
    page.get_by_role("button", name="Accept").click()
    expect(page.locator(".messagelist")).to_contain_text("Evidence accepted")
    assert _state() == ("accepted", "context")
    page.get_by_role("link", name="Undo").click()
    page.get_by_role("button", name="Take it back").click()
    expect(page.locator(".messagelist")).to_contain_text("To be decided anew")
    assert (_state(), page.complaints) == (("suggested", "context"), [])  # type: ignore[attr-defined]


def test_evidence_is_rejected_by_the_keyboard_alone(page: Page, address: str, claim: Claim) -> None:
    _sign_in(page, address)
    page.goto(_page_of(address, claim))
    page.get_by_role("button", name="Accept").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("It is about 2014.")
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("Evidence rejected")
    assert page.url.endswith("#evidence")
    assert Evidence.objects.get().reason == "Speaks of something else: It is about 2014."
    page.get_by_text("1 piece that was rejected").click()
    page.get_by_role("button", name="Take this decision back").click()
    expect(page.get_by_role("heading", name="1 passage proposed")).to_be_visible()
    assert page.complaints == []  # type: ignore[attr-defined]


def test_a_claim_is_watched_and_what_is_told_of_it_is_opened(page: Page, address: str, claim: Claim) -> None:
    _sign_in(page, address)
    page.goto(_page_of(address, claim))
    page.locator("#watch summary").click()
    page.get_by_label("By e-mail").select_option("at once")
    page.get_by_label("Note to myself").fill("For Sunday’s page.")
    page.locator("#watch").get_by_role("button", name="Watch").click()
    expect(page.locator("#watch summary")).to_have_text(re.compile("You watch this · at once · For Sunday’s page."))
    claim.refresh_from_db()
    for quote in ("They crossed.", "They crossed at noon."):
        cast.adduced(claim, cast.rosa(), quote)
    notices.tell()
    page.goto(f"{address}/admin/")
    page.get_by_role("link", name="Notices (2 not seen)").click()
    expect(page.locator(".notices li")).to_contain_text("Evidence was accepted (not seen) (× 2)")
    page.get_by_role("button", name=claim.text).click()
    expect(page).to_have_url(f"{_page_of(address, claim)}#evidence")
    assert (Notice.objects.unseen().count(), page.complaints) == (0, [])  # type: ignore[attr-defined]


def test_what_is_watched_is_changed_and_left_and_preferences_are_kept(page: Page, address: str, claim: Claim) -> None:
    _sign_in(page, address)
    page.goto(f"{address}/admin/claims/claimant/{claim.claimant_id}/change/")
    page.locator("#watch summary").click()
    page.locator("#watch").get_by_role("button", name="Watch").click()
    page.goto(f"{address}/admin/claims/watch/")
    page.get_by_label("By e-mail").select_option("once a week")
    page.get_by_role("region", name="officials").get_by_role("button", name="Keep").click()
    assert Watch.objects.get().how == How.WEEKLY
    page.get_by_label("Send me a daily digest").uncheck()
    page.get_by_role("region", name="What is sent to me").get_by_role("button", name="Keep").click()
    expect(page.get_by_label("Send me a daily digest")).not_to_be_checked()
    page.get_by_role("button", name="Watch no more").click()
    expect(page.get_by_text("You watch nothing yet.")).to_be_visible()
    assert page.complaints == []  # type: ignore[attr-defined]


def test_a_claim_is_assigned_and_stands_first_on_the_home_page(page: Page, address: str, claim: Claim) -> None:
    _sign_in(page, address)
    page.goto(_page_of(address, claim))
    page.get_by_role("link", name="Assign", exact=True).click()
    page.get_by_label("To", exact=True).select_option("edith")
    page.get_by_role("button", name="Assign").click()
    expect(page.locator(".messagelist")).to_contain_text("Assigned to edith.")
    page.goto(f"{address}/admin/")
    expect(page.locator(".needs .need").first).to_contain_text("assigned to you")
    assert page.complaints == []  # type: ignore[attr-defined]
