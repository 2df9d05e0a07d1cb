"""Reviews: what is published is approved, verbatim and frozen, and shown to nobody who may not see it."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from claims import editing, ledger, publishing, settling, withholding
from claims.models import Claim, ClaimReview, LedgerEntry
from claims.publishing import Wording
from claims.refusals import Refused
from claims.rules.transitions import Refusal
from sources.models import Document, DocumentVersion
from tests import cast
from tests.servers import Servers

WORDING = Wording(
    "Troops will cross the border before 20 February", "They came on the 24th", "No troops crossed by then."
)


@pytest.fixture
def by(db: None) -> User:
    return cast.edith()


@pytest.fixture
def claim(by: User) -> Claim:
    return editing.accept(cast.deadline(), by=by)


@pytest.fixture
def decided(claim: Claim, by: User) -> Claim:
    cast.settled(claim, by, "did-not-come-true")
    return claim


@pytest.fixture
def review(decided: Claim, by: User) -> ClaimReview:
    return publishing.draft(decided, "en", WORDING, by=by)


@pytest.fixture
def published(review: ClaimReview, by: User) -> ClaimReview:
    return publishing.publish(review, by=by)


def correct(claim: Claim, by: User) -> None:
    claim.refresh_from_db()
    cast.settled(claim, by, "came-true-partly", reason="A patrol had crossed.")


def test_a_claim_without_a_verdict_that_counts_has_no_review(claim: Claim, by: User) -> None:
    cast.proposed(claim, by, "did-not-come-true")
    with pytest.raises(Refused) as refused:
        publishing.draft(claim, "en", WORDING, by=by)
    assert refused.value.refusal is Refusal.NOT_DECIDED_YET


def test_the_rating_is_said_in_the_language_of_the_review(decided: Claim, by: User) -> None:
    assert publishing.draft(decided, "fr", WORDING, by=by).textual_rating == "Ne s’est pas avéré"


def test_a_draft_is_not_public(review: ClaimReview) -> None:
    assert not ClaimReview.objects.public().exists()


def test_what_is_published_is_public(published: ClaimReview) -> None:
    assert list(ClaimReview.objects.public()) == [published]


def test_a_claim_has_one_review_in_a_language(review: ClaimReview, by: User) -> None:
    with pytest.raises(ValidationError) as refused:
        publishing.draft(review.claim, "en", WORDING, by=by)
    assert list(refused.value.message_dict) == ["language"]


@pytest.mark.parametrize(
    ("wording", "field"),
    [
        (Wording("", "b", "c"), "claim_reviewed"),
        (Wording("a", "b" * 201, "c"), "headline"),
        (Wording("a", "b", "c\x00"), "summary"),
    ],
)
def test_words_that_cannot_be_are_refused_by_their_field(
    decided: Claim, by: User, wording: Wording, field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        publishing.draft(decided, "en", wording, by=by)
    assert list(refused.value.message_dict) == [field]


def test_a_language_that_nobody_reads_is_refused(decided: Claim, by: User) -> None:
    with pytest.raises(ValidationError) as refused:
        publishing.draft(decided, "de", WORDING, by=by)
    assert list(refused.value.message_dict) == ["language"]


def test_what_is_published_is_not_worded_anew(published: ClaimReview, by: User) -> None:
    with pytest.raises(Refused) as refused:
        publishing.word(published, WORDING, by=by)
    assert refused.value.refusal is Refusal.REVIEW_IS_PUBLISHED


@pytest.mark.parametrize("column", ["headline", "summary", "claim_reviewed", "textual_rating"])
def test_the_database_refuses_other_words_for_what_is_published(published: ClaimReview, column: str) -> None:
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        ClaimReview.objects.filter(pk=published.pk).update(**{column: "other words"})


def test_the_address_of_a_review_never_changes(review: ClaimReview) -> None:
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        ClaimReview.objects.update(slug="another")


def test_who_says_that_words_are_being_erased_cannot_change_them_either(published: ClaimReview) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('aver.erasing', 'yes', true)")
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            ClaimReview.objects.update(headline="other words")


def test_a_review_that_was_published_is_not_deleted(published: ClaimReview) -> None:
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        ClaimReview.objects.all().delete()


def test_a_paused_review_is_worded_anew_and_published_again(published: ClaimReview, by: User) -> None:
    first = published.published_at
    publishing.pause(published, reason="A misprint.", by=by)
    publishing.word(published, Wording("a", "Another headline", "c"), by=by)
    publishing.publish(published, by=by)
    assert (published.headline, published.published_at, published.state) == ("Another headline", first, "published")


def test_a_paused_review_is_not_public(published: ClaimReview, by: User) -> None:
    publishing.pause(published, reason="A misprint.", by=by)
    assert not ClaimReview.objects.public().exists()


def test_a_draft_cannot_be_paused(review: ClaimReview, by: User) -> None:
    with pytest.raises(Refused) as refused:
        publishing.pause(review, reason="A misprint.", by=by)
    assert refused.value.refusal is Refusal.REVIEW_NOT_PUBLISHED


def test_a_corrected_verdict_leaves_the_published_one_and_marks_it(published: ClaimReview, by: User) -> None:
    correct(published.claim, by)
    published.refresh_from_db()
    assert (list(ClaimReview.objects.public()), published.is_outdated) == ([published], True)
    assert list(ClaimReview.objects.outdated()) == [published]


def test_a_review_of_the_verdict_that_counts_is_not_outdated(published: ClaimReview) -> None:
    assert list(ClaimReview.objects.outdated()) == []


def test_a_retracted_verdict_marks_the_published_one(published: ClaimReview, by: User) -> None:
    claim = published.claim
    claim.refresh_from_db()
    settling.retract(claim, reason="A mistake.", by=by)
    settling.approve(claim, by=cast.rosa())
    assert list(ClaimReview.objects.outdated()) == [published]


def test_an_outdated_review_is_published_only_after_it_was_worded_anew(review: ClaimReview, by: User) -> None:
    correct(review.claim, by)
    review.refresh_from_db()
    with pytest.raises(Refused) as refused:
        publishing.publish(review, by=by)
    assert refused.value.refusal is Refusal.REVIEW_OUTDATED
    publishing.publish(publishing.word(review, WORDING, by=by), by=by)
    assert review.textual_rating == "Came true in part"


def test_a_decision_on_another_state_of_the_review_is_stale(review: ClaimReview, by: User) -> None:
    seen = ClaimReview.objects.get()
    publishing.publish(review, by=by)
    with pytest.raises(Refused) as refused:
        publishing.pause(seen, reason="A misprint.", by=by)
    assert refused.value.refusal is Refusal.STALE


def test_a_quotation_that_does_not_stand_in_its_text_is_not_published(review: ClaimReview, by: User) -> None:
    review.claim.appearances.update(quote="x" * len(cast.WOULD_CROSS))
    with pytest.raises(ValidationError) as refused:
        publishing.publish(review, by=by)
    assert list(refused.value.message_dict) == ["quote"]


@pytest.mark.parametrize("how", ["restricted", "withheld"])
def test_a_claim_said_only_where_nobody_outside_may_read_is_not_published(
    review: ClaimReview, by: User, how: str
) -> None:
    if how == "restricted":
        cast.restricted(DocumentVersion.objects.get())
    else:
        withholding.withhold(Document.objects.get(), reason="a court order", by=by)
    with pytest.raises(Refused) as refused:
        publishing.publish(review, by=by)
    assert refused.value.refusal is Refusal.NOTHING_TO_QUOTE


@pytest.mark.parametrize("how", ["restricted", "withheld document", "withheld claim"])
def test_a_published_review_is_gone_when_its_words_may_not_be_shown_any_more(
    published: ClaimReview, by: User, how: str
) -> None:
    if how == "restricted":
        cast.restricted(DocumentVersion.objects.get())
    else:
        withheld: dict[str, Any] = {"withheld document": Document.objects.get(), "withheld claim": Claim.objects.get()}
        withholding.withhold(withheld[how], reason="a court order", by=by)
    assert not ClaimReview.objects.public().exists()


def test_a_withdrawn_claim_is_not_published(published: ClaimReview) -> None:
    Claim.objects.update(withdrawn_at=cast.INVASION)
    assert not ClaimReview.objects.public().exists()


def test_each_act_is_entered_in_the_ledger(own_database: Servers) -> None:
    by = cast.edith()
    claim = editing.accept(cast.deadline(), by=by)
    cast.settled(claim, by, "did-not-come-true")
    review = publishing.publish(publishing.draft(claim, "en", WORDING, by=by), by=by)
    publishing.pause(review, reason="A misprint.", by=by)
    acts = LedgerEntry.objects.filter(object_table="claims_claimreview").order_by("seq").values_list("act", flat=True)
    assert list(acts) == ["draft review", "publish review", "pause review"]


def test_a_review_of_erased_words_is_emptied_and_shown_to_nobody(own_database: Servers) -> None:
    by = cast.edith()
    claim = editing.accept(cast.deadline(), by=by)
    cast.settled(claim, by, "did-not-come-true")
    review = publishing.publish(publishing.draft(claim, "en", WORDING, by=by), by=by)
    withholding.erase(DocumentVersion.objects.get(), reason="a court order", by=by)
    review.refresh_from_db()
    assert (review.state, set(review.headline + review.summary + review.claim_reviewed)) == ("paused", {"█"})
    assert list(ledger.faults()) == []
