"""Verdicts: given, approved or sent back by a second person, corrected, retracted; and the condition of a prediction.

Each act is one transaction that holds the claim's row. `claim` is the claim as the editor saw it: where somebody has
decided since, the act is refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from claims.clock import database_now
from claims.holding import deciding, prediction_of
from claims.models import Approval, Claim, Evidence, Prediction, Rating, Verdict
from claims.reasons import require_reason
from claims.rechecks import schedule_fact
from claims.refusals import refuse
from claims.rules import transitions
from claims.rules.transitions import Refusal
from claims.vocabulary.kinds import Kind, ResolvesOn
from sources.storable import refuse_unstorable


@dataclass(frozen=True, slots=True)
class Finding:
    """How a claim turned out, why, and since when the world knows. `evidence`: accepted pieces of the same claim.

    `resolution_criteria` fills criteria that are still missing; `reason` says why a verdict that counts is corrected.
    """

    rating: Rating
    rationale: str
    known_at: datetime
    evidence: Sequence[Evidence] = ()
    certainty: Verdict.Certainty = Verdict.Certainty.AT_THE_END
    resolution_criteria: str = ""
    reason: str = ""


def settle(claim: Claim, finding: Finding, *, by: User) -> Verdict:
    """Give a verdict. It counts once a second person approves it, or at once where four eyes are switched off.

    Raises Refused (stale, withdrawn, too early, wrong scale, criteria or evidence missing, condition) or
    ValidationError naming the field.
    """
    _refuse_unsaid(finding)
    with deciding("settle", claim, by=by, reason=finding.reason) as held:
        if held.current_verdict_id:
            require_reason(finding.reason)
        _refuse_impossible_instant(held, finding.known_at)
        refuse(Refusal.WRONG_SCALE if finding.rating.scale.measures != transitions.scale_for(Kind(held.kind)) else None)
        _refuse_unfit_evidence(held, finding)
        criteria = _criteria_for(held, finding)
        return _give(held, finding, criteria, by=by)


def retract(claim: Claim, *, reason: str, by: User) -> Verdict:
    """Take back the verdict that counts: a newer one without rating. The claim is unresolved again once it counts."""
    require_reason(reason)
    with deciding("retract", claim, by=by, reason=reason) as held:
        refuse(None if held.current_verdict_id else Refusal.NOTHING_COUNTS)
        verdict = Verdict.objects.create(
            claim=held,
            known_at=database_now(),
            rationale=reason.strip(),
            reason=reason.strip(),
            needs_approval=settings.FOUR_EYES,
            decided_by=by,
            replaces=_newest(held),
        )
        _propose_or_count(held, verdict)
    return verdict


def approve(claim: Claim, *, comment: str = "", by: User) -> Approval:
    """Let the proposed verdict count. Refused to its author, here and by the database.

    Refused too where the window or the condition has moved since, so that it could not be given any more.
    """
    return _answer(claim, Approval.Act.APPROVED, comment=comment, by=by)


def send_back(claim: Claim, *, comment: str, by: User) -> Approval:
    """Ask the author for a better verdict; what counted before goes on counting."""
    require_reason(comment, field="comment")
    return _answer(claim, Approval.Act.SENT_BACK, comment=comment, by=by)


def judge_condition(claim: Claim, *, held: bool, rationale: str, known_at: datetime, by: User) -> Prediction:
    """Say whether the condition held. That it never did is a verdict, *annulled*, and like any other takes two."""
    if not rationale.strip():
        raise ValidationError({"rationale": ValidationError(_("Say why, with what is known."), code="required")})
    refuse_unstorable(rationale=rationale)
    with deciding("judge condition", claim, by=by, reason=rationale) as current:
        prediction = prediction_of(current)
        if prediction is None or prediction.condition_state == Prediction.ConditionState.NONE:
            refuse(Refusal.NO_CONDITION)
        assert prediction is not None  # noqa: S101 (for the type checker)
        refuse(Refusal.HAS_VERDICT if current.current_verdict_id else None)
        _refuse_impossible_instant(current, known_at)
        if held:
            prediction.condition_state = Prediction.ConditionState.HELD
            prediction.save(update_fields=["condition_state"])
            _count_decision(current)
        else:
            annulled = Rating.objects.get(scale__measures=transitions.scale_for(Kind(current.kind)), is_annulment=True)
            finding = Finding(rating=annulled, rationale=rationale.strip(), known_at=known_at)
            _give(current, finding, prediction.resolution_criteria, by=by)
    prediction.refresh_from_db()
    return prediction


def word_criteria(claim: Claim, criteria: str, *, reason: str = "", by: User) -> Prediction:
    """Write what would count as true and as false; once the window has opened, changing it needs a reason."""
    refuse_unstorable(resolution_criteria=criteria, reason=reason)
    if not criteria.strip():
        message = _("Write what would count as true, and what as false.")
        raise ValidationError({"resolution_criteria": ValidationError(message, code="required")})
    with deciding("word criteria", claim, by=by, reason=reason) as held:
        prediction = prediction_of(held)
        if prediction is None:
            message = _("A statement of fact has no resolution criteria.")
            raise ValidationError({"resolution_criteria": ValidationError(message, code="not_a_prediction")})
        has_opened = prediction.opens_at is None or prediction.opens_at <= database_now()
        if prediction.resolution_criteria and has_opened:
            require_reason(reason)
        prediction.resolution_criteria = criteria.strip()
        prediction.save(update_fields=["resolution_criteria"])
        _count_decision(held)
    return prediction


def _refuse_unsaid(finding: Finding) -> None:
    if not finding.rationale.strip():
        raise ValidationError({"rationale": ValidationError(_("Say why, with what is known."), code="required")})
    refuse_unstorable(rationale=finding.rationale, resolution_criteria=finding.resolution_criteria)
    if finding.reason:
        require_reason(finding.reason)


def _refuse_impossible_instant(claim: Claim, known_at: datetime) -> None:
    if known_at > database_now():
        message = _("This instant lies in the future.")
        raise ValidationError({"known_at": ValidationError(message, code="in_the_future")})
    prediction = Prediction.objects.filter(claim=claim).first()
    if prediction is None or claim.claim_date is None:
        return
    if known_at < datetime.combine(claim.claim_date, time.min, prediction.zone):
        message = _("This lies before the claim was made, on %(day)s.") % {"day": claim.claim_date}
        raise ValidationError({"known_at": ValidationError(message, code="before_the_claim")})


def _refuse_unfit_evidence(claim: Claim, finding: Finding) -> None:
    keys = {piece.pk for piece in finding.evidence}
    if Evidence.objects.accepted().filter(claim=claim, pk__in=keys).count() != len(keys):
        message = _("Choose accepted pieces of evidence on this claim.")
        raise ValidationError({"evidence": ValidationError(message, code="not_accepted")})
    normal_form = finding.rating.normal_form
    refuse(
        transitions.refusal_without_evidence(normal_form=normal_form, certainty=finding.certainty, accepted=len(keys))
    )


def _criteria_for(claim: Claim, finding: Finding) -> str:
    """The criteria on which a prediction is settled, filled in where they were missing; empty for a fact."""
    prediction = prediction_of(claim)
    if prediction is None:
        refuse(Refusal.CERTAINTY_DOES_NOT_FIT if finding.certainty else None)
        return ""
    _refuse_unfit_rating(prediction, finding.rating, certainty=finding.certainty, known_at=finding.known_at)
    if not prediction.resolution_criteria:
        prediction.resolution_criteria = finding.resolution_criteria.strip()
        refuse(None if prediction.resolution_criteria else Refusal.NEEDS_CRITERIA)
        prediction.save(update_fields=["resolution_criteria"])
    return prediction.resolution_criteria


def _refuse_unfit_rating(prediction: Prediction, rating: Rating, *, certainty: str, known_at: datetime) -> None:
    refuse(transitions.refusal_to_annul(is_annulled=rating.is_annulment, condition_state=prediction.condition_state))
    refuse(
        transitions.refusal_of_rating(
            normal_form=rating.normal_form,
            certainty=certainty,
            resolves_on=ResolvesOn(prediction.resolves_on),
            opens_at=prediction.opens_at,
            due_at=prediction.ended_at,
            known_at=known_at,
        )
    )


def _refuse_overtaken(claim: Claim, proposed: Verdict) -> None:
    """The window or the condition may have moved since the verdict was proposed."""
    prediction = prediction_of(claim)
    if prediction and proposed.rating:
        _refuse_unfit_rating(prediction, proposed.rating, certainty=proposed.certainty, known_at=proposed.known_at)


def _give(claim: Claim, finding: Finding, criteria: str, *, by: User) -> Verdict:
    verdict = Verdict.objects.create(
        claim=claim,
        rating=finding.rating,
        known_at=finding.known_at,
        rationale=finding.rationale.strip(),
        certainty=finding.certainty,
        resolution_criteria=criteria,
        # That something can no longer happen is a judgement: it is never one person's alone.
        needs_approval=settings.FOUR_EYES or bool(finding.certainty),
        decided_by=by,
        replaces=_newest(claim),
        reason=finding.reason.strip(),
    )
    verdict.evidence.set(finding.evidence)
    _propose_or_count(claim, verdict)
    return verdict


def _newest(claim: Claim) -> Verdict | None:
    return claim.verdicts.filter(replaced_by__isnull=True).first()


def _propose_or_count(claim: Claim, verdict: Verdict) -> None:
    if verdict.needs_approval:
        claim.proposed_verdict = verdict
        _count_decision(claim)
    else:
        _let_count(claim, verdict)


def _answer(claim: Claim, act: Approval.Act, *, comment: str, by: User) -> Approval:
    refuse_unstorable(comment=comment)
    with deciding(str(act.value).replace("_", " "), claim, by=by, reason=comment) as held:
        proposed = held.proposed_verdict
        refuse(
            transitions.refusal_to_approve(
                is_proposed=proposed is not None,
                has_been_answered=Approval.objects.filter(verdict=proposed).exists() if proposed else False,
                is_own=proposed is not None and proposed.decided_by_id == by.pk,
            )
        )
        assert proposed is not None  # noqa: S101 (for the type checker)
        if act == Approval.Act.APPROVED:
            _refuse_overtaken(held, proposed)
        approval = Approval(verdict=proposed, act=act, comment=comment.strip(), by=by)
        approval.clean_fields(exclude=["verdict", "recorded_at"])
        approval.save()
        if act == Approval.Act.APPROVED:
            _let_count(held, proposed)
        else:
            _count_decision(held)
    return approval


def _let_count(claim: Claim, verdict: Verdict) -> None:
    claim.current_verdict = None if verdict.is_retraction else verdict
    claim.proposed_verdict = None
    prediction = prediction_of(claim)
    if prediction is not None:
        prediction.awaits_outcome = verdict.is_retraction
        prediction.condition_state = _condition_under(verdict, prediction)
        prediction.save(update_fields=["awaits_outcome", "condition_state"])
    else:
        claim.snoozed_until = None
        schedule_fact(claim)
        claim.save()
    _count_decision(claim)


def _condition_under(verdict: Verdict, prediction: Prediction) -> str:
    """A condition never held as long as the verdict that says so counts, and is open again without it."""
    states = Prediction.ConditionState
    if verdict.rating and verdict.rating.is_annulment and prediction.condition_state == states.OPEN:
        return states.NEVER_HELD
    if prediction.condition_state == states.NEVER_HELD and not (verdict.rating and verdict.rating.is_annulment):
        return states.OPEN
    return prediction.condition_state


def _count_decision(claim: Claim) -> None:
    claim.revision += 1
    claim.save(update_fields=["revision", "current_verdict", "proposed_verdict"])
