"""Claims that wait on the queue, and a ledger that is up to date within a test's transaction."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.db import connection

from claims import editing, rechecks
from claims.clock import database_now
from claims.models import Claim
from sources.models import DocumentVersion
from tests import cast


def entered() -> None:
    """Have the ledger say now what it says when a transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ledger IMMEDIATE; SET CONSTRAINTS ledger DEFERRED")


def checked_fact(by: User, version: DocumentVersion | None = None) -> Claim:
    """A fact with a verdict that counts, looked at again every thirty days."""
    version = version or cast.warning("The bridge is open, officials said.")
    claim = editing.accept(cast.candidate(version, "The bridge is open", kind="factual"), by=by)
    cast.settled(claim, by, "true", resolution_criteria="")
    rechecks.set_cadence(claim, days=30, by=by)
    claim.refresh_from_db()
    return claim


def stale_fact(by: User, version: DocumentVersion | None = None) -> Claim:
    """The same, to be looked at again since yesterday."""
    claim = checked_fact(by, version)
    Claim.objects.filter(pk=claim.pk).update(look_at=database_now() - timedelta(days=1))
    claim.refresh_from_db()
    return claim
