from django.db import models


class AppendOnly(models.Model):
    """Rows of history. The database refuses UPDATE, DELETE and TRUNCATE (see the migrations that add the triggers)."""

    class Meta:
        abstract = True
