"""The public pages in a browser: both languages, a phone's width, paper, no JavaScript, no faults of accessibility."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from claims import editing
from claims.models import ClaimReview
from tests import cast
from tests.browser.test_accessibility import _faults

pytestmark = pytest.mark.browser
LONG = "Ein-sehr-langes-Wort-ohne-jede-Stelle-zum-Trennen-wie-Donaudampfschifffahrtsgesellschaft"


@pytest.fixture(autouse=True)
def _on(public_site: None) -> None:
    """All of these are about a site that is on."""


@pytest.fixture
def reviews(address: str) -> list[ClaimReview]:
    """One claim in two languages, corrected once; another whose published verdict does not count any more."""
    edith = cast.edith()
    version = cast.warning()
    corrected = editing.accept(cast.deadline(version), by=edith)
    cast.settled(corrected, edith, "ambiguous")
    cast.settled(corrected, edith, "did-not-come-true", reason="It was clear in the end.")
    both = [cast.reviewed(corrected, edith, language, word=f" {LONG}") for language in ("en", "fr")]
    outdated = editing.accept(cast.candidate(version), by=edith)
    cast.settled(outdated, edith, "came-true")
    both.append(cast.reviewed(outdated, edith))
    cast.settled(outdated, edith, "came-true-partly", reason="Only in part.")
    return both


@pytest.fixture
def plain(chromium: Any) -> Iterator[Page]:
    """A phone without JavaScript."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    yield context.new_page()
    context.close()


def pages(reviews: list[ClaimReview]) -> list[str]:
    return [
        "/reviews/?language=en",
        "/reviews/?language=fr&q=troops",
        *(f"/reviews/{each.slug}/" for each in reviews),
        "/reviews/2222222222/",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_public_page_has_a_serious_fault_or_breaks_the_policy(
    page: Page, address: str, reviews: list[ClaimReview], scheme: Any
) -> None:
    page.emulate_media(color_scheme=scheme)
    found = {}
    for where in pages(reviews):
        page.goto(f"{address}{where}")
        if faults := _faults(page):
            found[where] = faults
    complaints = [each for each in page.complaints if "404" not in each]  # type: ignore[attr-defined]  # our fixture's
    assert (found, complaints) == ({}, [])


@pytest.mark.parametrize("width", [320, 390])
def test_at_the_width_of_a_phone_nothing_is_wider_than_the_window(
    page: Page, address: str, reviews: list[ClaimReview], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    wide = []
    for where in pages(reviews):
        page.goto(f"{address}{where}")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(where)
    assert wide == []


def test_a_reader_finds_a_review_without_javascript(plain: Page, address: str, reviews: list[ClaimReview]) -> None:
    plain.goto(f"{address}/reviews/?language=fr")
    plain.get_by_label("Mots de l’affirmation, ou son auteur").fill("troops")
    plain.get_by_role("button", name="Rechercher").click()
    plain.get_by_role("link", name="None crossed by the 20th").click()
    expect(plain.get_by_role("heading", name="Ce qui était affirmé")).to_be_visible()
    expect(plain.locator(".rating.loud")).to_have_text("Ne s’est pas avéré")
    expect(plain.locator(".earlier")).to_contain_text("Ambigu")


def test_an_outdated_review_says_so_before_anything_else(page: Page, address: str, reviews: list[ClaimReview]) -> None:
    page.goto(f"{address}/reviews/{reviews[2].slug}/")
    expect(page.locator("main > *").first).to_contain_text("This verdict is being revised.")


def test_on_paper_there_is_the_verdict_and_nothing_to_press(
    page: Page, address: str, reviews: list[ClaimReview]
) -> None:
    page.goto(f"{address}/reviews/{reviews[0].slug}/")
    page.emulate_media(media="print")
    expect(page.locator(".rating.loud")).to_be_visible()
    expect(page.locator("footer")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_a_page_that_has_not_changed_is_not_sent_again(page: Page, address: str, reviews: list[ClaimReview]) -> None:
    where = f"{address}/reviews/{reviews[0].slug}/"
    first = page.request.get(where)
    again = page.request.get(where, headers={"If-None-Match": first.headers["etag"]})
    assert (first.status, again.status, again.body()) == (200, 304, b"")
