"""Finding claims: those that may say the same as a candidate, whatever the language, and those that have some words."""

import logging
from contextlib import suppress
from datetime import date
from typing import Any, cast

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.core.exceptions import EmptyResultSet
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Greatest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.comparing.sameness import Likeness, compare
from claims.comparing.statement import Statement, read
from claims.encoding import NoEncoder, Vectors, encode, from_bytes
from claims.extraction.language import detect
from claims.models import Claim, Claimant
from claims.querysets import ClaimQuerySet, Reader
from claims.recall import claims_like, rarity
from claims.vocabulary.windows import Window
from sources.languages import primary_subtag
from sources.wordsearch import containing, narrowed

logger = logging.getLogger(__name__)

LIKE_ENOUGH = 0.2
"""Below it, what only meaning or words have brought up is not shown: of the open pairs of one claim 2 in a hundred, and
of those of two all but one for each claim."""

ALIKE_IN_LETTERS = 0.1
"""The same where letters and names are all that is compared."""

OF_ONE_CLAIMANT = OF_THE_SAME_DAYS = 30
COMPARED = 80
"""Claims that are read and compared, those with the nearest meaning first."""

ENCODED = 20
"""Claims so new that their meaning is not kept yet, and is read for the comparison."""


DIFFERENCES: dict[str, str | Promise] = {
    "other number": _("another number"),
    "other days": _("other days"),
    "other sign": _("one says what the other denies"),
    "other place": _("another place"),
    "other name": _("another name"),
    "other matter": _("worded alike, but of something else"),
}
"""What `claims.comparing.sameness` finds to tell two claims apart."""


def likely_claims(
    text: str,
    claimant: str,
    *,
    reader: Reader,
    window: Window | None = None,
    language: str = "",
    at_most: int = 8,
) -> list[Claim]:
    """Standing claims the reader may see that may say the same in whatever language, likeliest first; two queries.

    Found by meaning, rare words, the claimant's name and the days of the window; ordered by what comparing them says.
    Where the encoder cannot be loaded, by the likeness of letters, names and days.
    """
    try:
        compared = likenesses(text, claimant, reader=reader, window=window, language=language)
    except NoEncoder as error:
        logger.warning("Claims are matched by their letters, as there is no encoder: %s", error)
        return list(_alike_in_letters(text, claimant, reader=reader, window=window)[:at_most])
    return [claim for claim, _likeness in compared[:at_most]]


def likenesses(
    text: str, claimant: str, *, reader: Reader, window: Window | None = None, language: str = ""
) -> list[tuple[Claim, Likeness]]:
    """The same with what each comparison says: its score (0 to 1), whether it is strong, and why. Raises NoEncoder."""
    meaning = encode([text])[0]
    seen = Claim.objects.visible_to(reader).filter(
        withdrawn_at__isnull=True, pk__in=_any_of(claims_like(text, meaning), _of_claimant(claimant), _of_days(window))
    )
    found = list(seen.select_related("claimant", "prediction", "meaning"))
    cosines = _cosines(meaning, found)
    found.sort(key=lambda claim: (-cosines.get(claim.pk, 0.0), -claim.pk))
    said = _statement(text, language, [claimant], window=window)
    rare = rarity()
    compared = [
        (claim, compare(said, _statement_of(claim), cosine=cosines.get(claim.pk, 0.0), rarity=rare))
        for claim in found[:COMPARED]
    ]
    shown = [
        (claim, like) for claim, like in compared if like.score >= LIKE_ENOUGH or _is_beside(claim, claimant, window)
    ]
    return sorted(shown, key=lambda pair: (-pair[1].score, -pair[0].pk))


def _any_of(raw: tuple[str, list[Any]], *queries: QuerySet[Claim, Any]) -> RawSQL:
    """The keys that any of these finds; one that cannot find any has no SQL."""
    parts = [raw]
    for each in queries:
        with suppress(EmptyResultSet):
            sql, parameters = each.query.sql_with_params()
            parts.append((sql, list(parameters)))
    joined = " UNION ".join(f"SELECT * FROM ({sql}) AS part_{place}" for place, (sql, _parameters) in enumerate(parts))  # noqa: S608 (of the ORM)
    return RawSQL(joined, [each for _sql, parameters in parts for each in parameters])  # noqa: S611 (of our own making)


def _cosines(meaning: Vectors, claims: list[Claim]) -> dict[int, float]:
    """How near each is; of those whose meaning is not kept yet, a few are read now."""
    kept = [claim for claim in claims if hasattr(claim, "meaning")]
    known = from_bytes(claim.meaning.meaning for claim in kept) @ meaning
    new = [claim for claim in claims if not hasattr(claim, "meaning")][:ENCODED]
    read_now = encode([claim.text for claim in new]) @ meaning
    nearness = zip([*kept, *new], [*known.tolist(), *read_now.tolist()], strict=True)
    return {claim.pk: cosine for claim, cosine in nearness}


def _statement(
    text: str, language: str, names: list[str], *, window: Window | None, said_on: date | None = None
) -> Statement:
    its = primary_subtag(language) or detect(text)
    return read(text, language=its, said_on=said_on, names=names, window=window)


def _statement_of(claim: Claim) -> Statement:
    names = [claim.claimant.name, *claim.claimant.aliases]
    its = getattr(claim, "prediction", None)
    window = its.window if its else None
    return _statement(claim.text, claim.language, names, window=window, said_on=claim.claim_date)


def _is_beside(claim: Claim, claimant: str, window: Window | None) -> bool:
    """Whether it is of the same claimant or of the same days, and so shown whatever it says."""
    if claim.claimant.name.lower() == claimant.lower():
        return True
    its = getattr(claim, "prediction", None)
    has_days = window is not None and (window.not_before or window.not_after)
    return bool(its and has_days and Window(its.not_before, its.not_after) == window)


def _of_claimant(name: str) -> QuerySet[Claim, Any]:
    its = Claim.objects.filter(claimant__in=Claimant.objects.filter(name__iexact=name))
    return its.order_by("-pk").values("pk")[:OF_ONE_CLAIMANT]


def _of_days(window: Window | None) -> QuerySet[Claim, Any]:
    return Claim.objects.filter(_same_days(window)).order_by("-pk").values("pk")[:OF_THE_SAME_DAYS]


def _alike_in_letters(text: str, claimant: str, *, reader: Reader, window: Window | None) -> ClaimQuerySet:
    """A third is the claim's text, a third the claimant's name, a third the same dates in the window."""
    alike = Greatest(TrigramSimilarity("text", text), TrigramWordSimilarity(text, "text"))
    same_days = _same_days(window)
    # Each part by its own index; one WHERE with OR over two tables would compare all claims with all claimants.
    alike_somehow = Claim.objects.filter(text__trigram_similar=text).values("pk")
    alike_somehow = alike_somehow.union(
        Claim.objects.filter(text__trigram_word_similar=text).values("pk"),
        _of_claimant(claimant),
        _of_days(window),
    )
    likely: ClaimQuerySet = (
        Claim.objects.visible_to(reader)
        .filter(withdrawn_at__isnull=True, pk__in=alike_somehow)
        .annotate(
            likeness=alike
            + TrigramSimilarity("claimant__name", claimant)
            + Case(When(same_days, then=Value(1.0)), default=Value(0.0))
        )
        .filter(likeness__gte=ALIKE_IN_LETTERS)
        .select_related("claimant", "prediction")
        .order_by(F("likeness").desc(), "-pk")
    )
    return likely


def _same_days(window: Window | None) -> Q:
    if window is None or (window.not_before is None and window.not_after is None):
        return Q(prediction__pk__in=[])
    return Q(prediction__not_before=window.not_before, prediction__not_after=window.not_after)


def search(words: str, *, reader: Reader, among: QuerySet[Claim] | None = None) -> ClaimQuerySet:
    """Claims whose text or claimant has all the words, or words that begin so; accents and inflection aside.

    Of those the reader may see, or of `among`, which are such.
    """
    by_text = containing(Claim.objects.all(), "text", words).values("pk")
    by_claimant = Claim.objects.filter(claimant__in=containing(Claimant.objects.all(), "name", words)).values("pk")
    found: Any = narrowed(
        Claim.objects.visible_to(reader) if among is None else among, by_text.union(by_claimant, all=True)
    )
    return cast(ClaimQuerySet, found)


def named_like(words: str, *, among: QuerySet[Claimant]) -> QuerySet[Claimant]:
    """The claimants one of whose names has all the words, or words that begin so."""
    by_name = containing(Claimant.objects.all(), "name", words).values("pk")
    by_part = Claimant.objects.filter(name__icontains=words).values("pk")
    by_alias = Claimant.objects.filter(aliases__icontains=words).values("pk")
    return narrowed(among, by_name.union(by_part, by_alias, all=True))
