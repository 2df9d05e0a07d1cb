from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models.choices import OPERATORS, PRECISIONS, RESOLVES_ON, choices
from claims.models.claim import Claim
from claims.models.turns import TakesTurns
from claims.querysets import PredictionQuerySet, window_day
from claims.rules.cadence import ended_at
from claims.vocabulary.kinds import ResolvesOn
from claims.vocabulary.windows import Operator, Window
from sources.models import validate_time_zone


class Prediction(TakesTurns):
    """What would have to happen, and by when, for one forward-looking claim to come true.

    `not_before` and `not_after` are whole days in `time_zone`, both included. The instants are stored because only
    events move them: they change when an editor or a fact changes them, never because time passes.
    """

    class WindowSetBy(models.TextChoices):
        MACHINE = "machine", _("machine")
        EDITOR = "editor", _("editor")

    class ConditionState(models.TextChoices):
        NONE = "", _("unconditional")
        OPEN = "open", _("open")
        HELD = "held", _("held")
        NEVER_HELD = "never_held", _("never held")

    claim = models.OneToOneField(Claim, models.PROTECT, related_name="prediction", verbose_name=_("claim"))
    resolution_criteria = models.TextField(
        _("resolution criteria"),
        blank=True,
        help_text=_("What would count as true, and what as false."),
    )
    time_text = models.TextField(_("time expression"), blank=True)
    operator = models.CharField(_("operator"), max_length=20, choices=choices(OPERATORS), default="none")
    not_before = models.DateField(_("not before"), null=True, blank=True, help_text=_("First day, included."))
    not_after = models.DateField(_("not after"), null=True, blank=True, help_text=_("Last day, included."))
    precision = models.CharField(_("precision"), max_length=20, choices=choices(PRECISIONS), blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, validators=[validate_time_zone])
    window_set_by = models.CharField(
        _("window set by"),
        max_length=10,
        choices=WindowSetBy,
        default=WindowSetBy.MACHINE,
    )
    computed = models.TextField(_("how the window was computed"), blank=True)
    computed_fr = models.TextField(
        _("how the window was computed, in French"),
        blank=True,
        default="",
        db_default="",
        help_text=_("Empty: read before there was one."),
    )
    horizon = models.DateField(
        _("horizon"),
        null=True,
        blank=True,
        help_text=_("For a window without end: the last day an editor gives it."),
    )
    horizon_set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("horizon set by"),
    )
    grace_days = models.PositiveSmallIntegerField(
        _("days of grace"),
        default=0,
        db_default=0,
        help_text=_("Days after the window before a verdict is owed."),
    )
    snoozed_until = models.DateField(
        _("snoozed until"),
        null=True,
        blank=True,
        help_text=_("Nobody is asked to look before this day. What is due is not hidden."),
    )
    resolves_on = models.CharField(_("resolves on"), max_length=20, choices=choices(RESOLVES_ON))
    hedge = models.TextField(_("hedge"), blank=True)
    estimative_scale = models.CharField(_("estimative scale"), max_length=40, blank=True)
    probability_low = models.FloatField(_("probability, low"), null=True, blank=True)
    probability_point = models.FloatField(_("probability"), null=True, blank=True)
    probability_high = models.FloatField(_("probability, high"), null=True, blank=True)
    condition = models.TextField(_("condition"), blank=True)
    condition_state = models.CharField(
        _("state of the condition"),
        max_length=20,
        choices=ConditionState,
        default=ConditionState.NONE,
        blank=True,
    )

    opens_at = models.DateTimeField(_("opens at"), null=True, editable=False)
    look_at = models.DateTimeField(_("look at"), null=True, editable=False)
    due_at = models.DateTimeField(_("due at"), null=True, editable=False)
    awaits_outcome = models.BooleanField(
        _("awaits its outcome"),
        default=True,
        editable=False,
        help_text=_("Neither settled nor withdrawn."),
    )

    objects = PredictionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("prediction")
        verbose_name_plural = _("predictions")
        permissions = [("set_horizon_prediction", "Can set horizons")]
        indexes = [
            # Status "due", and the queue: longest overdue first.
            models.Index(
                fields=["due_at"],
                name="prediction_due",
                condition=models.Q(awaits_outcome=True),
            ),
            # Status "look".
            models.Index(
                fields=["look_at"],
                name="prediction_look",
                condition=models.Q(awaits_outcome=True),
            ),
            # Status "on hold".
            models.Index(
                fields=["id"],
                name="prediction_on_hold",
                condition=models.Q(awaits_outcome=True, condition_state="open"),
            ),
            # Status "needs criteria".
            models.Index(
                fields=["id"],
                name="prediction_without_criteria",
                condition=models.Q(awaits_outcome=True, resolution_criteria=""),
            ),
            # Status "open" and "upcoming".
            models.Index(
                fields=["opens_at"],
                name="prediction_opens",
                condition=models.Q(awaits_outcome=True) & ~models.Q(resolution_criteria=""),
            ),
            # The home's timeline, and the filter by years and months: the last day, else the day on which it opens.
            models.Index(window_day(), "id", name="prediction_by_window"),
            # The sweep's next turn.
            models.Index(
                fields=["recheck_at"],
                name="prediction_recheck",
                condition=models.Q(awaits_outcome=True),
            ),
            # The register of work: turns that failed.
            models.Index(
                fields=["id"],
                name="prediction_turn_failed",
                condition=~models.Q(recheck_error=""),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(not_before__isnull=True)
                | models.Q(not_after__isnull=True)
                | models.Q(not_after__gte=models.F("not_before")),
                name="prediction_window_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(awaits_outcome=False) | models.Q(recheck_at__isnull=False),
                name="prediction_awaiting_has_a_next_turn",
            ),
        ]

    def __str__(self) -> str:
        return str(self.claim)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def window(self) -> Window:
        """As said, the horizon standing in for a missing end."""
        return Window(self.not_before, self.not_after or self.horizon)

    @property
    def ended_at(self) -> datetime | None:
        """When what it is about has ended, days of grace apart: what happened by then can be known from then on."""
        operator, resolves_on = Operator(self.operator), ResolvesOn(self.resolves_on)
        return ended_at(self.window, operator=operator, resolves_on=resolves_on, zone=self.zone)
