"""Whatever somebody writes stays words: on every page, in every list and field, on every page that refuses."""

from collections.abc import Callable, Iterable
from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page

from claims.models import Evidence
from tests.browser.hostile_words import ALL, GROUPS, PAYLOADS
from tests.browser.hostile_world import Hostile, all_powerful, written_by_an_enemy
from tests.browser.watching import Watched

pytestmark = pytest.mark.browser

EACH = 8
"""Payloads with a publisher, a document and a claim of their own; in the article, the history and forms stand all."""


@pytest.fixture
def enemy(address: str) -> Hostile:
    return written_by_an_enemy(all_powerful(), each=EACH)


@pytest.fixture
def watched(page: Page, address: str, enemy: Hostile) -> Watched:
    """Signed in with every role."""
    watched = Watched(page, address)
    sign_in(watched)
    return watched


def sign_in(watched: Watched) -> None:
    watched.open("/admin/login/")
    watched.page.fill("[name=username]", "edith")
    watched.page.fill("[name=password]", "edith-decides")
    watched.page.click("[type=submit]:not(.languages *)")


def missing(words: str, payloads: Iterable[str] = PAYLOADS) -> list[str]:
    """Payloads that are not to be read on the page to the letter; white space apart, which fields of one line drop."""
    shown = "".join(words.split())
    return [payload for payload in payloads if "".join(payload.split()) not in shown]


def pages_of_records(enemy: Hostile) -> list[str]:
    claim, document, candidate = enemy.claim.pk, enemy.article.document_id, enemy.pending[3].pk
    rejected = Evidence.objects.filter(claim=claim, state="rejected")[0].pk
    proposed = Evidence.objects.get(claim=claim, state="suggested").pk
    return [
        "/admin/",
        *(f"/admin/claims/{noun}/?decision=all&status=all" for noun in ("candidate", "prediction")),
        *(f"/admin/claims/{noun}/" for noun in ("claim", "claimant", "extractionrun", "recheck", "ledgerentry")),
        "/admin/sources/document/",
        "/admin/sources/publisher/",
        f"/admin/sources/publisher/{enemy.article.publisher_id}/change/",
        f"/admin/sources/publisher/{enemy.article.publisher_id}/history/",
        f"/admin/claims/claimant/{enemy.claim.claimant_id}/change/",
        f"/admin/claims/claimant/{enemy.claim.claimant_id}/history/",
        f"/admin/claims/candidate/{candidate}/history/",
        f"/admin/sources/document/{document}/history/",
        *(f"/admin/sources/document/{document}/{act}/" for act in ("evidence", "withhold", "restrict", "text/1/erase")),
        *(f"/admin/claims/claim/{claim}/{act}/" for act in CLAIM_FORMS),
        f"/admin/claims/claim/{claim}/evidence/{rejected}/reject/",
        f"/admin/claims/claim/{claim}/evidence/{proposed}/",
        *(f"/admin/claims/{noun}/" for noun in ("notice", "watch", "evidencesearch")),
        "/api/v1/claims/",
        f"/api/v1/claims/{claim}/",
        f"/api/v1/documents/{document}/",
        "/api/docs/",
    ]


CLAIM_FORMS = (
    "settle",
    "approve",
    "send-back",
    "condition",
    "horizon",
    "criteria",
    "adduce-page",
    "adduce-passage",
    "retract",
    "withhold",
    "release",
)


def test_a_page_that_did_not_escape_its_words_would_be_noticed(page: Page, address: str) -> None:
    watched = Watched(page, address)
    page.route("**/raw/*", lambda route: route.fulfill(content_type="text/html", body=f"<p>{PAYLOADS[10]}</p>"))
    watched.open("/raw/")
    watched.page.wait_for_function("window.__heard.length")
    watched.look()
    assert any("xss 11" in alarm for alarm in watched.alarms), watched.alarms


def test_every_payload_stands_in_its_article_as_it_was_written(watched: Watched, enemy: Hostile) -> None:
    document = watched.open(f"/admin/sources/document/{enemy.article.document_id}/change/")
    watched.page.emulate_media(media="print")
    candidate = watched.open(f"/admin/claims/candidate/{enemy.pending[0].pk}/change/")
    assert (missing(document), missing(candidate), watched.alarms) == ([], [], [])


def test_every_payload_stands_on_the_page_of_its_claim_as_it_was_written(watched: Watched, enemy: Hostile) -> None:
    claim = watched.open(f"/admin/claims/claim/{enemy.claim.pk}/change/")
    history = watched.open(f"/admin/claims/claim/{enemy.claim.pk}/history/")
    assert (missing(claim), missing(history), watched.alarms) == ([], [], [])


def test_no_page_of_a_record_lets_its_words_run(watched: Watched, enemy: Hostile) -> None:
    for path in pages_of_records(enemy):
        watched.open(path)
    assert watched.alarms == []


def test_lists_show_the_words_of_each_row(watched: Watched, enemy: Hostile) -> None:
    own = PAYLOADS[2:EACH]  # the first has all payloads on it, the second is withheld
    short = [payload for payload in own if len(payload) < 60]
    lists = ("/admin/claims/claim/", "/admin/claims/claimant/", "/admin/sources/document/", "/admin/sources/publisher/")
    lost = {path: missing(watched.open(path), short) for path in lists}
    assert (lost, watched.alarms) == ({key: [] for key in lists}, [])


def searches(enemy: Hostile) -> list[str]:
    nouns = ("candidate", "claim", "claimant", "prediction", "extractionrun")
    return [
        *(f"/admin/claims/{noun}/?q=" for noun in nouns),
        "/admin/claims/candidate/?claimant=",
        "/admin/sources/document/?q=",
        f"/admin/claims/candidate/{enemy.pending[1].pk}/change/?find=",
        f"/admin/claims/claim/{enemy.claim.pk}/adduce-passage/?find=",
        f"/admin/sources/document/{enemy.article.document_id}/evidence/?quote=x&find=",
    ]


def test_what_is_looked_for_is_shown_back_as_words(watched: Watched, enemy: Hostile) -> None:
    lost = {path: missing(watched.open(path + quote(ALL))) for path in searches(enemy)}
    assert (lost, watched.alarms) == ({key: [] for key in searches(enemy)}, [])


def forms(enemy: Hostile) -> dict[str, dict[str, str]]:
    """Each refused for something that is lacking, and shown again with all that was typed."""
    candidate, claim = f"/admin/claims/candidate/{enemy.pending[2].pk}/", f"/admin/claims/claim/{enemy.claim.pk}/"
    document = f"/admin/sources/document/{enemy.article.document_id}/"
    return {
        "/admin/sources/document/add/": {"text": ALL, "headline": ALL, "url": ALL, "publisher": ALL},
        "/admin/sources/publisher/add/": {"name": ALL, "slug": ALL, "site": ALL, "time_zone": ALL},
        "/admin/claims/claimant/add/": {"name": ALL, "aliases": ALL, "same_as": ALL, "kind": ALL},
        f"{candidate}accept/": {"text": ALL, "claimant": ALL, "operator": ALL, "not_before": ALL, "revision": ALL},
        f"{candidate}reject/": {"reason": ALL, "suggestion": ALL, "revision": "1"},
        f"{claim}settle/": {"rationale": ALL, "known_at": ALL, "rating": ALL, "reason": ALL, "evidence": ALL},
        f"{claim}send-back/": {"comment": ALL, "revision": "1"},
        f"{claim}adduce-page/": {"url": ALL, "quote": ALL, "note": ALL, "stance": ALL},
        f"{claim}adduce-passage/": {"quote": ALL, "document": ALL, "place": ALL},
        f"{claim}criteria/": {"resolution_criteria": ALL, "reason": ALL},
        f"{claim}retract/": {"reason": ALL, "revision": "1"},
        f"{claim}withhold/": {"reason": ALL},
        f"{document}restrict/": {"reason": ALL, "groups": ALL},
        f"{document}text/1/erase/": {"reason": "x", "confirmation": ALL},
        "/admin/auth/user/add/": {"username": ALL, "password1": ALL},
    }


def test_a_form_shown_again_shows_what_was_typed_as_words(watched: Watched, enemy: Hostile) -> None:
    lost = {}
    for path, fields in forms(enemy).items():
        watched.open("/admin/password_change/")
        lost[path] = missing(watched.send(path, **fields))
    assert (lost, watched.alarms) == ({key: [] for key in forms(enemy)}, [])


def test_what_was_done_is_told_in_words(watched: Watched, enemy: Hostile) -> None:
    lost = []
    for candidate in enemy.pending[10:14]:
        watched.open(f"/admin/claims/candidate/{candidate.pk}/change/")
        told = watched.send(
            f"/admin/claims/candidate/{candidate.pk}/reject/", revision="1", reason=candidate.quote, suggestion=""
        )
        lost += missing(told, [candidate.quote])
    assert (lost, watched.alarms) == ([], [])


REFUSED: tuple[Callable[[str], str], ...] = (
    lambda words: f"/{words}",
    lambda words: f"/admin/{words}/",
    lambda words: f"/admin/claims/claim/{words}/change/",
    lambda words: f"/api/v1/{words}",
    lambda words: f"/api/v1/claims/?{words}={words}",
    lambda words: f"/admin/login/?next={words}",
)


def test_an_address_is_no_code_either(page: Page, address: str) -> None:
    all_powerful()
    watched = Watched(page, address)
    tenfold = [f"{first}\n{second}" for first, second in zip(GROUPS[::2], GROUPS[1::2], strict=True)]
    addresses = [path(quote(words, safe="")) for path in REFUSED for words in tenfold]
    for path in addresses[::3]:
        watched.open(path)
    sign_in(watched)
    for path in addresses:
        watched.open(path)
    assert watched.alarms == []


def test_a_page_that_is_refused_is_no_code_either(page: Page, address: str) -> None:
    User.objects.create_user("edith", password="edith-decides", is_staff=True)
    watched = Watched(page, address)
    watched.open("/admin/login/")
    watched.send("/admin/login/", username=ALL, password=ALL)
    sign_in(watched)
    watched.open("/admin/claims/claim/1/settle/?" + quote(ALL))
    watched.send("/admin/sources/publisher/add/", csrfmiddlewaretoken=ALL, name=ALL)
    assert watched.alarms == []
