"""The editors' acts on candidates (propose, accept, attach, reject, reopen) and on how claims hang together."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import count

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models.functions import Now
from django.utils.text import slugify
from django.utils.translation import gettext as _

from claims.clock import database_now
from claims.drafting import Draft, claim_from, draft_of
from claims.extraction.language import detect
from claims.holding import lock, touch
from claims.models import (
    Appearance,
    Candidate,
    CandidateDecision,
    Claim,
    ClaimRelation,
    EvidenceSearch,
    Prediction,
    Topic,
    Verdict,
)
from claims.queueing import file_search
from claims.reasons import require_reason
from claims.refusals import refuse
from claims.rules import transitions
from claims.rules.transitions import Refusal
from claims.vocabulary.kinds import NARRATOR, AttributionKind, Evidentiality, Kind, ResolvesOn
from sources.models import DocumentVersion
from sources.signing import signed
from sources.storable import refuse_unstorable

# Relations that hold both ways, whichever claim is named first.
BOTH_WAYS = frozenset({ClaimRelation.Kind.SAME, ClaimRelation.Kind.TRANSLATION, ClaimRelation.Kind.CONTRADICTS})


def propose(
    version: DocumentVersion, start: int, end: int, *, quote: str, kind: Kind, claimant: str = NARRATOR, by: User
) -> Candidate:
    """Make `version.text[start:end]`, which must be `quote`, a pending candidate by hand. In code points."""
    refuse_unstorable(quote=quote, claimant=claimant)
    if not 0 <= start < end or version.text[start:end] != quote:
        message = _("The text does not say this at this place; select the passage again.")
        raise ValidationError({"quote": ValidationError(message, code="not_verbatim")})
    if not claimant.strip():
        raise ValidationError({"claimant": ValidationError(_("Say who claims it."), code="required")})
    refuse(Refusal.ERASED if version.erased_at else None)
    with signed("propose", by=by):
        return Candidate.objects.create(
            version=version,
            proposed_by=by,
            start=start,
            end=end,
            quote=quote,
            language=version.document.language or detect(quote),
            kind=kind,
            claimant=claimant.strip(),
            attribution_kind=AttributionKind.NARRATOR if claimant == NARRATOR else AttributionKind.INDIRECT,
            evidentiality=Evidentiality.ASSERTED,
            resolves_on=ResolvesOn.OCCURRENCE,
            check_worthiness=1.0,
            why=["selected by hand"],
        )


def accept(candidate: Candidate, draft: Draft | None = None, *, by: User) -> Claim:
    """Make the candidate a claim, with its first appearance and, if it looks forward, its prediction.

    Raises Refused where it is decided or an opinion, ValidationError naming the field of a draft that cannot be.
    """
    with _deciding("accept", candidate, by=by) as held:
        draft = draft or draft_of(held)
        refuse_unstorable(text=draft.text, claimant=draft.claimant, resolution_criteria=draft.resolution_criteria)
        refuse(transitions.refusal_to_accept(decision=held.decision, kind=draft.kind))
        _refuse_stale(held, candidate)
        refuse(Refusal.ERASED if held.version.erased_at else None)
        claim = claim_from(held, draft)
        _appear(claim, held)
        file_search(claim.pk, EvidenceSearch.Reason.ACCEPTED)
        _decide(held, CandidateDecision.Act.ACCEPTED, by=by, claim=claim)
    return claim


def attach(candidate: Candidate, *, to: Claim, by: User) -> Appearance:
    """Note that the candidate says a known claim again: a further appearance, no second claim.

    A withdrawn claim stands again by it.
    """
    with _deciding("attach", candidate, by=by) as held:
        # That the words appear here is a fact whatever the machine took them for, an opinion included.
        refuse(transitions.refusal_to_reject(decision=held.decision))
        _refuse_stale(held, candidate)
        refuse(Refusal.ERASED if held.version.erased_at else None)
        claim = lock(to.pk)
        refuse(Refusal.ALREADY_APPEARS if _stands(claim, held) else None)
        appearance = _appear(claim, held)
        if claim.withdrawn_at:
            _restore(claim)
        said_on = held.version.document.published_on
        if said_on and (claim.claim_date is None or said_on < claim.claim_date):
            claim.claim_date = said_on
            claim.save(update_fields=["claim_date"])
            # Documents between the two dates are later ones now.
            file_search(claim.pk, EvidenceSearch.Reason.REWORDED)
        touch(claim)
        _decide(held, CandidateDecision.Act.ATTACHED, by=by, claim=claim)
    return appearance


def reject(candidate: Candidate, *, reason: str, by: User) -> None:
    """Set the candidate aside; the reason is kept."""
    require_reason(reason)
    with _deciding("reject", candidate, by=by, reason=reason) as held:
        refuse(transitions.refusal_to_reject(decision=held.decision))
        _refuse_stale(held, candidate)
        _decide(held, CandidateDecision.Act.REJECTED, by=by, reason=reason)


def reopen(candidate: Candidate, *, reason: str, by: User) -> None:
    """Take a decision back. Its appearance is withdrawn; a claim left without one leaves the queues.

    Refused while a verdict counts on that claim.
    """
    require_reason(reason)
    with _deciding("reopen", candidate, by=by, reason=reason) as held:
        appearance = held.appearances.filter(withdrawn_at__isnull=True).first()
        claim = lock(appearance.claim_id) if appearance else None
        has_verdict = claim is not None and _has_verdict(claim)
        refuse(transitions.refusal_to_reopen(decision=held.decision, has_verdict=has_verdict))
        _refuse_stale(held, candidate)
        if appearance and claim:
            _withdraw(appearance, claim)
            touch(claim)
        _decide(held, CandidateDecision.Act.REOPENED, by=by, reason=reason)


def relate(claim: Claim, other: Claim, kind: ClaimRelation.Kind, *, by: User) -> ClaimRelation:
    """Say that the claims stand in this relation. It takes the place of an earlier *no*."""
    return _say_of_both(claim, other, kind, ClaimRelation.State.HELD, by=by)


def refuse_relation(
    claim: Claim, other: Claim, kind: ClaimRelation.Kind, *, reason: str = "", by: User
) -> ClaimRelation:
    """Say that they do not, so that nobody is asked again."""
    if reason.strip():
        require_reason(reason)
    return _say_of_both(claim, other, kind, ClaimRelation.State.REFUSED, by=by, reason=reason.strip())


def name_topic(name: str, *, by: User) -> Topic:
    """The topic of this name, whatever its case; made where there is none. Raises ValidationError naming the field."""
    words = " ".join(name.split())
    refuse_unstorable(name=words)
    known = Topic.objects.filter(name__iexact=words).first()
    if known:
        return known
    topic = Topic(name=words, slug=free_slug(words))
    topic.clean_fields()
    with signed("add", by=by):
        topic.save()
    return topic


def free_slug(name: str) -> str:
    """Of the name, its accents aside; numbered where another topic has it, or no letter of it can be written so."""
    wanted = slugify(name)[:90] or "topic"
    taken = set(Topic.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in count(2))
    return wanted if wanted not in taken else next(slug for slug in numbered if slug not in taken)


def sort_under(claims: Iterable[Claim], topics: Iterable[Topic], *, by: User) -> int:
    """Put the claims under these topics too, in one transaction. Returns how many claims were not under all of them."""
    added = list(topics)
    changed = 0
    with signed("sort under", by=by):
        for claim in Claim.objects.filter(pk__in=[each.pk for each in claims]).order_by("pk"):
            held = set(claim.topics.values_list("pk", flat=True))
            claim.topics.add(*added)
            changed += not held.issuperset(topic.pk for topic in added)
    return changed


def take_from_under(claims: Iterable[Claim], topics: Iterable[Topic], *, by: User) -> None:
    """Take the claims from under these topics."""
    removed = list(topics)
    with signed("take from under", by=by):
        for claim in claims:
            claim.topics.remove(*removed)


def _say_of_both(
    claim: Claim, other: Claim, kind: ClaimRelation.Kind, state: ClaimRelation.State, *, by: User, reason: str = ""
) -> ClaimRelation:
    if claim.pk == other.pk:
        message = _("Choose another claim: this one is related to itself already.")
        raise ValidationError({"other": ValidationError(message, code="same_claim")})
    one, two = sorted((claim, other), key=lambda each: each.pk) if kind in BOTH_WAYS else (claim, other)
    with signed("relate" if state == ClaimRelation.State.HELD else "refuse relation", by=by, reason=reason):
        for key in sorted((claim.pk, other.pk)):
            touch(lock(key))
        relation, _is_new = ClaimRelation.objects.update_or_create(
            claim=one,
            other=two,
            kind=kind,
            defaults={"state": state, "reason": reason, "decided_by": by, "decided_at": Now()},
        )
    relation.refresh_from_db()
    return relation


@contextmanager
def _deciding(act: str, candidate: Candidate, *, by: User, reason: str = "") -> Iterator[Candidate]:
    """One signed transaction with the candidate's row, locked. Afterwards `candidate` is as it was decided."""
    with signed(act, by=by, reason=reason.strip()):
        held: Candidate = (
            Candidate.objects.select_for_update(of=("self",), no_key=True)
            .select_related("version__document__publisher", "version__publisher")
            .defer("version__text", "version__raw")
            .get(pk=candidate.pk)
        )
        yield held
    candidate.decision, candidate.revision = held.decision, held.revision


def _refuse_stale(held: Candidate, seen: Candidate) -> None:
    refuse(Refusal.STALE if held.revision != seen.revision else None)


def _stands(claim: Claim, candidate: Candidate) -> bool:
    span = {"version": candidate.version_id, "start": candidate.start, "end": candidate.end}
    return claim.appearances.filter(**span, withdrawn_at__isnull=True).exists()


def _appear(claim: Claim, candidate: Candidate) -> Appearance:
    return Appearance.objects.create(
        claim=claim,
        version=candidate.version,
        start=candidate.start,
        end=candidate.end,
        quote=candidate.quote,
        candidate=candidate,
    )


def _has_verdict(claim: Claim) -> bool:
    """One that counts, or waits for a second person; one that was sent back holds nothing up."""
    if claim.current_verdict_id or claim.proposed_verdict_id is None:
        return claim.current_verdict_id is not None
    return Verdict.objects.filter(pk=claim.proposed_verdict_id, approval__isnull=True).exists()


def _restore(claim: Claim) -> None:
    """Stand again, from the appearance that is being added."""
    claim.withdrawn_at = claim.claim_date = None
    claim.save(update_fields=["withdrawn_at", "claim_date"])
    Prediction.objects.filter(claim=claim).update(awaits_outcome=claim.current_verdict_id is None)


def _withdraw(appearance: Appearance, claim: Claim) -> None:
    appearance.withdrawn_at = database_now()
    appearance.save(update_fields=["withdrawn_at"])
    standing = claim.appearances.filter(withdrawn_at__isnull=True).select_related("version__document__publisher")
    if not standing:
        Claim.objects.filter(pk=claim.pk).update(withdrawn_at=Now())
        Prediction.objects.filter(claim=claim).update(awaits_outcome=False)
        return
    said_on = [day for each in standing if (day := each.version.document.published_on)]
    Claim.objects.filter(pk=claim.pk).update(claim_date=min(said_on, default=None))


def _decide(
    candidate: Candidate,
    act: CandidateDecision.Act,
    *,
    by: User,
    claim: Claim | None = None,
    reason: str = "",
) -> None:
    CandidateDecision.objects.create(
        candidate=candidate,
        act=act,
        claim=claim,
        reason=reason.strip(),
        decided_by=by,
    )
    is_reopened = act == CandidateDecision.Act.REOPENED
    candidate.decision = Candidate.Decision.PENDING if is_reopened else Candidate.Decision(act)
    candidate.revision += 1
    candidate.save(update_fields=["decision", "revision"])
