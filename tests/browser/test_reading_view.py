"""The reading view in a real browser, in both languages: by keyboard, by selection, and without JavaScript."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from claims import editing
from claims.models import Candidate, Claim, Claimant
from tests import cast
from tests.browser.test_a_day_at_the_desk import EDITION, JOKE
from tests.browser.test_a_day_at_the_desk import _sign_in as sign_in

pytestmark = pytest.mark.browser
BY_HAND = "a spokesman joked"
DECIDED = {"English": "1 of 3 decided", "Français": "Décidés : 1 sur 3"}
SELECT = """
words => {
    const article = document.querySelector(".article");
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.data.indexOf(words);
        if (at >= 0) getSelection().setBaseAndExtent(node, at, node, at + words.length);
    }
    article.dispatchEvent(new PointerEvent("pointerup", {bubbles: true}));
}
"""


@pytest.fixture
def candidates(address: str) -> list[Candidate]:
    """Three in one article; the second says what a known claim says."""
    edith = cast.edith()
    editing.accept(cast.deadline(cast.warning(publisher=cast.agence())), by=edith)
    version = cast.warning(EDITION)
    return [cast.candidate(version), cast.deadline(version), cast.candidate(version, JOKE, claimant="spokesman")]


@pytest.fixture(params=["English", "Français"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def reading(page: Page, address: str, candidates: list[Candidate], language: str) -> Iterator[Page]:
    """The view of the article; afterwards the console has complained of nothing, a breach of the policy included."""
    _open(page, address, candidates, language)
    yield page
    assert page.complaints == []  # type: ignore[attr-defined]


def _open(page: Page, address: str, candidates: list[Candidate], language: str) -> None:
    sign_in(page, address, language)
    page.goto(f"{address}/admin/claims/candidate/text/{candidates[0].version_id}/")


def _item(page: Page, candidate: Candidate) -> Any:
    return page.locator(f"#c{candidate.pk}")


def _decisions(candidates: list[Candidate]) -> list[str]:
    return [Candidate.objects.get(pk=candidate.pk).decision for candidate in candidates]


def test_an_editor_accepts_by_keyboard_with_a_corrected_window(
    reading: Page, candidates: list[Candidate], language: str
) -> None:
    reading.keyboard.press("a")
    expect(reading.locator("#accept_text")).to_be_focused()
    reading.keyboard.press("End")
    reading.keyboard.type(" a j k u r")
    reading.locator("#accept_typed").fill("by the end of March")
    expect(reading.locator("#accept_not_after")).to_have_value("2022-03-31")
    expect(reading.locator("#accept_resolution_criteria")).to_have_value(re.compile("by 2022-03-31"))
    reading.keyboard.press("Control+Enter")
    expect(reading.locator("#progress")).to_have_text(DECIDED[language])
    expect(_item(reading, candidates[1]).locator(".go")).to_be_focused()
    claim = Claim.objects.latest("pk")
    assert (claim.text, str(claim.prediction.not_after)) == (f"{cast.COULD_START} a j k u r", "2022-03-31")


def test_an_editor_attaches_with_one_key(reading: Page, candidates: list[Candidate]) -> None:
    reading.keyboard.press("j")
    reading.keyboard.press("t")
    expect(reading.locator(".attach input[name=claim]").first).to_be_focused()
    reading.keyboard.press("1")
    expect(_item(reading, candidates[1])).to_have_attribute("data-state", "attached")
    assert _decisions(candidates) == ["pending", "attached", "pending"]


def test_an_editor_rejects_in_bulk_and_undoes_it(reading: Page, candidates: list[Candidate]) -> None:
    reading.keyboard.press("x")
    reading.keyboard.press("n")
    reading.keyboard.press("x")
    reading.locator(".bulk-bar > summary").click()
    reading.locator("#bulk_reason").fill("background")
    reading.locator("#bulk [value=reject]").click()
    expect(_item(reading, candidates[2]).locator(".go")).to_be_focused()
    assert _decisions(candidates) == ["rejected", "rejected", "pending"]
    reading.keyboard.press("u")
    expect(_item(reading, candidates[0])).to_have_attribute("data-state", "pending")
    assert _decisions(candidates) == ["pending", "pending", "pending"]


def test_ones_own_last_decision_is_undone_also_on_another_day(reading: Page, candidates: list[Candidate]) -> None:
    editing.reject(candidates[1], reason="vague", by=User.objects.get(username="edith"))
    editing.reject(candidates[0], reason="vague", by=User.objects.get(username="edith"))
    editing.reject(candidates[2], reason="vague", by=cast.rosa())
    reading.reload()
    reading.keyboard.press("u")
    expect(_item(reading, candidates[0])).to_have_attribute("data-state", "pending")
    assert _decisions(candidates) == ["pending", "rejected", "rejected"]


def test_what_is_wrong_is_said_in_place_and_nothing_typed_is_lost(reading: Page, candidates: list[Candidate]) -> None:
    reading.keyboard.press("a")
    reading.locator("#accept_text").fill("My careful wording")
    reading.locator("#accept_claimant").fill("")
    reading.keyboard.press("Control+Enter")
    expect(reading.locator(".panel .errornote")).to_be_focused()
    expect(reading.locator("#accept_text")).to_have_value("My careful wording")
    expect(reading.locator(".panel .field-claimant.errors")).to_be_visible()
    reading.complaints.clear()  # type: ignore[attr-defined]  # chromium writes down every answer 422


def test_the_slower_of_two_is_shown_both(reading: Page, candidates: list[Candidate]) -> None:
    reading.keyboard.press("a")
    reading.locator("#accept_text").fill("My careful wording")
    editing.reject(candidates[0], reason="Rosa found it vague", by=cast.rosa())
    reading.keyboard.press("Control+Enter")
    expect(reading.locator(".panel .meanwhile")).to_contain_text("Rosa found it vague")
    expect(reading.locator("#accept_text")).to_have_value("My careful wording")
    expect(_item(reading, candidates[0])).to_have_attribute("data-state", "rejected")
    reading.complaints.clear()  # type: ignore[attr-defined]  # and every 409


def test_a_selection_behind_an_emoji_becomes_a_candidate(reading: Page, candidates: list[Candidate]) -> None:
    reading.evaluate(SELECT, BY_HAND)
    reading.locator("#make-candidate").click()
    reading.locator("#propose [type=submit]").click()
    expect(reading.locator(".article .m.by-hand")).to_have_text(BY_HAND)
    made = Candidate.objects.get(run=None)
    assert (made.quote, made.start) == (BY_HAND, EDITION.index(BY_HAND))


def test_a_passage_is_selected_with_the_keyboard_alone(reading: Page, candidates: list[Candidate]) -> None:
    reading.keyboard.press("s")
    expect(reading.locator(".article")).to_be_focused()
    for _word in range(2):
        reading.keyboard.press("Shift+ArrowRight")
    reading.keyboard.press("Enter")
    expect(reading.locator("#propose_kind")).to_be_focused()
    reading.locator("#propose [type=submit]").press("Enter")
    expect(reading.locator(".article .by-hand")).to_have_text("an invasion could")


def test_a_claimant_is_found_by_another_name_accents_aside(reading: Page, candidates: list[Candidate]) -> None:
    Claimant.objects.create(name="Élysée palace", aliases=["Présidence"])
    reading.keyboard.press("a")
    claimant = reading.locator("#accept_claimant")
    claimant.fill("presid")
    expect(reading.locator(".options li").first).to_contain_text("Présidence")
    claimant.press("ArrowDown")
    claimant.press("Enter")
    expect(claimant).to_have_value("Élysée palace")
    expect(reading.locator("#accept_claimant_kind")).to_be_hidden()


def test_single_keys_are_switched_off_and_stay_so(reading: Page, candidates: list[Candidate]) -> None:
    reading.keyboard.press("?")
    reading.locator("#single-keys").uncheck()
    reading.keyboard.press("Escape")
    reading.reload()
    reading.keyboard.press("j")
    expect(_item(reading, candidates[0])).to_have_attribute("aria-current", "true")


def test_keys_with_modifiers_are_left_to_the_browser(reading: Page, candidates: list[Candidate]) -> None:
    reading.keyboard.press("Alt+j")
    expect(_item(reading, candidates[0])).to_have_attribute("aria-current", "true")


def test_what_was_typed_is_kept_while_another_candidate_is_read(reading: Page, candidates: list[Candidate]) -> None:
    reading.keyboard.press("a")
    reading.locator("#accept_text").fill("My careful wording")
    reading.keyboard.press("Escape")
    reading.keyboard.press("j")
    reading.keyboard.press("k")
    reading.keyboard.press("a")
    expect(reading.locator("#accept_text")).to_have_value("My careful wording")


def test_all_of_it_is_possible_without_javascript(chromium: Any, address: str, candidates: list[Candidate]) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    _open(page, address, candidates, "English")
    page.locator(f"#c{candidates[0].pk} input").check()
    page.locator(".bulk-bar > summary").click()
    page.locator("#bulk_suggestion").select_option("Too vague")
    page.locator("#bulk [value=reject]").click()
    page.get_by_role("link", name="Back").click()
    page.locator("#propose > summary").click()
    page.get_by_label("Its exact words").fill(BY_HAND)
    page.locator("#propose [type=submit]").click()
    page.locator(f"#q{candidates[1].pk}").click()
    page.get_by_label("Window, in words").fill("by the end of March")
    page.get_by_role("button", name="Accept").click()
    context.close()
    assert (_decisions(candidates), Candidate.objects.get(run=None).quote) == (
        ["rejected", "accepted", "pending"],
        BY_HAND,
    )
