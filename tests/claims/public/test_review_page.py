"""The page of one review: what it shows, to whom, and what it never tells."""

import json
import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims import editing, publishing, withholding
from claims.adducing import adduce_passage
from claims.models import Appearance, Claim, ClaimReview, Evidence
from sources.models import Document
from tests import cast

pytestmark = pytest.mark.django_db


def page(client: Client, review: ClaimReview, **options: Any) -> Any:
    return client.get(f"/reviews/{review.slug}/", **options)


def words(answer: Any) -> str:
    return answer.content.decode()  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    "shown",
    [
        "None crossed by the 20th",
        "Did not come true",
        "Troops will cross",
        "They came later.",
        "Before Feb. 20, 2022",
        "The Harbour Desk",
        "Officials said that <mark>troops would cross the border before the 20th</mark>.",
        "troops crossed the border",
        "Russian troops cross the border in force.",
    ],
)
def test_a_reader_is_told(client: Client, review: ClaimReview, shown: str) -> None:
    assert shown in words(page(client, review))


@pytest.mark.parametrize("untold", ["edith", "rosa", "It began on the 24th."])
def test_what_is_of_the_desk_alone_is_not_told(client: Client, review: ClaimReview, untold: str) -> None:
    assert untold not in words(page(client, review))


def test_a_review_speaks_its_own_language_whatever_the_browser_prefers(
    client: Client, decided: Claim, by: User
) -> None:
    french = cast.reviewed(decided, by, "fr")
    answer = page(client, french, headers={"Accept-Language": "en"})
    assert answer["Content-Language"] == "fr"
    assert "Avant le 20 février 2022" in words(answer)


def test_reviews_of_one_claim_name_one_another(client: Client, review: ClaimReview, by: User) -> None:
    french = cast.reviewed(review.claim, by, "fr")
    link = f'<link rel="alternate" hreflang="fr" href="https://www.checks.example/reviews/{french.slug}/">'
    assert link in words(page(client, review))


def test_a_draft_in_another_language_is_not_named(client: Client, review: ClaimReview, by: User) -> None:
    draft = cast.drafted(review.claim, by, "fr")
    assert draft.slug not in words(page(client, review))


def test_its_own_address_is_told_whatever_host_was_asked(client: Client, review: ClaimReview) -> None:
    canonical = f'<link rel="canonical" href="https://www.checks.example/reviews/{review.slug}/">'
    assert canonical in words(page(client, review, headers={"Host": "127.0.0.1"}))


def test_programs_read_it_in_the_page(client: Client, review: ClaimReview) -> None:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', words(page(client, review)))
    assert found
    assert json.loads(found[1])["reviewRating"]["alternateName"] == "Did not come true"


def test_markup_in_the_words_is_shown_as_it_was_typed(client: Client, decided: Claim, by: User) -> None:
    hostile = cast.reviewed(decided, by, word='</script><img src=x onerror=alert(1)>"')
    assert "<img" not in words(page(client, hostile))


def test_a_correction_says_what_was_decided_before(client: Client, review: ClaimReview, by: User) -> None:
    claim = review.claim
    cast.settled(claim, by, "came-true-partly", reason="A patrol had crossed, said a secret source.")
    publishing.pause(ClaimReview.objects.get(), reason="Corrected.", by=by)
    publishing.word(again := ClaimReview.objects.get(), publishing.Wording("a", "b", "c"), by=by)
    publishing.publish(again, by=by)
    told = words(page(client, again))
    assert "<s>Did not come true</s>" in told
    assert "secret source" not in told


def test_a_verdict_that_was_sent_back_is_no_earlier_verdict(client: Client, decided: Claim, by: User) -> None:
    assert "<s>" not in words(page(client, cast.reviewed(decided, by)))


def test_an_outdated_review_says_so_and_tells_no_word_of_the_newer_verdict(
    client: Client, review: ClaimReview, by: User
) -> None:
    cast.settled(review.claim, by, "came-true-partly", reason="A patrol had crossed.")
    told = words(page(client, review))
    assert "This verdict is being revised." in told
    assert ("Came true in part" in told, "<s>" in told) == (False, False)


def test_a_verdict_that_only_waits_is_not_told(client: Client, review: ClaimReview, by: User) -> None:
    cast.proposed(review.claim, by, "came-true-partly", reason="A patrol had crossed.")
    assert "revised" not in words(page(client, review))


def test_people_are_named_where_the_newsroom_signs(
    client: Client, review: ClaimReview, by: User, settings: Any
) -> None:
    settings.PUBLIC_SIGNED = True
    User.objects.filter(pk=by.pk).update(first_name="Edith", last_name="Wharf")
    told = words(page(client, review))
    assert "Signed: Edith Wharf." in told
    assert "rosa" not in told


def test_evidence_from_a_restricted_text_is_left_out(client: Client, by: User) -> None:
    claim = editing.accept(cast.deadline(), by=by)
    other = cast.warning("A secret dispatch said so.", cast.agence())
    adduce_passage(claim, other, 0, 8, quote="A secret", stance=Evidence.Stance.REFUTES, by=by)
    cast.settled(claim, by, "did-not-come-true")
    review = cast.reviewed(claim, by)
    assert "A secret" in words(page(client, review))
    cast.restricted(other)
    assert "A secret" not in words(page(client, review))


def test_an_address_that_is_none_of_the_web_is_no_link(client: Client, review: ClaimReview) -> None:
    Document.objects.update(url="javascript:alert(1)")
    assert "javascript:" not in words(page(client, review))


NOWHERE = "/reviews/2222222222/"


def hidden(how: str, review: ClaimReview, by: User) -> None:
    match how:
        case "paused":
            publishing.pause(review, reason="A misprint.", by=by)
        case "withheld claim":
            withholding.withhold(Claim.objects.get(), reason="a court order", by=by)
        case "withheld document":
            withholding.withhold(Document.objects.get(), reason="a court order", by=by)
        case "restricted":
            cast.restricted(Appearance.objects.get().version)
        case "withdrawn":
            Claim.objects.update(withdrawn_at=cast.INVASION)


HIDDEN = ["paused", "withheld claim", "withheld document", "restricted", "withdrawn"]


@pytest.mark.parametrize("suffix", ["/", ".json"])
@pytest.mark.parametrize("how", HIDDEN)
def test_what_is_not_public_is_answered_as_what_never_was(
    client: Client, review: ClaimReview, by: User, how: str, suffix: str
) -> None:
    hidden(how, review, by)
    answer, nothing = client.get(f"/reviews/{review.slug}{suffix}"), client.get(NOWHERE)
    assert (answer.status_code, answer.content, answer.headers) == (404, nothing.content, nothing.headers)


@pytest.mark.parametrize("suffix", ["/", ".json"])
@pytest.mark.parametrize("how", [*HIDDEN, "draft"])
def test_what_is_not_public_asks_the_same_as_what_never_was(
    client: Client, decided: Claim, by: User, how: str, suffix: str
) -> None:
    """So neither the answer nor its time tells them apart."""
    review = cast.drafted(decided, by) if how == "draft" else cast.reviewed(decided, by)
    hidden(how, review, by)
    asked, nothing = (statements(client, slug, suffix) for slug in (review.slug, "bcdfghjkmn"))
    assert (asked, len(asked)) == (nothing, 1)


def statements(client: Client, slug: str, suffix: str) -> list[str]:
    """What is asked of the database for an address, whatever the address."""
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/reviews/{slug}{suffix}")
    return [query["sql"].replace(slug, "SLUG") for query in asked]


def test_a_draft_is_nowhere_even_for_whoever_wrote_it(client: Client, decided: Claim, by: User) -> None:
    client.force_login(by)
    assert page(client, cast.drafted(decided, by)).status_code == 404


def test_a_page_costs_at_most_eight_queries(
    client: Client, review: ClaimReview, by: User, django_assert_max_num_queries: Any
) -> None:
    claim = review.claim
    for number in range(3):
        version = cast.warning(f"Again: troops would cross the border before the 20th, {number}.", cast.agence())
        editing.attach(cast.deadline(version), to=claim, by=by)
    cast.reviewed(claim, by, "fr")
    with django_assert_max_num_queries(8):
        assert page(client, review).status_code == 200


def test_a_page_is_kept_for_a_minute_and_asked_for_again_by_its_etag(client: Client, review: ClaimReview) -> None:
    first = page(client, review)
    assert first["Cache-Control"] == "public, max-age=60"
    assert "Cookie" not in first["Vary"]
    assert page(client, review, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_what_has_become_outdated_is_not_taken_for_unchanged(client: Client, review: ClaimReview, by: User) -> None:
    first = page(client, review)
    cast.settled(review.claim, by, "came-true-partly", reason="A patrol had crossed.")
    assert page(client, review, headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("path", ["", "feed.atom", "feed.json", "{slug}/", "{slug}.json"])
def test_nothing_is_there_where_the_site_is_off(client: Client, review: ClaimReview, settings: Any, path: str) -> None:
    settings.PUBLIC_SITE = False
    assert client.get("/reviews/" + path.format(slug=review.slug)).status_code == 404


@pytest.mark.parametrize("path", ["", "feed.atom", "feed.json", "{slug}/", "{slug}.json"])
def test_public_pages_are_only_read(client: Client, review: ClaimReview, path: str) -> None:
    assert client.post("/reviews/" + path.format(slug=review.slug)).status_code == 405
