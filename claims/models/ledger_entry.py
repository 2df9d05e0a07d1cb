from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.once_held import IS_BIRTH, NAMES_ANOTHER, THE_NAMED, LedgerEntryQuerySet


class LedgerEntry(models.Model):
    """One change of one row that matters editorially, written by the database at commit and chained to the one before.

    The application may only read it. `before` holds the columns that changed, `after` every column; free words stand in
    them as `sha256:…` (none as the empty string) and are kept in LedgerText. `hash` is the SHA-256, in hexadecimal, of
    the UTF-8 of PostgreSQL's text form of all other columns as one jsonb object, in UTC; `prev_hash` is the hash of
    entry `seq` − 1.
    """

    class Operation(models.TextChoices):
        FOUNDING = "founding", _("present when the ledger began")
        INSERT = "insert", _("added")
        UPDATE = "update", _("changed")
        DELETE = "delete", _("removed")

    seq = models.BigIntegerField(_("number"), primary_key=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    actor_id = models.BigIntegerField(
        _("user"), null=True, help_text=_("Null where the change was not made by a verb.")
    )
    actor = models.TextField(_("who"), blank=True)
    database_user = models.TextField(_("database user"))
    act = models.TextField(_("act"), blank=True, help_text=_("The verb; empty where the change was not made by one."))
    reason = models.TextField(_("reason"), blank=True, help_text=_("As the key of its words."))
    code_version = models.TextField(_("version of the code"), blank=True)
    operation = models.TextField(_("operation"), choices=Operation)
    object_table = models.TextField(_("table"))
    object_id = models.BigIntegerField(_("key"))
    claim_id = models.BigIntegerField(_("claim"), null=True, help_text=_("The claim that the row belongs to."))
    before = models.JSONField(_("before"), null=True)
    after = models.JSONField(_("after"), null=True)
    prev_hash = models.TextField(_("hash of the entry before"))
    hash = models.TextField(_("hash"))

    objects = LedgerEntryQuerySet.as_manager()

    class Meta:
        ordering = ["seq"]
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger")
        default_permissions = ("view",)
        indexes = [
            # The history of a claim with all that hangs on it, newest first.
            models.Index(
                fields=["claim_id", "-seq"], name="ledger_by_claim", condition=models.Q(claim_id__isnull=False)
            ),
            # The history of one row.
            models.Index(fields=["object_table", "object_id", "-seq"], name="ledger_by_object"),
            # A person's latest decisions.
            models.Index(fields=["actor_id", "-seq"], name="ledger_by_actor"),
            # As of an instant: which rows there were, newest first,
            models.Index(fields=["object_table", "object_id", "seq"], name="ledger_births", condition=IS_BIRTH),
            # those that name a document, a claimant, a topic, another claim,
            models.Index("object_table", THE_NAMED, name="ledger_by_the_named", condition=NAMES_ANOTHER),
            # and which entry was the last.
            models.Index(fields=["recorded_at"], name="ledger_by_instant"),
        ]

    def __str__(self) -> str:
        return f"{self.seq}: {self.act or self.operation} {self.object_table} {self.object_id}"


class LedgerText(models.Model):
    """Words to which ledger entries refer, once each; null where they were erased by law."""

    sha256 = models.TextField(primary_key=True, help_text="As entries name it: `sha256:` and 64 hexadecimal digits.")
    text = models.TextField(null=True)

    class Meta:
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.sha256
