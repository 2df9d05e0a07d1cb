"""What the page of a review shows: only what is public of its claim, and only verdicts up to the one it publishes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from claims.models import Approval, ClaimReview, Evidence, Prediction, Verdict
from claims.newsstand import address, as_published, on_the_web
from claims.publication import json_ld
from claims.publication.json_ld import Profile
from claims.quoting import in_context
from claims.window_words import day_words, window_of


@dataclass(frozen=True, slots=True)
class Earlier:
    """A verdict that counted before the one that is published: its words, and since when it counted."""

    words: str
    counted_at: datetime


@dataclass(frozen=True, slots=True)
class Quoted:
    """A piece of evidence: `source` names where it stands, `url` leads there if it is on the web."""

    quote: str
    stance: str
    language: str
    source: str
    published_on: Any
    url: str


def review_page(review: ClaimReview, *, is_preview: bool = False) -> dict[str, Any]:
    """The context of a review's page, in the language that is active. Five queries, given `newsstand.find`'s row.

    A preview has neither address nor JSON-LD: nothing leads to it.
    """
    chain = _counted(review)
    (published,) = as_published([review]) if not is_preview else (None,)
    return {
        "review": review,
        "claim": review.claim,
        "rating": review.verdict.rating,
        "published": published,
        "json_ld": json_ld.in_html(json_ld.review(published, Profile.GOOGLE)) if published else "",
        "appearances": [_linked(appearance) for appearance in in_context(review.claim.appearances.public())],
        "evidence": _evidence(review),
        "decided_at": _counted_at(chain[-1]) if chain else None,
        "signed_by": _signed_by(chain[-1]) if chain and settings.PUBLIC_SIGNED else [],
        "earlier": [_earlier(verdict) for verdict in reversed(chain[:-1])],
        "others": _others(review),
        "is_outdated": review.is_outdated,
        "is_preview": is_preview,
        "newsroom": settings.NEWSROOM_NAME,
    } | _window(getattr(review.claim, "prediction", None))


def _window(prediction: Prediction | None) -> dict[str, str]:
    if prediction is None:
        return {"window": "", "horizon": ""}
    return {
        "window": window_of(prediction),
        "horizon": day_words(prediction.horizon) if prediction.horizon and not prediction.not_after else "",
    }


def _counted(review: ClaimReview) -> list[Verdict]:
    """The verdicts that counted, oldest first, to the one that is published. One query."""
    chain = (
        Verdict.objects.filter(claim=review.claim_id, pk__lte=review.verdict_id)
        .select_related("rating", "decided_by", "approval__by")
        .order_by("pk")
    )
    return [verdict for verdict in chain if not verdict.needs_approval or _approval(verdict)]


def _approval(verdict: Verdict) -> Approval | None:
    approval: Approval | None = getattr(verdict, "approval", None)
    return approval if approval and approval.act == Approval.Act.APPROVED else None


def _counted_at(verdict: Verdict) -> datetime:
    approval = _approval(verdict)
    return approval.recorded_at if approval else verdict.recorded_at


def _earlier(verdict: Verdict) -> Earlier:
    words = verdict.rating.alternate_name if verdict.rating else _("retracted")
    return Earlier(str(words), _counted_at(verdict))


def _signed_by(verdict: Verdict) -> list[str]:
    """Names of people as they are written; whoever has given none is not named by the name of their account."""
    approval = _approval(verdict)
    people: list[User] = [verdict.decided_by, *([approval.by] if approval else [])]
    return [name for person in people if (name := person.get_full_name())]


def _linked(appearance: Any) -> Any:
    appearance.url = on_the_web(appearance.version.document.url)
    return appearance


def _evidence(review: ClaimReview) -> list[Quoted]:
    rows = (
        Evidence.objects.public()
        .filter(verdicts=review.verdict_id)
        .select_related("version__document__publisher")
        .defer("version__text", "version__raw")
        .order_by("pk")
    )
    return [_quoted(piece) for piece in rows]


def _quoted(piece: Evidence) -> Quoted:
    stance = str(piece.get_stance_display())
    if piece.version is None:
        return Quoted(piece.quote, stance, "", piece.url, None, on_the_web(piece.url))
    document = piece.version.document
    source = " · ".join(filter(None, (document.headline, document.publisher.name)))
    return Quoted(piece.quote, stance, document.language, source, document.published_on, on_the_web(document.url))


def _others(review: ClaimReview) -> list[tuple[str, str, str]]:
    """Language, its own name, and address of what else is public of the claim. One query."""
    others = ClaimReview.objects.public().filter(claim=review.claim_id).exclude(pk=review.pk).order_by("language")
    return [(other.language, str(other.get_language_display()), address(other)) for other in others]
