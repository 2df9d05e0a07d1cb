from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Cast, Lower, Upper
from django.utils.translation import gettext_lazy as _

from sources.wordsearch import word_indexes


class Claimant(models.Model):
    """Who vouches for claims: a person, an organization, or a role where no name was given."""

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        ORGANIZATION = "organization", _("organization")
        ROLE = "role", _("role")

    name = models.CharField(_("name"), max_length=500)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.ORGANIZATION)
    is_anonymous = models.BooleanField(_("anonymous"), default=False, help_text=_("Such as “a senior official”."))
    aliases = models.JSONField(_("aliases"), default=list, blank=True, help_text=_("A list of other names."))
    same_as = models.URLField(
        _("same as"),
        max_length=500,
        blank=True,
        help_text=_("A page that identifies them."),
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("claimant")
        verbose_name_plural = _("claimants")
        indexes = [
            # Autocomplete: names that contain what was typed.
            GinIndex(
                OpClass(Upper("name"), name="gin_trgm_ops"),
                name="claimant_name_trigrams",
            ),
            # The list, by name.
            models.Index(fields=["name", "-id"], name="claimant_by_name"),
            # Search.
            *word_indexes("name", name="claimant_words"),
            # Finding a claimant by another of their names, and by a part of it.
            GinIndex(
                OpClass(Upper(Cast("aliases", models.TextField())), name="gin_trgm_ops"), name="claimant_alias_trigrams"
            ),
            GinIndex(fields=["aliases"], name="claimant_aliases"),
        ]

        constraints = [
            models.UniqueConstraint(Lower("name"), name="claimant_name_once_whatever_its_case"),
        ]

    def __str__(self) -> str:
        return self.name
