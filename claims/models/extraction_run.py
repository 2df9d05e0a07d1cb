from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from sources.models import DocumentVersion


class ExtractionRun(models.Model):
    """One document version read by one pipeline version; it stands even where nothing was found."""

    class State(models.TextChoices):
        QUEUED = "queued", _("queued")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FOUND_NOTHING = "found_nothing", _("found nothing in a text with words")
        UNSUPPORTED_LANGUAGE = "unsupported_language", _("language not read")
        QUARANTINED = "quarantined", _("in quarantine")

    version = models.ForeignKey(
        DocumentVersion,
        models.PROTECT,
        related_name="runs",
        verbose_name=_("document version"),
    )
    pipeline_version = models.CharField(_("pipeline version"), max_length=40, blank=True)

    is_rereading = models.BooleanField(
        _("read again"),
        default=False,
        db_default=False,
        help_text=_("Filed for the archive; whatever is new goes first."),
    )
    state = models.CharField(_("state"), max_length=30, choices=State, default=State.QUEUED)
    language = models.CharField(_("language"), max_length=35, blank=True)
    candidate_count = models.PositiveIntegerField(_("candidates"), default=0)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.TextField(_("error"), blank=True)
    lease_token = models.UUIDField(_("lease token"), null=True, editable=False)
    leased_until = models.DateTimeField(_("leased until"), null=True, editable=False)
    created_at = models.DateTimeField(_("created at"), db_default=Now())
    finished_at = models.DateTimeField(_("finished at"), null=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("extraction run")
        verbose_name_plural = _("extraction runs")
        permissions = [("retry_extractionrun", "Can have quarantined documents read again")]
        indexes = [
            # The sweep: runs whose worker failed or may have died, by their turn, and runs queued, by their version.
            models.Index(
                models.F("leased_until").asc(nulls_first=True),
                "is_rereading",
                "version",
                name="run_unfinished",
                condition=models.Q(state__in=["queued", "running"]),
            ),
            # The register of work: what needs a person.
            models.Index(fields=["state", "-created_at"], name="run_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "pipeline_version"],
                name="run_once_a_pipeline_version",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} · {self.pipeline_version}"
