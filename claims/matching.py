"""Finding claims that may say the same as a candidate: by the likeness of texts, claimants' names and windows."""

from typing import Any, cast

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Greatest

from claims.models import Claim, Claimant
from claims.querysets import ClaimQuerySet, Reader
from claims.vocabulary.windows import Window
from sources.wordsearch import containing, narrowed

LIKE_ENOUGH = 0.1


def likely_claims(
    text: str, claimant: str, *, reader: Reader, window: Window | None = None, at_most: int = 8
) -> ClaimQuerySet:
    """Standing claims the reader may see, likeliest first, annotated with `likeness` from 0 to 3.

    A third of it is the claim's text, a third the claimant's name, a third the same dates in the window (which is all
    that a translation has in common); without any of these in common a claim is not listed.
    """
    alike = Greatest(TrigramSimilarity("text", text), TrigramWordSimilarity(text, "text"))
    same_days = _same_days(window)
    # Each part by its own index; one WHERE with OR over two tables would compare all claims with all claimants.
    alike_somehow = Claim.objects.filter(text__trigram_similar=text).values("pk")
    alike_somehow = alike_somehow.union(
        Claim.objects.filter(text__trigram_word_similar=text).values("pk"),
        Claim.objects.filter(claimant__in=Claimant.objects.filter(name__iexact=claimant)).values("pk"),
        Claim.objects.filter(same_days).values("pk"),
    )
    likely: ClaimQuerySet = (
        Claim.objects.visible_to(reader)
        .filter(withdrawn_at__isnull=True, pk__in=alike_somehow)
        .annotate(
            likeness=alike
            + TrigramSimilarity("claimant__name", claimant)
            + Case(When(same_days, then=Value(1.0)), default=Value(0.0))
        )
        .filter(likeness__gte=LIKE_ENOUGH)
        .select_related("claimant", "prediction")
        .order_by(F("likeness").desc(), "-pk")[:at_most]
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
