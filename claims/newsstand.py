"""What readers outside find: public reviews, one by one, page by page and by their words.

Every face reads through here, and nothing is found here but by `ClaimReviewQuerySet.public`.
"""

import base64
import binascii
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.dateparse import parse_datetime

from claims.models import Appearance, Claimant, ClaimReview, Rating
from claims.publication.published import Author, Outlet, Published, Words, Work
from claims.querysets import ClaimReviewQuerySet
from sources.wordsearch import containing, narrowed

LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Asked:
    """Which reviews somebody looks for: `words` of what was claimed or of who claimed it; empty or None asks nothing.

    `since`: claimed or reviewed on that instant or later.
    """

    words: str = ""
    language: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ends: what comes after it was published before `at`, or at that time under a lower key."""

    at: datetime
    key: int

    def __str__(self) -> str:
        return base64.urlsafe_b64encode(f"{self.at.isoformat()} {self.key}".encode()).decode().rstrip("=")

    @classmethod
    def read(cls, words: str) -> "Place | None":
        """What was written so; None for anything else."""
        try:
            plain = base64.b64decode(words + "=" * (-len(words) % 4), altchars=b"-_", validate=True).decode("ascii")
            at = parse_datetime(plain.partition(" ")[0])
        except (binascii.Error, ValueError):
            return None
        key = plain.partition(" ")[2]
        if at is None or at.tzinfo is None or not (key.isdigit() and len(key) < 20 and int(key) <= LARGEST):
            return None
        return cls(at, int(key))

    @classmethod
    def of(cls, review: ClaimReview) -> "Place":
        assert review.modified_at is not None  # noqa: S101 (for the type checker: it is published)
        return cls(review.modified_at, review.pk)


def outlet() -> Outlet:
    """The newsroom, as settings name it."""
    host = urlsplit(settings.PUBLIC_URL).hostname or ""
    return Outlet(settings.NEWSROOM_NAME, f"{settings.PUBLIC_URL}/", host.removeprefix("www."))


def address(review: ClaimReview) -> str:
    """Where everybody reads it."""
    return f"{settings.PUBLIC_URL}{reverse('reviews:review', args=[review.slug])}"


def on_the_web(url: str) -> str:
    """The address where it is one of the web; empty where it is none that a reader may be sent to."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.hostname else ""


def find(slug: str) -> ClaimReview | None:
    """The public review at this address, with its claim, claimant, prediction, verdict and rating. One query."""
    found: ClaimReview | None = _whole(ClaimReview.objects.public()).filter(slug=slug).first()
    return found


def reviews_asked(asked: Asked) -> ClaimReviewQuerySet:
    """The public reviews that fit, newest first. One query here where words are given, one where it is read."""
    found: Any = _whole(ClaimReview.objects.public()).order_by("-modified_at", "-pk")
    if asked.words.strip():
        found = narrowed(found, _with_words(asked.words))
    if asked.language:
        found = found.filter(language=asked.language)
    if asked.since:
        found = found.filter(Q(published_at__gte=asked.since) | Q(claim__claim_date__gte=asked.since.date()))
    return found  # type: ignore[no-any-return]  # narrowed keeps the queryset's class


def page_of(
    rows: ClaimReviewQuerySet, *, after: Place | None, offset: int = 0, at_most: int
) -> tuple[list[ClaimReview], Place | None]:
    """A page of reviews that are ordered newest first, and where it ends if there are more. One query."""
    if after:
        rows = rows.filter(Q(modified_at__lt=after.at) | Q(modified_at=after.at, pk__lt=after.key))
    found = list(rows[offset : offset + at_most + 1])
    return found[:at_most], Place.of(found[at_most - 1]) if len(found) > at_most else None


def one_a_claim(rows: ClaimReviewQuerySet) -> ClaimReviewQuerySet:
    """Of each claim the newest of these reviews."""
    later = Q(modified_at__gt=OuterRef("modified_at")) | Q(modified_at=OuterRef("modified_at"), pk__gt=OuterRef("pk"))
    return rows.filter(~Exists(rows.order_by().filter(later, claim=OuterRef("claim"))))


def with_their_others(leading: Sequence[ClaimReview], asked: Asked) -> list[list[ClaimReview]]:
    """For each of these reviews it and what else is public of its claim, whatever its words. One query."""
    same = Asked(language=asked.language, since=asked.since)
    others = defaultdict(list)
    for review in reviews_asked(same).filter(claim__in=[each.claim_id for each in leading]):
        others[review.claim_id].append(review)
    return [[review, *(other for other in others[review.claim_id] if other.pk != review.pk)] for review in leading]


def as_published(reviews: Iterable[ClaimReview]) -> list[Published]:
    """What they say, in the order given. One query for the texts in which all of it was said."""
    given = list(reviews)
    works = _works(given)
    return [_published(review, works[review.claim_id]) for review in given]


def _whole(rows: ClaimReviewQuerySet) -> ClaimReviewQuerySet:
    return rows.select_related("claim__claimant", "claim__prediction", "verdict__rating")


def _with_words(words: str) -> Any:
    """Keys of reviews; two indexes are asked, that of what was claimed and that of who claimed it."""
    published = ClaimReview.objects.filter(state=ClaimReview.State.PUBLISHED)
    by_text = containing(published, "claim_reviewed", words).values("pk")
    by_claimant = published.filter(claim__claimant__in=containing(Claimant.objects.all(), "name", words)).values("pk")
    return by_text.union(by_claimant, all=True)


def _published(review: ClaimReview, works: tuple[Work, ...]) -> Published:
    assert review.published_at is not None  # noqa: S101 (for the type checker: it is published)
    assert review.modified_at is not None  # noqa: S101
    return Published(
        url=address(review),
        language=review.language,
        claim_reviewed=review.claim_reviewed,
        headline=review.headline,
        summary=review.summary,
        author=_author(review.claim.claimant),
        claimed_on=review.claim.claim_date,
        works=works,
        rating=rating_words(review.textual_rating, review.verdict.rating),
        published_at=review.published_at,
        modified_at=review.modified_at,
        outlet=outlet(),
    )


def rating_words(textual: str, rating: Rating | None) -> Words:
    """The words with the numbers of the rating, where it has any."""
    if rating is None or rating.rating_value is None:
        return Words(textual)
    return Words(textual, rating.rating_value, rating.worst_rating, rating.best_rating)


def _author(claimant: Claimant) -> Author:
    """A role is held by a person."""
    same_as = on_the_web(claimant.same_as)
    is_organization = claimant.kind == Claimant.Kind.ORGANIZATION
    return Author(claimant.name, is_organization, (same_as,) if same_as else ())


def _works(reviews: list[ClaimReview]) -> dict[int, tuple[Work, ...]]:
    """By claim: each public text once, the first published first."""
    rows = (
        Appearance.objects.public()
        .filter(claim__in={review.claim_id for review in reviews})
        .select_related("version__document__publisher")
        .defer("version__text", "version__raw")
        .order_by(F("version__document__published_at").asc(nulls_last=True), "pk")
    )
    documents: dict[int, dict[int, Any]] = defaultdict(dict)
    for appearance in rows:
        documents[appearance.claim_id].setdefault(appearance.version.document_id, appearance.version.document)
    return defaultdict(tuple) | {
        claim: tuple(_work(document) for document in of_claim.values()) for claim, of_claim in documents.items()
    }


def _work(document: Any) -> Work:
    return Work(on_the_web(document.url), document.headline, document.publisher.name, document.published_on)
