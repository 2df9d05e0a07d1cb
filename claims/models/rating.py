from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class RatingScale(models.Model):
    """A set of ratings for one sort of claim: outcomes, commitments or statements of fact."""

    class Measures(models.TextChoices):
        OUTCOME = "outcome", _("outcome of a prediction")
        COMMITMENT = "commitment", _("keeping of a commitment")
        TRUTH = "truth", _("truth of a statement")

    slug = models.SlugField(_("slug"), unique=True)
    name = models.CharField(_("name"), max_length=100)
    measures = models.CharField(_("measures"), max_length=20, choices=Measures)

    class Meta:
        ordering = ["slug"]
        verbose_name = _("rating scale")
        verbose_name_plural = _("rating scales")

    def __str__(self) -> str:
        return self.name


class Rating(models.Model):
    """One step of a scale, in schema.org's terms; without `rating_value` it is shown in words only."""

    class NormalForm(models.TextChoices):
        TRUE = "true", _("true")
        MOSTLY_TRUE = "mostly_true", _("mostly true")
        MIXED = "mixed", _("mixed")
        MOSTLY_FALSE = "mostly_false", _("mostly false")
        FALSE = "false", _("false")
        UNDECIDED = "undecided", _("undecided")

    scale = models.ForeignKey(RatingScale, models.PROTECT, related_name="ratings", verbose_name=_("scale"))
    slug = models.SlugField(_("slug"), unique=True)
    alternate_name_en = models.CharField(_("words (English)"), max_length=100)
    alternate_name_fr = models.CharField(_("words (French)"), max_length=100)
    rating_value = models.SmallIntegerField(_("value"), null=True)
    worst_rating = models.SmallIntegerField(_("worst"), null=True)
    best_rating = models.SmallIntegerField(_("best"), null=True)
    normal_form = models.CharField(_("normal form"), max_length=20, choices=NormalForm)
    is_annulment = models.BooleanField(
        _("annuls"), default=False, help_text=_("Says that the condition never held, not how things turned out.")
    )
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        ordering = ["scale", "position"]
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    rating_value__isnull=True,
                    worst_rating__isnull=True,
                    best_rating__isnull=True,
                )
                | models.Q(
                    rating_value__gte=models.F("worst_rating"),
                    rating_value__lte=models.F("best_rating"),
                ),
                name="rating_value_between_worst_and_best",
            ),
        ]

    def __str__(self) -> str:
        return self.alternate_name

    @property
    def alternate_name(self) -> str:
        """The words in the reader's language."""
        return self.alternate_name_fr if (get_language() or "").startswith("fr") else self.alternate_name_en
