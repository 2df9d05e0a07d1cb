"""An editor's work in a real browser: no console error, no breach of the content security policy."""

import re

import pytest
from playwright.sync_api import Page, expect

from claims import editing, settling
from claims.models import Candidate, Claim
from tests import cast

pytestmark = pytest.mark.browser
EDITION = (
    "🚀 The United States warned on Saturday that an invasion could start as early as Wednesday.\n\n"
    "Officials said that troops would cross the border before the 20th.\n\n"
    "The weather will be fine on Sunday, a spokesman joked."
)
JOKE = "The weather will be fine on Sunday"


PASSWORDS = {"edith": "edith-decides", "rosa": "rosa-approves"}


def _sign_in(page: Page, address: str, language: str = "English", *, who: str = "edith") -> None:
    page.goto(f"{address}/admin/")
    page.get_by_role("button", name=language).click()
    page.fill("[name=username]", who)
    page.fill("[name=password]", PASSWORDS[who])
    page.click("[type=submit]:not(.languages *)")


@pytest.fixture
def candidates(address: str) -> list[Candidate]:
    """Three in one article; the second says what a known claim says."""
    edith = cast.edith()
    editing.accept(cast.deadline(cast.warning(publisher=cast.agence())), by=edith)
    version = cast.warning(EDITION)
    start = EDITION.index("as early as")
    return [
        cast.candidate(version, time_start=start, time_end=start + len("as early as Wednesday")),
        cast.deadline(version),
        cast.candidate(version, JOKE, claimant="spokesman", check_worthiness=0.3),
    ]


def _decisions(candidates: list[Candidate]) -> list[str]:
    return [Candidate.objects.get(pk=candidate.pk).decision for candidate in candidates]


def _decide_all_three(page: Page) -> None:
    page.get_by_role("link", name=cast.COULD_START).click()
    expect(page.locator("mark.current")).to_have_text(cast.COULD_START)
    expect(page.locator(".time-expression")).to_have_text("as early as Wednesday")
    page.get_by_label("Claim, in one short sentence").fill("Russia invades Ukraine")
    page.get_by_role("button", name="Accept").click()
    expect(page.locator("mark.current")).to_have_text(cast.WOULD_CROSS)
    page.locator(".known-claims").get_by_role("radio").check()
    page.get_by_role("button", name="Attach to the chosen claim").click()
    expect(page.locator("mark.current")).to_have_text(JOKE)
    page.get_by_label("Usual reasons").select_option("Background, of no interest")
    page.get_by_role("button", name="Reject").click()
    expect(page.locator(".messagelist")).to_contain_text("Nothing is pending any more.")


def test_an_editor_accepts_attaches_and_rejects(page: Page, address: str, candidates: list[Candidate]) -> None:
    _sign_in(page, address)
    page.get_by_role("link", name=re.compile("candidates to decide")).click()
    _decide_all_three(page)
    assert (_decisions(candidates), page.complaints) == (["accepted", "attached", "rejected"], [])  # type: ignore[attr-defined]


def test_an_editor_undoes_a_decision(page: Page, address: str, candidates: list[Candidate]) -> None:
    _sign_in(page, address)
    page.goto(f"{address}/admin/claims/candidate/{candidates[0].pk}/change/")
    page.get_by_role("button", name="Accept").click()
    page.get_by_role("link", name="Undo").click()
    page.get_by_label("Usual reasons").select_option("Decided by mistake")
    page.get_by_role("button", name="Reopen").click()
    expect(page.locator(".messagelist")).to_contain_text("Reopened")
    assert (_decisions(candidates)[0], page.complaints) == ("pending", [])  # type: ignore[attr-defined]


def _adduce(page: Page) -> None:
    page.get_by_role("link", name="Evidence from a page outside").click()
    page.get_by_label("Address (URL)").fill("https://quay.example/24")
    page.get_by_label("Its words").fill("Troops crossed on the 24th.")
    page.get_by_label("refutes").check()
    page.get_by_role("button", name="Add this evidence").click()


def _settle(page: Page) -> None:
    page.get_by_role("link", name="Give a verdict").click()
    page.get_by_label("Did not come true").check()
    page.get_by_label("Known at").fill("2022-02-21T00:00")
    page.get_by_label("Rationale").fill("The border was crossed on the 24th only.")
    page.get_by_label("Troops crossed on the 24th.").check()
    page.get_by_label("Resolution criteria").fill("Troops cross the border in force by the 20th.")
    page.get_by_role("button", name="Give the verdict").click()


def test_a_verdict_is_given_by_one_and_approved_by_another(
    page: Page, address: str, candidates: list[Candidate]
) -> None:
    cast.rosa()
    _sign_in(page, address)
    page.get_by_role("link", name=re.compile("verdicts owed")).click()
    page.get_by_role("link", name=cast.WOULD_CROSS).click()
    _adduce(page)
    _settle(page)
    expect(page.locator(".messagelist")).to_contain_text("It waits for a second person.")
    page.get_by_role("button", name="Log out").click()
    _sign_in(page, address, who="rosa")
    page.get_by_role("link", name=re.compile("await your approval")).click()
    page.get_by_role("link", name=cast.WOULD_CROSS).click()
    page.get_by_role("button", name="Approve").click()
    expect(page.locator(".messagelist")).to_contain_text("Approved: the verdict counts.")
    settled = Claim.objects.get(current_verdict__isnull=False).current_verdict
    assert settled is not None
    assert (settled.rating.slug, page.complaints) == ("did-not-come-true", [])  # type: ignore[attr-defined,union-attr]


def test_the_slower_of_two_editors_decides_in_full_knowledge(
    page: Page, address: str, candidates: list[Candidate]
) -> None:
    claim = Claim.objects.get()
    _sign_in(page, address)
    page.goto(f"{address}/admin/claims/claim/{claim.pk}/criteria/")
    page.get_by_role("textbox", name="Resolution criteria").fill("What I typed")
    settling.word_criteria(claim, "What Rosa wrote", by=cast.rosa())
    page.get_by_role("button", name="Keep these criteria").click()
    expect(page.locator(".meanwhile")).to_contain_text("What Rosa wrote")
    expect(page.get_by_role("textbox", name="Resolution criteria")).to_have_value("What I typed")
    page.get_by_label("Why they change").fill("Hers were too loose.")
    page.get_by_role("button", name="Keep these criteria").click()
    claim.refresh_from_db()
    assert claim.prediction.resolution_criteria == "What I typed"


def test_every_decision_is_possible_without_javascript(
    chromium: object, address: str, candidates: list[Candidate]
) -> None:
    context = chromium.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    _sign_in(page, address)
    page.goto(f"{address}/admin/claims/candidate/")
    _decide_all_three(page)
    context.close()
    assert _decisions(candidates) == ["accepted", "attached", "rejected"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_is_wider_than_the_window_or_breaks_the_policy(
    page: Page, address: str, candidates: list[Candidate], width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    _sign_in(page, address, "Français")
    claim = Claim.objects.get()
    cast.proposed(claim, cast.rosa())
    too_wide = []
    for path in (
        "",
        "claims/candidate/",
        f"claims/candidate/{candidates[0].pk}/change/",
        "claims/claim/",
        f"claims/claim/{claim.pk}/change/",
        f"claims/claim/{claim.pk}/settle/",
        f"claims/claim/{claim.pk}/adduce-passage/?find=quai",
        f"claims/claim/{claim.pk}/history/",
        "claims/prediction/",
        "claims/claimant/add/",
        "sources/document/",
        "sources/document/add/",
        f"sources/document/{candidates[0].version.document_id}/change/",
    ):
        page.goto(f"{address}/admin/{path}")
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            too_wide.append(path)
    assert (too_wide, page.complaints) == ([], [])  # type: ignore[attr-defined]


def test_a_passage_far_down_is_brought_into_view(page: Page, address: str) -> None:
    cast.edith()
    version = cast.warning("Nobody answered. " * 3000 + cast.WARNING + " Nobody answered." * 300)
    candidate = cast.candidate(version)
    _sign_in(page, address)
    page.goto(f"{address}/admin/claims/candidate/{candidate.pk}/change/")
    expect(page.locator("mark.current")).to_be_in_viewport()


def test_a_pasted_text_is_kept_to_the_character(page: Page, address: str) -> None:
    cast.edith()
    cast.agence()
    text = "\n  « L’Été » 🚀\n\nfin \n"
    _sign_in(page, address)
    page.goto(f"{address}/admin/sources/document/add/")
    page.get_by_label("Publisher").select_option("Agence du Quai")
    page.get_by_label("Published at").fill("2023-05-04T10:00")
    page.get_by_label("Text", exact=True).fill(text)
    page.get_by_role("button", name="Keep this text").click()
    expect(page.locator(".messagelist")).to_contain_text("The text is kept.")
    assert page.locator(".article").text_content() == text
