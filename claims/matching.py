"""Finding claims that may say the same as a candidate: by the likeness of texts and of claimants' names."""

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db.models import F, Q
from django.db.models.functions import Greatest

from claims.models import Claim
from claims.querysets import ClaimQuerySet, Reader

LIKE_ENOUGH = 0.1


def likely_claims(text: str, claimant: str, *, reader: Reader, at_most: int = 8) -> ClaimQuerySet:
    """Standing claims the reader may see, likeliest first, annotated with `likeness` from 0 to 2.

    Half of the likeness is the claim's text, half the claimant's name; without either in common a claim is not listed.
    """
    alike = Greatest(TrigramSimilarity("text", text), TrigramWordSimilarity(text, "text"))
    likely: ClaimQuerySet = (
        Claim.objects.visible_to(reader)
        .filter(withdrawn_at__isnull=True)
        .filter(Q(text__trigram_similar=text) | Q(text__trigram_word_similar=text) | Q(claimant__name__iexact=claimant))
        .annotate(likeness=alike + TrigramSimilarity("claimant__name", claimant))
        .filter(likeness__gte=LIKE_ENOUGH)
        .select_related("claimant", "prediction")
        .order_by(F("likeness").desc(), "-pk")[:at_most]
    )
    return likely


def search(words: str, *, reader: Reader) -> ClaimQuerySet:
    """Claims whose text or claimant contains the words, upper or lower case alike."""
    found: ClaimQuerySet = Claim.objects.visible_to(reader).filter(
        Q(text__icontains=words) | Q(claimant__name__icontains=words)
    )
    return found
