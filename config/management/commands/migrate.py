from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.commands.migrate import Command as Migrate
from django.db import DEFAULT_DB_ALIAS, connections, transaction

from claims.models import AppendOnly, LedgerEntry, LedgerText
from claims.nearness import SLOWER, ensure_indexes
from claims.roles import ensure_groups
from config.roles import grant
from sources.models import DocumentVersion


class Command(Migrate):
    help = (
        "Migrate as the database's owner, then give the application role its grants and the groups their permissions."
    )

    def handle(self, *args: Any, **options: Any) -> str | None:
        if options["database"] == DEFAULT_DB_ALIAS and "owner" in settings.DATABASES:
            options["database"] = "owner"
        result: str | None = super().handle(*args, **options)
        alias = options["database"]
        if options["plan"] or options["check_unapplied"] or options["app_label"]:
            return result
        if alias == "owner" and settings.DATABASES["owner"]["USER"] != settings.DATABASES["default"]["USER"]:
            self._grant(alias)
        elif options["verbosity"]:
            self.stderr.write("One database role only: the application owns its history, so it is less protected.")
        ensure_groups(using=alias)
        if not ensure_indexes(alias) and options["verbosity"]:
            self.stderr.write(SLOWER)
        return result

    def _grant(self, alias: str) -> None:
        connection = connections[alias]
        append_only = [
            model._meta.db_table
            for model in apps.get_models()
            if issubclass(model, (AppendOnly, DocumentVersion)) and not model._meta.abstract
        ]
        with transaction.atomic(using=alias):
            connection.ensure_connection()
            grant(
                connection.connection,
                str(settings.DATABASES["default"]["USER"]),
                append_only=append_only,
                read_only=["django_migrations", *(model._meta.db_table for model in (LedgerEntry, LedgerText))],
                functions=["erase_version"],
            )
