from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class CountedUpTo(models.Model):
    """The one row that says up to which entry of the ledger the records have been kept."""

    seq = models.BigIntegerField(_("number"), default=0)
    moved_at = models.DateTimeField(_("moved at"), db_default=Now())

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="counted_up_to_is_one_row")]

    def __str__(self) -> str:
        return str(self.seq)
