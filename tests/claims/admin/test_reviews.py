"""Reviews at the desk: worded, previewed, published and paused on the page of their claim, and loud when outdated."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from claims import editing
from claims.admin.history_words import act_words
from claims.models import Claim, ClaimReview
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("public_site")]
WORDS = {"claim_reviewed": "Troops will cross", "headline": "None crossed", "summary": "They came later."}


@pytest.fixture
def publisher(edith: User) -> Client:
    """Paula, of the publishing editors, signed in."""
    paula = User.objects.create_user("paula", is_staff=True)
    paula.groups.add(Group.objects.get(name="publishing editors"))
    client = Client()
    client.force_login(paula)
    return client


@pytest.fixture
def claim(edith: User) -> Claim:
    claim = editing.accept(cast.deadline(), by=edith)
    cast.settled(claim, edith, "did-not-come-true")
    return claim


def address(claim: Claim, act: str, review: ClaimReview | None = None) -> str:
    on = f"review/{review.pk}/" if review else ""
    return f"/admin/claims/claim/{claim.pk}/{on}{act}/"


def page(client: Client, claim: Claim) -> str:
    return client.get(f"/admin/claims/claim/{claim.pk}/change/").content.decode()


def send(client: Client, claim: Claim, where: str, **typed: Any) -> Any:
    return client.post(where, {"revision": claim.revision, "seen": 0} | typed)


def test_the_form_starts_from_the_claim_and_its_rating(publisher: Client, claim: Claim) -> None:
    form = publisher.get(address(claim, "draft-review/en")).context["form"]
    assert form.initial["claim_reviewed"] == cast.WOULD_CROSS
    assert form.initial["headline"] == f"Did not come true: {cast.WOULD_CROSS}"


def test_in_another_language_it_starts_from_the_rating_alone(publisher: Client, claim: Claim) -> None:
    form = publisher.get(address(claim, "draft-review/fr")).context["form"]
    assert (form.initial["claim_reviewed"], form.initial["headline"]) == ("", "Ne s’est pas avéré : officials")


def test_a_language_that_nobody_reads_has_no_form(publisher: Client, claim: Claim) -> None:
    assert publisher.get(address(claim, "draft-review/de")).status_code == 404


def test_a_review_is_worded_published_and_paused(publisher: Client, claim: Claim) -> None:
    send(publisher, claim, address(claim, "draft-review/en"), **WORDS)
    review = ClaimReview.objects.get()
    states = [review.state]
    for act, typed in (("publish-review", {}), ("pause-review", {"reason": "A misprint."})):
        claim.refresh_from_db()
        send(publisher, claim, address(claim, act, review), **typed)
        review.refresh_from_db()
        states.append(review.state)
    assert states == ["unpublished", "published", "paused"]


def test_whoever_is_slower_than_a_new_verdict_is_shown_it_and_loses_no_word(
    publisher: Client, claim: Claim, edith: User
) -> None:
    seen = claim.revision
    cast.settled(claim, edith, "came-true-partly", reason="A patrol had crossed.")
    answer = publisher.post(address(claim, "draft-review/en"), {"revision": seen, "seen": 0} | WORDS)
    assert answer.status_code == 409
    assert "They came later." in answer.content.decode()
    assert not ClaimReview.objects.exists()


def test_a_form_without_words_says_what_is_missing(publisher: Client, claim: Claim) -> None:
    answer = send(publisher, claim, address(claim, "draft-review/en"), headline="None crossed")
    assert sorted(answer.context["form"].errors) == ["claim_reviewed", "summary"]


def test_an_outdated_draft_is_refused_in_words(publisher: Client, claim: Claim, edith: User) -> None:
    review = cast.drafted(claim, edith)
    cast.settled(claim, edith, "came-true-partly", reason="A patrol had crossed.")
    answer = send(publisher, claim, address(claim, "publish-review", review))
    assert "Word the review anew first." in answer.content.decode()


def test_an_outdated_review_is_loud_on_the_claim_the_list_and_the_home_page(
    publisher: Client, claim: Claim, edith: User
) -> None:
    cast.reviewed(claim, edith)
    pages = ["/admin/claims/claimreview/?outdated=yes", "/admin/"]
    before = [publisher.get(each).content.decode() for each in pages] + [page(publisher, claim)]
    cast.settled(claim, edith, "came-true-partly", reason="A patrol had crossed.")
    after = [publisher.get(each).content.decode() for each in pages] + [page(publisher, claim)]
    loud = ["outdated: another verdict counts", "None crossed by the 20th", "The published review is outdated."]
    assert [word in told for word, told in zip(loud, before, strict=True)] == [False, False, False]
    assert [word in told for word, told in zip(loud, after, strict=True)] == [True, True, True]


def test_the_page_leads_to_what_readers_see(publisher: Client, claim: Claim, edith: User) -> None:
    review = cast.reviewed(claim, edith)
    assert f'href="https://www.checks.example/reviews/{review.slug}/"' in page(publisher, claim)


def test_a_preview_shows_the_page_and_leads_nowhere(publisher: Client, claim: Claim, edith: User) -> None:
    review = cast.drafted(claim, edith)
    answer = publisher.get(f"/admin/claims/claimreview/{review.pk}/preview/")
    told = answer.content.decode()
    assert ("None crossed by the 20th" in told, "canonical" in told, "ld+json" in told) == (True, False, False)
    assert answer["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("act", ["draft-review", "publish-review", "word-review", "preview"])
def test_who_may_not_publish_is_offered_nothing(desk: Client, claim: Claim, edith: User, act: str) -> None:
    cast.drafted(claim, edith)
    told = page(desk, claim)
    assert ("None crossed by the 20th" in told, f"{act}/" in told) == (True, False)


def test_the_list_finds_a_review_by_words_of_its_claim(publisher: Client, claim: Claim, edith: User) -> None:
    cast.drafted(claim, edith)
    lists = [publisher.get("/admin/claims/claimreview/", {"q": words}) for words in ("troop", "tram")]
    found = {each.wsgi_request.GET["q"]: each.context["cl"].result_count for each in lists}
    assert found == {"troop": 1, "tram": 0}


def test_the_history_tells_the_acts_in_words() -> None:
    told = [act_words(f"{act} review") for act in ("draft", "word", "publish", "pause")]
    assert told == ["worded a review", "worded the review anew", "published the review", "paused the review"]
