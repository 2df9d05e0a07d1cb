"""Who may read which document: one rule a line."""

from typing import Any, Self

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, PermissionsMixin, User
from django.db import models


class DocumentQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User | AbstractBaseUser | AnonymousUser) -> Self:
        """Signed-in users read all that is not restricted; restricted documents are read by their groups.

        A withheld document is read only by those who may withhold one.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if getattr(user, "is_superuser", False):
            return self
        may_read_withheld = isinstance(user, PermissionsMixin) and user.has_perm("sources.withhold_document")
        open_to = self if may_read_withheld else self.filter(withheld_at__isnull=True)
        return open_to.filter(
            models.Q(access="newsroom")
            | models.Exists(
                self.model.groups.through.objects.filter(document=models.OuterRef("pk"), group__user=user.pk)
            )
        )

    def public(self) -> Self:
        """Those from which a published review may quote to anybody."""
        return self.filter(access="newsroom", withheld_at__isnull=True)
