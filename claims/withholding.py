"""Withholding: what only administrators may read any more, and words that go because the law demands it."""

from typing import TypeVar

from django.contrib.auth.models import Group, User
from django.db import connection
from django.db.models.functions import Now

from claims.holding import touch
from claims.models import Claim
from claims.reasons import require_reason
from claims.refusals import refuse
from claims.rules.transitions import Refusal
from sources.models import Document, DocumentVersion
from sources.signing import signed

Withholdable = TypeVar("Withholdable", Claim, Document)


def withhold(what: Withholdable, *, reason: str, by: User) -> Withholdable:
    """Hide a document with all that is quoted from it, or a claim, from everybody but administrators."""
    require_reason(reason)
    with signed("withhold", by=by, reason=reason.strip()):
        held = _locked(what)
        refuse(Refusal.ALREADY_WITHHELD if held.withheld_at else None)
        held.withheld_at, held.withheld_because = Now(), reason.strip()
        _save(held)
    held.refresh_from_db()
    return held


def release(what: Withholdable, *, reason: str, by: User) -> Withholdable:
    """Show again what was withheld."""
    require_reason(reason)
    with signed("release", by=by, reason=reason.strip()):
        held = _locked(what)
        refuse(None if held.withheld_at else Refusal.NOT_WITHHELD)
        held.withheld_at, held.withheld_because = None, ""
        _save(held)
    return held


def readers_of(document: Document) -> set[int]:
    """Keys of the groups that read a restricted document; none where the whole newsroom does."""
    is_restricted = document.access == Document.Access.RESTRICTED
    return set(document.groups.values_list("pk", flat=True)) if is_restricted else set()


def restrict(document: Document, *, to: list[Group], reason: str, by: User, seen: set[int] | None = None) -> Document:
    """Say which groups read the document; an empty list opens it to the whole newsroom.

    `seen`: keys of the groups that read it when `by` looked. Raises Refused where others do now.
    """
    require_reason(reason)
    with signed("restrict", by=by, reason=reason.strip()):
        held = _locked(document)
        refuse(Refusal.STALE if seen is not None and readers_of(held) != seen else None)
        held.access = Document.Access.RESTRICTED if to else Document.Access.NEWSROOM
        held.save(update_fields=["access"])
        held.groups.set(to)
    return held


def erase(version: DocumentVersion, *, reason: str, by: User) -> DocumentVersion:
    """Take the words of a text out of the base: the text and every quotation of it become blocks of the same length.

    Hashes, lengths and places stay, so that the ledger can be verified and says *erased*. It cannot be undone.
    """
    require_reason(reason)
    with signed("erase", by=by, reason=reason.strip()), connection.cursor() as cursor:
        refuse(Refusal.ERASED if DocumentVersion.objects.get(pk=version.pk).erased_at else None)
        cursor.execute("SELECT erase_version(%s)", [version.pk])
    version.refresh_from_db()
    return version


def _locked(what: Withholdable) -> Withholdable:
    held: Withholdable = type(what)._default_manager.select_for_update(of=("self",), no_key=True).get(pk=what.pk)
    return held


def _save(held: Claim | Document) -> None:
    held.save(update_fields=["withheld_at", "withheld_because"])
    if isinstance(held, Claim):
        touch(held)
