"""The sweep's own turn on a row, with the lease of whoever takes it: machinery, which the ledger leaves out."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TakesTurns(models.Model):
    """A row to which the sweep returns. Who sets `recheck_at` anew also ends a lease: what it was taken for is past."""

    recheck_at = models.DateTimeField(_("next re-check at"), null=True, editable=False)
    recheck_attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, db_default=0, editable=False)
    recheck_error = models.TextField(_("error"), blank=True, default="", db_default="", editable=False)
    lease_token = models.UUIDField(_("lease token"), null=True, editable=False)
    leased_until = models.DateTimeField(_("leased until"), null=True, editable=False)

    class Meta:
        abstract = True


MACHINERY = frozenset({"recheck_at", "recheck_attempts", "recheck_error", "lease_token", "leased_until"})
