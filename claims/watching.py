"""Who wants to hear of what, how they are told, and who is to see to a claim."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from claims.holding import deciding, touch
from claims.letters import MAY_DECIDE
from claims.models import Claim, Claimant, How, Notice, Preference, Watch
from sources.models import Publisher
from sources.storable import refuse_unstorable

LONGEST_NOTE = 500
Watchable = Claim | Claimant | Publisher
_FIELDS: dict[type[Watchable], str] = {Claim: "claim", Claimant: "claimant", Publisher: "publisher"}


def _named(what: Watchable) -> dict[str, Any]:
    return {_FIELDS[type(what)]: what}


def watch(what: Watchable, *, how: How, note: str = "", by: User) -> Watch:
    """Have `by` told of it from now on, or told otherwise. They may see it: who finds it for them has seen to that.

    Raises ValidationError naming the field. No editorial act: it is not in the ledger.
    """
    refuse_unstorable(note=note)
    if len(note.strip()) > LONGEST_NOTE:
        raise ValidationError({"note": ValidationError(_("Say it in at most 500 characters."), code="max_length")})
    chosen = {"how": how, "note": note.strip()}
    row, _is_new = Watch.objects.update_or_create(chosen, user=by, **_named(what))
    return row


def unwatch(what: Watchable, *, by: User) -> None:
    """Tell `by` no more of it; what they were told stays among their notices."""
    Watch.objects.filter(user=by, **_named(what)).delete()


def watch_of(what: Watchable, *, by: User) -> Watch | None:
    """How `by` watches it, if they do. One query."""
    return Watch.objects.filter(user=by, **_named(what)).first()


def assign(claim: Claim, to: User, *, by: User) -> Claim:
    """Give the claim to somebody who is to see to it; `claim` as the editor saw it.

    Raises Refused (stale, withdrawn), ValidationError where that person may not decide, or not see the claim.
    """
    with deciding("assign", claim, by=by) as held:
        if not (to.is_active and to.has_perm(MAY_DECIDE) and Claim.objects.visible_to(to).filter(pk=held.pk).exists()):
            message = _("Choose somebody who may give verdicts and may read this claim.")
            raise ValidationError({"to": ValidationError(message, code="may_not_decide")})
        _give(held, to)
    return held


def unassign(claim: Claim, *, by: User) -> Claim:
    """Take the claim from whom it is assigned to."""
    with deciding("unassign", claim, by=by) as held:
        _give(held, None)
    return held


def _give(claim: Claim, to: User | None) -> None:
    claim.assigned_to = to
    claim.save(update_fields=["assigned_to"])
    touch(claim)


def people_for(claim: Claim) -> list[User]:
    """Whom the claim may be assigned to, by name."""
    people = User.objects.with_perm(MAY_DECIDE, backend="django.contrib.auth.backends.ModelBackend")
    return [
        user
        for user in people.filter(is_active=True).order_by("username")
        if Claim.objects.visible_to(user).filter(pk=claim.pk).exists()
    ]


def choose_language(user: User, language: str) -> None:
    """The language of the user's letters, as they chose it for the desk."""
    Preference.objects.update_or_create(user=user, defaults={"language": language})


def choose(user: User, *, has_digest: bool, digest_hour: int, how_personal: How) -> Preference:
    """What is sent to the user, and when. Raises ValidationError for an hour that is none."""
    chosen, _is_new = Preference.objects.get_or_create(user=user)
    chosen.has_digest, chosen.digest_hour, chosen.how_personal = has_digest, digest_hour, how_personal
    chosen.clean_fields()
    chosen.save()
    return chosen


def see(notices: Iterable[Notice]) -> None:
    """Note that they were seen; the first time counts."""
    keys = [notice.pk for notice in notices]
    Notice.objects.filter(pk__in=keys, seen_at__isnull=True).update(seen_at=Now())


def see_all(user: User, *, up_to: datetime) -> int:
    """Note that all were seen that had been written by then. Returns how many were not."""
    return Notice.objects.filter(user=user, seen_at__isnull=True, told_at__lte=up_to).update(seen_at=Now())
