"""The registers: claimants, topics and publishers are added and corrected, and never deleted."""

from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from claims.models import Claimant, Topic
from claims.refusals import refuse
from claims.rules.transitions import Refusal
from sources.models import Publisher
from sources.signing import signed
from sources.storable import refuse_unstorable

Kept = TypeVar("Kept", Claimant, Topic, Publisher)


def register(row: Kept, *, by: User) -> Kept:
    """Add the row. Raises ValidationError naming the field."""
    _refuse_unfit(row)
    with signed("add", by=by):
        row.save(force_insert=True)
    return row


def correct(row: Kept, *, by: User, **values: Any) -> Kept:
    """Write these values into the row; `row` is as the editor saw it. What refers to it goes on doing so.

    Raises Refused where somebody has corrected it since, ValidationError naming the field.
    """
    with signed("correct", by=by):
        held: Kept = type(row)._default_manager.select_for_update(of=("self",), no_key=True).get(pk=row.pk)
        refuse(Refusal.STALE if values_of(held) != values_of(row) else None)
        for name, value in values.items():
            setattr(held, name, value)
        _refuse_unfit(held)
        held.save(update_fields=list(values))
    return held


def values_of(row: Claimant | Topic | Publisher) -> dict[str, Any]:
    """What stands in the row, by column."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def _refuse_unfit(row: Kept) -> None:
    words = {name: value for name, value in values_of(row).items() if isinstance(value, str)}
    refuse_unstorable(**words)
    refuse_unstorable(aliases=" ".join(row.aliases)) if isinstance(row, Claimant) else None
    row.full_clean(validate_constraints=False)
    if not isinstance(row, Publisher):
        namesakes = type(row)._default_manager.filter(name__iexact=row.name).exclude(pk=row.pk)
        if namesakes.exists():
            message = _("There is one of this name already.")
            raise ValidationError({"name": ValidationError(message, code="unique")})
