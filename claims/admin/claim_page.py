"""All there is to read about one claim: where it appeared, what it predicts, how it was judged, who decided what."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.admin.evidence_page import sorted_evidence
from claims.admin.wording import reading_words, status_words, waiting_words
from claims.clock import database_now
from claims.models import (
    Approval,
    Candidate,
    CandidateDecision,
    Claim,
    Evidence,
    Prediction,
    Verdict,
    VerdictEvidence,
)
from claims.querysets import Reader
from claims.quoting import in_context
from claims.window_words import window_of
from sources.models import Document

LATEST_RECHECKS = 12


class Standing(TextChoices):
    """What became of a verdict."""

    COUNTS = "counts", _("counts")
    WAITS = "waits", _("waits for approval")
    SENT_BACK = "sent_back", _("sent back")
    APPROVED = "approved", _("approved")
    RETRACTED = "retracted", _("retracted")
    SUPERSEDED = "superseded", _("superseded")
    BETTERED = "bettered", _("never counted")


def claim_page(claim: Any, *, reader: Reader) -> dict[str, Any]:
    """The context of the claim's page; `claim` with its status. Five queries."""
    evidence = list(_evidence(claim, reader))
    readable = Document.objects.visible_to(reader)
    appearances = in_context(claim.appearances.filter(version__document__in=readable))
    return {
        "claim": claim,
        "status": status_words(claim.status),
        "appearances": [appearance for appearance in appearances if appearance.withdrawn_at is None],
        "withdrawn": [appearance for appearance in appearances if appearance.withdrawn_at],
        "verdicts": verdicts_of(claim, evidence),
        "has_evidence": bool(evidence),
        "decisions": _decisions(claim, reader),
    } | (_prediction(claim) | sorted_evidence(evidence))


def zone_of(claim: Claim) -> ZoneInfo:
    """In which its hours are given: the prediction's, else that of the publisher of its first appearance."""
    if hasattr(claim, "prediction"):
        return claim.prediction.zone
    first = claim.appearances.select_related("version__publisher").defer("version__text", "version__raw").first()
    return first.version.publisher.zone if first else ZoneInfo(timezone.get_default_timezone_name())


@dataclass(frozen=True, slots=True)
class Shown:
    """A verdict with where it stands, the pieces it rests on that the reader may see, and its approval if any."""

    verdict: Verdict
    standing: Standing
    evidence: list[Evidence]
    approval: Approval | None


def verdicts_of(claim: Claim, evidence: list[Evidence]) -> list[Shown]:
    """The whole chain, newest first; of `evidence`, each has what it rests on. Two queries."""
    verdicts = list(Verdict.objects.filter(claim=claim).select_related("rating", "decided_by", "approval__by"))
    for verdict in verdicts:
        verdict.claim = claim
    rests = set(VerdictEvidence.objects.filter(verdict__in=verdicts).values_list("verdict_id", "evidence_id"))
    retracted = {verdict.replaces_id for verdict in verdicts if verdict.is_retraction and _has_counted(verdict)}
    return [
        Shown(
            verdict,
            standing_of(verdict, is_retracted=verdict.pk in retracted),
            [piece for piece in evidence if (verdict.pk, piece.pk) in rests],
            getattr(verdict, "approval", None),
        )
        for verdict in verdicts
    ]


def standing_of(verdict: Verdict, *, is_retracted: bool) -> Standing:
    """What became of one verdict of the chain."""
    claim = verdict.claim
    if verdict.pk == claim.current_verdict_id:
        return Standing.COUNTS
    if verdict.pk == claim.proposed_verdict_id:
        return Standing.SENT_BACK if hasattr(verdict, "approval") else Standing.WAITS
    if verdict.is_retraction and _has_counted(verdict):
        return Standing.APPROVED
    if is_retracted:
        return Standing.RETRACTED
    return Standing.SUPERSEDED if _has_counted(verdict) else Standing.BETTERED


def _has_counted(verdict: Verdict) -> bool:
    approval: Approval | None = getattr(verdict, "approval", None)
    return not verdict.needs_approval or (approval is not None and approval.act == Approval.Act.APPROVED)


def _evidence(claim: Claim, reader: Reader) -> Any:
    return (
        Evidence.objects.visible_to(reader)
        .filter(claim=claim)
        .select_related("version__document__publisher", "added_by", "decided_by")
        .defer("version__text", "version__raw")
        .order_by("pk")
    )


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


def _decisions(claim: Claim, reader: Reader) -> Any:
    readable = Candidate.objects.visible_to(reader).filter(appearances__claim=claim)
    return (
        CandidateDecision.objects.filter(candidate__in=readable)
        .select_related("candidate", "decided_by", "claim")
        .order_by("-pk")
    )


def rechecks_of(claim: Claim) -> dict[str, Any]:
    """The latest looks that the calendar asked for, newest first, and a snooze that stands. At most two queries."""
    prediction: Prediction | None = getattr(claim, "prediction", None)
    if prediction is None and claim.recheck_every is None:
        return {"rechecks": []}
    until, zone = (prediction.snoozed_until, prediction.zone) if prediction else (claim.snoozed_until, None)
    is_over = until is None or until <= database_now().astimezone(zone or timezone.get_default_timezone()).date()
    return {
        "rechecks": list(claim.rechecks.order_by("-pk")[:LATEST_RECHECKS]),
        "snoozed_until": None if is_over else until,
    }
