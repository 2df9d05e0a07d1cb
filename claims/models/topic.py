from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class Topic(models.Model):
    """One subject by which a newsroom sorts its claims, such as *Ukraine* or *budget 2027*."""

    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("slug"), max_length=100, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            models.UniqueConstraint(Lower("name"), name="topic_name_once_whatever_its_case"),
        ]

    def __str__(self) -> str:
        return self.name
