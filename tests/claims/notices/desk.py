"""Rosa reviews and Rémi reads; both have an address. Commits are written to the ledger at once."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection

from claims import notices
from claims.clock import database_now
from claims.editing import accept
from claims.models import Claim, Notice
from tests import cast


def with_address(user: User) -> User:
    user.email = f"{user.username}@newsroom.example"
    user.save(update_fields=["email"])
    return user


def a_claim(by: User) -> Claim:
    """*Before the 20th*: due since the 21st of February 2022."""
    return accept(cast.deadline(), by=by)


def commit() -> None:
    """The ledger's entries are written at commit, which tests in a transaction never reach."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ledger IMMEDIATE; SET CONSTRAINTS ledger DEFERRED")


def tell() -> int:
    commit()
    return notices.tell()


def told(user: User) -> list[str]:
    """What the user was told, in order."""
    return list(Notice.objects.filter(user=user).order_by("happened_at", "entry").values_list("what", flat=True))


def at(hour: int) -> datetime:
    """Tomorrow at this hour by the newsroom's clock: all that tests do lies before it."""
    tomorrow = database_now().astimezone(ZoneInfo(settings.TIME_ZONE)) + timedelta(days=1)
    return tomorrow.replace(hour=hour, minute=0, second=0, microsecond=0)
