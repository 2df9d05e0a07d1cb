"""The whole way of a claim through a browser, in French and in English: read by keyboard, judged by two people."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from claims import editing
from claims.models import Candidate, Claim, Evidence
from sources.ingest import Metadata, ingest
from sources.models import DocumentVersion, Publisher
from tests import cast
from tests.browser.test_a_day_at_the_desk import _sign_in as sign_in
from tests.browser.test_reading_view import SELECT
from tests.browser.watching import Watched

pytestmark = pytest.mark.browser


@dataclass(frozen=True, slots=True)
class Told:
    """One newsroom's day: what it reads, what its editor types, and what the desk answers, in one language."""

    code: str
    button: str
    article: str
    found: tuple[str, str, str, str]
    by_hand: str
    window_typed: str
    window_read: str
    known: str
    later: str
    passage: str
    rating: str
    rationale: str
    attached: str
    rejected: str
    waits: str
    counts: str
    conflict: str


ENGLISH = Told(
    code="en",
    button="English",
    article="🚀 Officials warned 🇺🇦 that an invasion could start as early as Wednesday.\n\n"
    "Troops would cross the border before the 20th, they said. The port stays shut, a pilot added.\n\n"
    "It may rain on Sunday. The weather will be fine on Monday, a spokesman joked.",
    found=(
        "an invasion could start as early as Wednesday",
        "Troops would cross the border before the 20th",
        "It may rain on Sunday",
        "The weather will be fine on Monday",
    ),
    by_hand="The port stays shut",
    window_typed="by the end of March",
    window_read="by March 31, 2022",
    known="Troops will cross the border before 20 February",
    later="Nothing stirred at the border on the 20th; troops crossed it on the 24th only.",
    passage="troops crossed it on the 24th only",
    rating="Did not come true",
    rationale="The border was crossed four days too late.",
    attached="Attached",
    rejected="2 rejected.",
    waits="It waits for a second person.",
    counts="Approved: the verdict counts.",
    conflict="What was done meanwhile",
)
FRENCH = Told(
    code="fr",
    button="Français",
    article="🚀 Des responsables ont averti 🇺🇦 qu’une invasion pourrait commencer dès mercredi.\n\n"
    "Les troupes franchiraient la frontière avant le 20, selon eux. Le port reste fermé, ajoute un pilote.\n\n"
    "Il pourrait pleuvoir dimanche. Il fera beau lundi, a plaisanté un porte-parole.",
    found=(
        "une invasion pourrait commencer dès mercredi",
        "Les troupes franchiraient la frontière avant le 20",
        "Il pourrait pleuvoir dimanche",
        "Il fera beau lundi",
    ),
    by_hand="Le port reste fermé",
    window_typed="d’ici fin mars",
    window_read="au plus tard le 31 mars 2022",
    known="Les troupes franchiront la frontière avant le 20 février",
    later="Rien n’a bougé à la frontière le 20 ; les troupes ne l’ont franchie que le 24.",
    passage="les troupes ne l’ont franchie que le 24",
    rating="Ne s’est pas avéré",
    rationale="La frontière a été franchie quatre jours trop tard.",
    attached="Rattaché",
    rejected="2 rejetés.",
    waits="Il attend une deuxième personne.",
    counts="Approuvé : le verdict est en vigueur.",
    conflict="Ce qui a été fait entre-temps",
)


@dataclass(frozen=True, slots=True)
class Desk:
    """What stands before the day begins: an article with four candidates, a later document, one known claim."""

    told: Told
    article: DocumentVersion
    later: DocumentVersion
    found: list[Candidate]
    known: Claim


def _take_in(text: str, headline: str, code: str, publisher: Publisher, day: int = 12) -> DocumentVersion:
    at = datetime(2022, 2, day, 9, tzinfo=ZoneInfo(publisher.time_zone))
    return ingest(text, Metadata(publisher, published_at=at, headline=headline, language=code)).version


def _in_language(candidate: Candidate, code: str) -> Candidate:
    Candidate.objects.filter(pk=candidate.pk).update(language=code)
    candidate.refresh_from_db()
    return candidate


@pytest.fixture(params=[ENGLISH, FRENCH], ids=lambda told: told.button)
def desk(request: pytest.FixtureRequest, address: str) -> Desk:
    told: Told = request.param
    edith = cast.edith()
    cast.rosa()
    cast.harbour_wire()
    earlier = _take_in(f"{told.known}.", "12", told.code, cast.agence())
    due: dict[str, Any] = {"operator": "before", "not_before": None, "not_after": date(2022, 2, 20), "hedge": ""}
    known = editing.accept(_in_language(cast.candidate(earlier, told.known, **due), told.code), by=edith)
    article = _take_in(told.article, "13", told.code, cast.harbour_wire())
    fields: list[dict[str, Any]] = [{}, due, {}, {}]
    found = [cast.candidate(article, words, **more) for words, more in zip(told.found, fields, strict=True)]
    later = _take_in(told.later, "24", told.code, cast.agence(), day=25)
    return Desk(told, article, later, [_in_language(each, told.code) for each in found], known)


def _state(page: Page, candidate: Candidate) -> Any:
    return expect(page.locator(f"#c{candidate.pk}"))


def _read_by_keyboard(page: Page, desk: Desk) -> None:
    """Accept the first with another window, attach the second, reject the two others together."""
    told, found, keys = desk.told, desk.found, page.keyboard
    keys.press("a")
    page.locator("#accept_typed").fill(told.window_typed)
    expect(page.locator(".field-typed .read strong")).to_have_text(told.window_read)
    keys.press("Control+Enter")
    _state(page, found[0]).to_have_attribute("data-state", "accepted")
    keys.press("t")
    expect(page.locator(".attach input[name=claim]").first).to_be_focused()
    keys.press("Enter")
    _state(page, found[1]).to_have_attribute("data-state", "attached")
    expect(page.locator("#said")).to_contain_text(told.attached)
    for key in "xjx":
        keys.press(key)
    page.locator(".bulk-bar > summary").press("Enter")
    page.locator("#bulk_reason").fill("☔")
    page.locator("#bulk [value=reject]").press("Enter")
    expect(page.locator("#said")).to_contain_text(told.rejected)
    _state(page, found[3]).to_have_attribute("data-state", "rejected")


def _make_by_hand(page: Page, desk: Desk) -> None:
    page.evaluate(SELECT, desk.told.by_hand)
    page.locator("#make-candidate").click()
    page.locator("#propose [type=submit]").click()
    expect(page.locator(".article .by-hand")).to_have_text(desk.told.by_hand)


def _adduce_a_passage(page: Page, address: str, desk: Desk) -> None:
    page.goto(f"{address}/admin/sources/document/{desk.later.document_id}/change/")
    page.locator(".which-claim [name=quote]").fill(desk.told.passage)
    page.locator(".which-claim [name=find]").fill(desk.told.known)
    page.locator(".which-claim [type=submit]").click()
    page.get_by_role("link", name=desk.told.known).click()
    page.locator("form.adduce-passage [value=refutes]").check()
    page.locator("form.adduce-passage [type=submit]").click()
    expect(page.locator(".evidence, #evidence").first).to_contain_text(desk.told.passage)


def _decide(page: Page, desk: Desk) -> None:
    page.locator(f"a[href$='/claim/{desk.known.pk}/settle/']").first.click()
    form = page.locator("form.settle")
    form.get_by_label(desk.told.rating).check()
    form.locator("[name=known_at]").fill("2022-02-21T00:00")
    form.locator("[name=rationale]").fill(desk.told.rationale)
    form.locator(".field-evidence label", has_text=desk.told.passage).click()
    form.locator("[name=resolution_criteria]").fill("🚩 = +")
    form.locator("[type=submit]").click()
    expect(page.locator(".messagelist")).to_contain_text(desk.told.waits)


def _open_a_form(page: Page, address: str, desk: Desk) -> None:
    """Left open with something typed, while Rosa decides."""
    page.goto(f"{address}/admin/claims/claim/{desk.known.pk}/settle/")
    page.locator("form.settle [name=rationale]").fill(f"{desk.told.rationale} (2)")
    page.locator("form.settle [name=rating]").first.check()
    page.locator("form.settle [name=known_at]").fill("2022-02-22T00:00")


def _approve(page: Page, address: str, desk: Desk) -> None:
    sign_in(page, address, desk.told.button, who="rosa")
    page.locator(f".needs a[href*='/claim/{desk.known.pk}/']").first.click()
    page.locator("form.approve [type=submit]").click()
    expect(page.locator(".messagelist")).to_contain_text(desk.told.counts)


def _see_the_conflict(page: Page, desk: Desk) -> None:
    page.locator("form.settle [type=submit]").click()
    expect(page.locator(".meanwhile h2")).to_have_text(desk.told.conflict)
    expect(page.locator(".meanwhile")).to_contain_text("rosa")
    expect(page.locator("form.settle [name=rationale]")).to_have_value(f"{desk.told.rationale} (2)")


def test_a_claim_goes_from_its_article_to_its_verdict(page: Page, chromium: Any, address: str, desk: Desk) -> None:
    edith = Watched(page, address)
    rosas = chromium.new_context(locale="en-GB").new_page()
    rosa = Watched(rosas, address)
    sign_in(page, address, desk.told.button)
    edith.open(f"/admin/claims/candidate/text/{desk.article.pk}/")
    _read_by_keyboard(page, desk)
    _make_by_hand(page, desk)
    edith.look()
    _adduce_a_passage(page, address, desk)
    _decide(page, desk)
    _open_a_form(page, address, desk)
    _approve(rosas, address, desk)
    rosa.look()
    _see_the_conflict(page, desk)
    edith.look()
    assert page.locator("html").get_attribute("lang") == desk.told.code
    assert (_what_stands(desk), edith.alarms, rosa.alarms) == (_what_was_meant(desk), [], [])


def _what_stands(desk: Desk) -> dict[str, Any]:
    by_hand = Candidate.objects.get(proposed_by__isnull=False)
    accepted = Claim.objects.get(decisions__candidate=desk.found[0])
    desk.known.refresh_from_db()
    verdict = desk.known.current_verdict
    evidence = Evidence.objects.get(claim=desk.known)
    assert verdict is not None
    assert verdict.rating is not None
    return {
        "decisions": [Candidate.objects.get(pk=each.pk).decision for each in desk.found],
        "window": accepted.prediction.not_after,
        "appearances": desk.known.appearances.count(),
        "by hand": (by_hand.quote, by_hand.start),
        "evidence": (evidence.quote, evidence.start),
        "verdict": (verdict.rating.slug, verdict.decided_by.username, verdict.approval.by.username, verdict.rationale),
    }


def _what_was_meant(desk: Desk) -> dict[str, Any]:
    told = desk.told
    return {
        "decisions": ["accepted", "attached", "rejected", "rejected"],
        "window": date(2022, 3, 31),
        "appearances": 2,
        "by hand": (told.by_hand, told.article.index(told.by_hand)),
        "evidence": (told.passage, told.later.index(told.passage)),
        "verdict": ("did-not-come-true", "edith", "rosa", told.rationale),
    }
