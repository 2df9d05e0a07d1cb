"""Each of the eighty payloads with a document, a claim and a publisher of its own, on every page of each."""

import pytest
from playwright.sync_api import Page

from claims.models import Claim
from tests.browser.conftest import address, chromium, page
from tests.browser.hostile_words import PAYLOADS
from tests.browser.hostile_world import Hostile, all_powerful, written_by_an_enemy
from tests.browser.test_hostile_words import CLAIM_FORMS, missing, pages_of_records, sign_in
from tests.browser.watching import Watched
from tests.torture.size import IS_FULL, count

__all__ = ["address", "chromium", "page"]

pytestmark = [pytest.mark.torture, pytest.mark.browser]

EACH = count(20, len(PAYLOADS))
FORMS = ("settle", "criteria", "adduce-page")


@pytest.fixture
def enemy(address: str) -> Hostile:
    return written_by_an_enemy(all_powerful(), each=EACH)


@pytest.fixture
def watched(page: Page, address: str, enemy: Hostile) -> Watched:
    watched = Watched(page, address)
    sign_in(watched)
    return watched


def pages_of(claim: Claim) -> list[str]:
    """The claim's own pages, and those of all it came from."""
    appearance, here = claim.appearances.get(), f"/admin/claims/claim/{claim.pk}"
    return [
        f"{here}/change/",
        f"{here}/history/",
        *(f"{here}/{act}/" for act in (CLAIM_FORMS if IS_FULL else FORMS)),
        f"/admin/claims/candidate/{appearance.candidate_id}/change/",
        f"/admin/sources/document/{appearance.version.document_id}/change/",
        f"/admin/claims/claimant/{claim.claimant_id}/change/",
    ]


def test_no_page_of_any_of_them_lets_its_words_run(watched: Watched, enemy: Hostile) -> None:
    for claim in enemy.claims:
        for path in pages_of(claim):
            watched.open(path)
    assert watched.alarms == []


def test_each_is_read_on_the_page_of_its_claim(watched: Watched, enemy: Hostile) -> None:
    own = zip(enemy.claims, PAYLOADS[:EACH], strict=True)
    lost = {claim.pk: missing(watched.open(f"/admin/claims/claim/{claim.pk}/change/"), [words]) for claim, words in own}
    assert (dict(filter(lambda item: item[1], lost.items())), watched.alarms) == ({}, [])


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("media", ["screen", "print"])
def test_no_list_lets_them_run_in_any_language_or_on_paper(
    watched: Watched, enemy: Hostile, media: str, language: str
) -> None:
    watched.page.emulate_media(media=media)  # type: ignore[arg-type]  # one of the two it knows
    watched.page.set_extra_http_headers({"Accept-Language": language})
    for path in pages_of_records(enemy):
        for number in (1, 2):
            watched.open(f"{path}{'&' if '?' in path else '?'}p={number}" if path.count("/") == 4 else path)
    assert watched.alarms == []


def test_each_is_rejected_in_its_own_words(watched: Watched, enemy: Hostile) -> None:
    lost = []
    for candidate in enemy.pending[:EACH]:
        here = f"/admin/claims/candidate/{candidate.pk}"
        watched.open(f"{here}/change/")
        told = watched.send(f"{here}/reject/", revision="1", reason=candidate.quote, suggestion="")
        lost += missing(told, [candidate.quote])
    assert (lost, watched.alarms) == ([], [])
