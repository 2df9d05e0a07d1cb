"""All there is to read about one claim: where it appeared, what it predicts, how it was judged, who decided what."""

from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F, Value
from django.db.models.functions import Greatest, Least, Substr
from django.utils import timezone

from claims.admin.wording import reading_words, status_words, waiting_words, window_of
from claims.models import Appearance, Candidate, CandidateDecision, Claim, Verdict
from claims.querysets import Reader
from sources.models import Document

AROUND = 200
"""Code points of the article shown before and after a quote."""


def claim_page(claim: Any, *, reader: Reader) -> dict[str, Any]:
    """The context of the claim's page; `claim` with its status. Three queries."""
    appearances = [_in_whole_words(appearance) for appearance in _appearances(claim, reader)]
    return {
        "claim": claim,
        "status": status_words(claim.status),
        "appearances": [appearance for appearance in appearances if appearance.withdrawn_at is None],
        "withdrawn": [appearance for appearance in appearances if appearance.withdrawn_at],
        "verdicts": Verdict.objects.filter(claim=claim).select_related("rating", "decided_by"),
        "decisions": _decisions(claim, reader),
    } | _prediction(claim)


def zone_of(claim: Claim) -> ZoneInfo:
    """In which its hours are given: the prediction's, else that of the publisher of its first appearance."""
    if hasattr(claim, "prediction"):
        return claim.prediction.zone
    first = claim.appearances.select_related("version__publisher").defer("version__text", "version__raw").first()
    return first.version.publisher.zone if first else ZoneInfo(timezone.get_default_timezone_name())


def _prediction(claim: Claim) -> dict[str, Any]:
    prediction = getattr(claim, "prediction", None)
    if prediction is None:
        return {"prediction": None}
    return {
        "prediction": prediction,
        "window": window_of(prediction),
        "waiting": waiting_words(prediction),
        "reading": reading_words(prediction),
        "wants_horizon": prediction.awaits_outcome and prediction.not_after is None,
        "lacks_criteria": prediction.awaits_outcome and not prediction.resolution_criteria,
        "condition_is_open": prediction.awaits_outcome and prediction.condition_state == "open",
    }


def _appearances(claim: Claim, reader: Reader) -> Any:
    """With the words around the quote, cut by the database so that no long text travels."""
    before = Substr("version__text", Greatest(F("start") + 1 - AROUND, Value(1)), Least(F("start"), Value(AROUND)))
    return (
        Appearance.objects.filter(claim=claim, version__document__in=Document.objects.visible_to(reader))
        .select_related("version__document__publisher")
        .defer("version__text", "version__raw")
        .annotate(before=before, after=Substr("version__text", F("end") + 1, AROUND))
        .order_by(F("version__document__published_at").asc(nulls_last=True), "pk")
    )


def _in_whole_words(appearance: Any) -> Any:
    """Without the halves of words at which the context was cut."""
    if appearance.start > AROUND:
        appearance.before = "…" + appearance.before[appearance.before.find(" ") + 1 :]
    if len(appearance.after) == AROUND:
        appearance.after = appearance.after[: appearance.after.rfind(" ") + 1] + "…"
    return appearance


def _decisions(claim: Claim, reader: Reader) -> Any:
    readable = Candidate.objects.visible_to(reader).filter(appearances__claim=claim)
    return (
        CandidateDecision.objects.filter(candidate__in=readable)
        .select_related("candidate", "decided_by", "claim")
        .order_by("-pk")
    )
