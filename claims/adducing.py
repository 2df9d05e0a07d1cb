"""Evidence: a passage of a stored document, or words quoted from a page outside, is adduced, accepted or rejected."""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, URLValidator
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from claims.holding import deciding, lock, touch
from claims.models import Claim, Evidence, Verdict
from claims.reasons import require_reason
from claims.refusals import refuse
from claims.rules.transitions import Refusal
from sources.models import DocumentVersion
from sources.signing import signed
from sources.storable import refuse_unstorable

LONGEST_NOTE = 500
TAKE_BACK = "take back evidence"
"""The act under which the ledger enters that a piece waits again."""

is_web_address = URLValidator(schemes=["http", "https"])
is_short_enough = MaxLengthValidator(2000)


def adduce_passage(
    claim: Claim,
    version: DocumentVersion,
    start: int,
    end: int,
    *,
    quote: str,
    stance: Evidence.Stance,
    note: str = "",
    by: User,
) -> Evidence:
    """Attach `version.text[start:end]`, which must be `quote`, as accepted evidence. Code points, end exclusive."""
    if not 0 <= start < end or version.text[start:end] != quote:
        raise ValidationError(
            {
                "quote": ValidationError(
                    _("The text does not say this at this place; select the passage again."), code="not_verbatim"
                )
            }
        )
    refuse(Refusal.ERASED if version.erased_at else None)
    return _adduce(claim, Evidence(version=version, start=start, end=end, quote=quote), stance, note, by)


def adduce_page(claim: Claim, url: str, *, quote: str, stance: Evidence.Stance, note: str = "", by: User) -> Evidence:
    """Attach words quoted from a page outside as accepted evidence; the page itself is not fetched."""
    try:
        is_web_address(url)
        is_short_enough(url)
    except ValidationError as error:
        message = _("Give a web address that begins with http:// or https://.")
        raise ValidationError({"url": ValidationError(message, code="invalid")}) from error
    if not quote.strip():
        raise ValidationError({"quote": ValidationError(_("Quote the words that count."), code="required")})
    return _adduce(claim, Evidence(url=url, quote=quote.strip()), stance, note, by)


def accept_evidence(evidence: Evidence, *, stance: Evidence.Stance | None = None, by: User) -> Evidence:
    """Say that a suggested piece bears on its claim, with the stance proposed for it or another."""
    return _decide(evidence, Evidence.State.ACCEPTED, by=by, stance=stance)


def reject_evidence(evidence: Evidence, *, reason: str, by: User) -> Evidence:
    """Set a piece aside, with the reason; refused while a verdict that counts or is proposed rests on it."""
    require_reason(reason)
    return _decide(evidence, Evidence.State.REJECTED, by=by, reason=reason.strip())


def take_back(evidence: Evidence, *, by: User) -> Evidence:
    """Have a piece that was accepted or rejected wait again; refused while a verdict rests on it."""
    return _decide(evidence, Evidence.State.SUGGESTED, by=by)


def _adduce(claim: Claim, evidence: Evidence, stance: Evidence.Stance, note: str, by: User) -> Evidence:
    refuse_unstorable(quote=evidence.quote, note=note)
    if len(note) > LONGEST_NOTE:
        raise ValidationError({"note": ValidationError(_("Say it in at most 500 characters."), code="max_length")})
    with deciding("adduce", claim, by=by) as held:
        place = {"version": evidence.version, "start": evidence.start, "end": evidence.end}
        refuse(Refusal.ALREADY_EVIDENCE if evidence.version and held.evidence.filter(**place).exists() else None)
        evidence.claim, evidence.stance, evidence.note = held, stance, note.strip()
        evidence.state, evidence.added_by, evidence.decided_by = Evidence.State.ACCEPTED, by, by
        evidence.decided_at = Now()
        evidence.save()
        touch(held)
    evidence.refresh_from_db()
    return evidence


_ACTS = {
    Evidence.State.ACCEPTED: "accept evidence",
    Evidence.State.REJECTED: "reject evidence",
    Evidence.State.SUGGESTED: TAKE_BACK,
}


def _decide(
    evidence: Evidence, state: Evidence.State, *, by: User, reason: str = "", stance: Evidence.Stance | None = None
) -> Evidence:
    is_decided = state != Evidence.State.SUGGESTED
    with signed(_ACTS[state], by=by, reason=reason):
        claim = lock(evidence.claim_id)
        held: Evidence = Evidence.objects.select_for_update(of=("self",), no_key=True).get(pk=evidence.pk)
        refuse(Refusal.STALE if held.state != evidence.state else None)
        is_so = Refusal.EVIDENCE_DECIDED if is_decided else Refusal.EVIDENCE_NOT_DECIDED
        refuse(is_so if held.state == state else None)
        standing = Verdict.objects.filter(pk__in=[claim.current_verdict_id, claim.proposed_verdict_id], evidence=held)
        refuse(Refusal.EVIDENCE_IN_USE if standing.exists() else None)
        held.state, held.reason, held.stance = state, reason, stance or held.stance
        held.decided_by, held.decided_at = (by, Now()) if is_decided else (None, None)
        held.save(update_fields=["state", "reason", "stance", "decided_by", "decided_at"])
        touch(claim)
    held.refresh_from_db()
    return held
