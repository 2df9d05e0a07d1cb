"""Claim reviews: worded, published, paused. Each act is one transaction that holds the claim's row, then the review's.

A review publishes the verdict that counts when it is worded. Another verdict unpublishes nothing by itself.
The claim is as whoever acts saw it: where somebody has decided since, on it or on what hangs on it, the act is refused.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce, Now, Substr
from django.utils.translation import gettext as _
from django.utils.translation import override

from claims.holding import deciding, lock, touch
from claims.models import Claim, ClaimReview, Evidence, Verdict
from claims.reasons import require_reason
from claims.refusals import refuse
from claims.rules.transitions import Refusal
from sources.signing import signed
from sources.storable import refuse_unstorable

_LONGEST = {"claim_reviewed": 1000, "headline": 200}


@dataclass(frozen=True, slots=True)
class Wording:
    """What a review says, in its language."""

    claim_reviewed: str
    headline: str
    summary: str


def draft(claim: Claim, language: str, wording: Wording, *, by: User) -> ClaimReview:
    """A new review of the verdict that counts; nobody outside sees it until it is published.

    Raises Refused without such a verdict, ValidationError naming the field, also where there is a review already.
    """
    _refuse_language(language)
    _refuse_wording(wording)
    with deciding("draft review", claim, by=by) as held:
        if ClaimReview.objects.filter(claim=held, language=language).exists():
            message = _("There is a review in this language already.")
            raise ValidationError({"language": ValidationError(message, code="unique")})
        given = {**_words(wording), **_of_verdict(_counting(held), language)}
        review = ClaimReview.objects.create(claim=held, language=language, **given)
        touch(held)
    return review


def word(review: ClaimReview, wording: Wording, *, by: User) -> ClaimReview:
    """Say it otherwise, of the verdict that counts now. Refused while it is published."""
    _refuse_wording(wording)
    with _deciding("word review", review, by=by) as held:
        refuse(Refusal.REVIEW_IS_PUBLISHED if held.state == ClaimReview.State.PUBLISHED else None)
        given = {**_words(wording), **_of_verdict(_counting(held.claim), held.language)}
        ClaimReview.objects.filter(pk=held.pk).update(**given)
    return _afresh(review)


def publish(review: ClaimReview, *, by: User) -> ClaimReview:
    """Show it to everybody, or again after a pause.

    Raises Refused where its verdict does not count any more or nothing of it may be quoted, and ValidationError under
    `quote` where a quotation is not verbatim in its text.
    """
    with _deciding("publish review", review, by=by) as held:
        refuse(Refusal.REVIEW_IS_PUBLISHED if held.state == ClaimReview.State.PUBLISHED else None)
        refuse(Refusal.IS_WITHDRAWN if held.claim.withdrawn_at else None)
        refuse(Refusal.ALREADY_WITHHELD if held.claim.withheld_at else None)
        refuse(Refusal.REVIEW_OUTDATED if held.is_outdated else None)
        _refuse_lost_quotes(held)
        ClaimReview.objects.filter(pk=held.pk).update(
            state=ClaimReview.State.PUBLISHED,
            published_at=Coalesce(F("published_at"), Now()),
            modified_at=Now(),
            published_by=by,
        )
    return _afresh(review)


def pause(review: ClaimReview, *, reason: str, by: User) -> ClaimReview:
    """Take it from the readers' sight until it is published again."""
    require_reason(reason)
    with _deciding("pause review", review, by=by, reason=reason) as held:
        refuse(None if held.state == ClaimReview.State.PUBLISHED else Refusal.REVIEW_NOT_PUBLISHED)
        ClaimReview.objects.filter(pk=held.pk).update(state=ClaimReview.State.PAUSED)
    return _afresh(review)


@contextmanager
def _deciding(act: str, review: ClaimReview, *, by: User, reason: str = "") -> Iterator[ClaimReview]:
    """The review's row, locked after its claim's, if nobody has decided on either since they were read."""
    with signed(act, by=by, reason=reason.strip()):
        claim = lock(review.claim_id)
        refuse(Refusal.STALE if claim.revision != review.claim.revision else None)
        held = ClaimReview.objects.select_for_update(of=("self",), no_key=True).get(pk=review.pk)
        refuse(Refusal.STALE if held.revision != review.revision else None)
        held.claim = claim
        yield held
        ClaimReview.objects.filter(pk=held.pk).update(revision=F("revision") + 1)
        touch(claim)


def _afresh(review: ClaimReview) -> ClaimReview:
    review.refresh_from_db()
    return review


def _counting(claim: Claim) -> Verdict:
    refuse(None if claim.current_verdict else Refusal.NOT_DECIDED_YET)
    assert claim.current_verdict is not None  # noqa: S101 (for the type checker)
    return claim.current_verdict


def _of_verdict(verdict: Verdict, language: str) -> dict[str, object]:
    with override(language):
        words = verdict.rating.alternate_name if verdict.rating else ""
    return {"verdict": verdict, "textual_rating": words}


def _words(wording: Wording) -> dict[str, str]:
    return {
        "claim_reviewed": wording.claim_reviewed.strip(),
        "headline": wording.headline.strip(),
        "summary": wording.summary.strip().replace("\r\n", "\n"),
    }


def _refuse_language(language: str) -> None:
    known = [code for code, _name in settings.LANGUAGES]
    if language not in known:
        message = _("Give one of %(known)s.") % {"known": ", ".join(known)}
        raise ValidationError({"language": ValidationError(message, code="invalid_choice")})


def _refuse_wording(wording: Wording) -> None:
    words = _words(wording)
    refuse_unstorable(**words)
    errors = {}
    for name, said in words.items():
        longest = _LONGEST.get(name)
        if not said:
            errors[name] = ValidationError(_("This field is required."), code="required")
        elif longest and len(said) > longest:
            message = _("Say it in at most %(longest)s characters.") % {"longest": longest}
            errors[name] = ValidationError(message, code="max_length")
    if errors:
        raise ValidationError(errors)


def _refuse_lost_quotes(review: ClaimReview) -> None:
    """What is to be shown stands verbatim in its texts, and there is something to show."""
    appearances = review.claim.appearances.public()
    refuse(None if appearances.exists() else Refusal.NOTHING_TO_QUOTE)
    evidence = Evidence.objects.public().filter(verdicts=review.verdict, version__isnull=False)
    for quoted in (appearances, evidence):
        lost = _not_verbatim(quoted).first()
        if lost is not None:
            message = _("“%(quote)s” does not stand so in its text.") % {"quote": lost.quote}
            raise ValidationError({"quote": ValidationError(message, code="not_verbatim")})


def _not_verbatim(quoted: QuerySet[Any]) -> QuerySet[Any]:
    says = Substr("version__text", F("start") + 1, F("end") - F("start"))
    found: QuerySet[Any] = quoted.annotate(says=says).exclude(says=F("quote"))
    return found
