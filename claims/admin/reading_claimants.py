"""Known claimants to offer while an editor types, by any of their names, accents aside."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Length

from claims.models import Claim, Claimant
from claims.querysets import Reader

AT_MOST = 12
LONGEST = 100


def known_to(reader: Reader) -> QuerySet[Any]:
    """Claimants of claims that the reader may see, and those of whom nothing is claimed yet."""
    claims = Claim.objects.filter(claimant=OuterRef("pk"))
    return Claimant.objects.filter(Exists(claims.visible_to(reader)) | ~Exists(claims))


def names_like(name: str, *, reader: Reader) -> list[str]:
    """Names that look like this one."""
    alike = known_to(reader).filter(name__trigram_word_similar=name[:LONGEST])
    return list(alike.values_list("name", flat=True).order_by("name")[:20])


def claimants_called(typed: str, *, reader: Reader) -> list[dict[str, Any]]:
    """Those with what was typed in their name or in another of their names; the shortest names first.

    `also` is that other name, where only it holds what was typed.
    """
    words = " ".join(typed.replace("\x00", "").split())[:LONGEST]
    if not words:
        return []
    in_name, in_alias = Q(name__unaccent__icontains=words), Q(other_names__unaccent__icontains=words)
    found = (
        known_to(reader)
        .annotate(other_names=Cast("aliases", TextField()), is_by_name=Exists(_named(in_name)))
        .filter(in_name | (in_alias & ~Q(aliases=Value("[]"))))
        .order_by(F("is_by_name").desc(), Length("name"), "name")[:AT_MOST]
    )
    return [_told(claimant) for claimant in found]


def _named(condition: Q) -> QuerySet[Any]:
    return Claimant.objects.filter(condition, pk=OuterRef("pk"))


def _told(claimant: Any) -> dict[str, Any]:
    also = "" if claimant.is_by_name else ", ".join(claimant.aliases)
    kind = str(claimant.get_kind_display())
    return {"name": claimant.name, "names": claimant.aliases, "kind": kind, "also": also}
