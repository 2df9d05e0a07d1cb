"""What tells a corrected row of a register from what it was."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from api.resources.readings import instant
from claims.correcting import values_of
from claims.models import Claimant, LedgerEntry, Topic
from sources.models import Publisher

Register = Claimant | Topic | Publisher


def version_of(row: Register) -> str:
    """Changes with anything that can be corrected."""
    return sha256(repr(sorted(values_of(row).items())).encode("utf-8", "backslashreplace")).hexdigest()[:16]


def latest_correction(row: Register) -> Mapping[str, Any] | None:
    """The newest entry of the ledger on the row: which act, by whom, when."""
    entries = LedgerEntry.objects.filter(object_table=row._meta.db_table, object_id=row.pk)
    entry = entries.order_by("-seq").first()
    return {"act": entry.act, "by": entry.actor, "at": instant(entry.recorded_at)} if entry else None
