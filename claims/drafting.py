"""The draft of a claim: what the machine read, corrected by the editor, and the rows that are made of it."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from claims.models import Candidate, Claim, Claimant, Prediction
from claims.rechecks import refuse_impossible_day, schedule
from claims.vocabulary.estimative import Probability
from claims.vocabulary.kinds import NARRATOR, Kind, ResolvesOn

WINDOW_FIELDS = ("operator", "not_before", "not_after")
LONGEST_NAME = 500


@dataclass(frozen=True, slots=True)
class Draft:
    """What a claim is to say, prefilled from its candidate and corrected by the editor. Days are both included."""

    text: str
    kind: Kind
    claimant: str
    claimant_kind: str = Claimant.Kind.ORGANIZATION
    operator: str = "none"
    not_before: date | None = None
    not_after: date | None = None
    precision: str = ""
    resolves_on: ResolvesOn = ResolvesOn.OCCURRENCE
    resolution_criteria: str = ""
    hedge: str = ""
    probability: Probability | None = None


def draft_of(candidate: Candidate) -> Draft:
    """The candidate as the machine read it; what the article itself says is the publisher's claim."""
    is_narrated = candidate.claimant == NARRATOR
    return Draft(
        text=" ".join(candidate.quote.split())[:1000],
        kind=Kind(candidate.kind),
        claimant=candidate.version.publisher.name if is_narrated else candidate.claimant[:LONGEST_NAME],
        operator=candidate.operator,
        not_before=candidate.not_before,
        not_after=candidate.not_after,
        precision=candidate.precision,
        resolves_on=ResolvesOn(candidate.resolves_on),
        hedge=candidate.hedge,
        probability=_probability_of(candidate),
    )


def _probability_of(candidate: Candidate) -> Probability | None:
    if candidate.probability_point is None or candidate.probability_low is None or candidate.probability_high is None:
        return None
    return Probability(
        low=candidate.probability_low,
        point=candidate.probability_point,
        high=candidate.probability_high,
        scale=candidate.estimative_scale,
    )


def claim_from(candidate: Candidate, draft: Draft) -> Claim:
    """The claim that the draft says, with its prediction where it looks forward. Raises ValidationError by field."""
    claim = Claim(
        text=" ".join(draft.text.split()),
        language=candidate.language,
        kind=draft.kind,
        claimant=_claimant(draft),
        claim_date=candidate.version.document.published_on,
    )
    claim.full_clean(exclude=["claimant"])
    claim.save()
    if draft.kind.looks_forward:
        _predict(claim, candidate, draft)
    return claim


def _claimant(draft: Draft) -> Claimant:
    name = " ".join(draft.claimant.split())
    if not name:
        raise ValidationError({"claimant": ValidationError(_("Say who claims it."), code="required")})
    known = Claimant.objects.filter(Q(name__iexact=name) | Q(aliases__contains=[name])).order_by("pk").first()
    if known:
        return known
    fresh = Claimant(name=name, kind=draft.claimant_kind)
    try:
        fresh.clean_fields()
    except ValidationError as error:
        raise ValidationError({"claimant": error.messages}) from error
    try:
        with transaction.atomic():
            fresh.save()
    except IntegrityError:  # another editor has just made the same
        return Claimant.objects.get(name__iexact=name)
    return fresh


def _predict(claim: Claim, candidate: Candidate, draft: Draft) -> Prediction:
    if draft.not_before and draft.not_after and draft.not_after < draft.not_before:
        raise ValidationError(
            {"not_after": ValidationError(_("The window ends before it begins."), code="window_out_of_order")}
        )
    for field in ("not_before", "not_after"):
        refuse_impossible_day(field, getattr(draft, field))
    is_machines = all(getattr(draft, name) == getattr(candidate, name) for name in WINDOW_FIELDS)
    likely = draft.probability
    prediction = Prediction(
        claim=claim,
        resolution_criteria=draft.resolution_criteria.strip(),
        time_text=candidate.time_text,
        operator=draft.operator,
        not_before=draft.not_before,
        not_after=draft.not_after,
        precision=draft.precision,
        time_zone=candidate.version.publisher.time_zone,
        window_set_by=Prediction.WindowSetBy.MACHINE if is_machines else Prediction.WindowSetBy.EDITOR,
        computed=candidate.computed if is_machines else "",
        computed_fr=candidate.computed_fr if is_machines else "",
        resolves_on=draft.resolves_on,
        hedge=draft.hedge.strip(),
        estimative_scale=likely.scale if likely else "",
        probability_low=likely.low if likely else None,
        probability_point=likely.point if likely else None,
        probability_high=likely.high if likely else None,
        condition=candidate.condition,
        condition_state=Prediction.ConditionState.OPEN if candidate.condition else Prediction.ConditionState.NONE,
    )
    schedule(prediction)
    prediction.full_clean(exclude=["claim"])
    prediction.save()
    return prediction
