"""Signing an act: the database writes the ledger of changes, and is told here who changes what, and why."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection, transaction

_SIGN = (
    "SELECT set_config('aver.actor_id', %s, true), set_config('aver.actor', %s, true),"
    " set_config('aver.act', %s, true), set_config('aver.reason', %s, true), set_config('aver.code_version', %s, true)"
)
_UNSIGNED = ["", "", "", "", ""]


@contextmanager
def signed(act: str, *, by: User | None, reason: str = "") -> Iterator[None]:
    """One transaction whose changes the ledger enters under this act, person and reason; `by` None: the machine.

    The triggers that write the ledger come with the migrations of claims. Inside a larger transaction, what was
    changed before and after is not signed: the entries due are written at once, and from then on the ledger is held
    until that transaction ends.
    """
    is_inner = connection.in_atomic_block
    with transaction.atomic():
        if is_inner:
            _write_entries()
        _sign([str(by.pk) if by else "", by.get_username() if by else "aver", act, reason, settings.CODE_VERSION])
        yield
        if is_inner:
            _write_entries()
            _sign(_UNSIGNED)


def _sign(values: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_SIGN, values)


def _write_entries() -> None:
    """Fire the deferred triggers that are called `ledger`, on whatever tables, and defer them again."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ledger IMMEDIATE; SET CONSTRAINTS ledger DEFERRED")
