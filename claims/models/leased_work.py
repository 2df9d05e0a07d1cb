"""A row that holds work, with the lease of whoever does it; see claims.leasing."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class LeasedWork(models.Model):
    """Work that is taken under a lease with a token, done in one transaction, and tried three times."""

    class State(models.TextChoices):
        QUEUED = "queued", _("queued")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        QUARANTINED = "quarantined", _("in quarantine")

    state = models.CharField(_("state"), max_length=20, choices=State, default=State.QUEUED, db_default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, db_default=0)
    error = models.TextField(_("error"), blank=True, default="", db_default="")
    lease_token = models.UUIDField(_("lease token"), null=True, editable=False)
    leased_until = models.DateTimeField(_("leased until"), null=True, editable=False)
    created_at = models.DateTimeField(_("created at"), db_default=Now())
    finished_at = models.DateTimeField(_("finished at"), null=True)

    class Meta:
        abstract = True


UNFINISHED = models.Q(state__in=["queued", "running"])


def work_indexes(name: str) -> list[models.Index]:
    """The sweep's: unfinished rows by their turn; the register's: what needs a person, newest first."""
    by_turn = models.F("leased_until").asc(nulls_first=True)
    return [
        models.Index(by_turn, "id", name=f"{name}_unfinished", condition=UNFINISHED),
        models.Index(fields=["state", "-created_at"], name=f"{name}_by_state"),
    ]
