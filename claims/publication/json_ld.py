"""Published reviews as schema.org has them, in two profiles.

`google` follows Google's Fact Check structured data: ratings are whole numbers, instants are given to the second.
`duke` passes the ClaimReview schema of the Duke Reporters' Lab: numbers as strings, days without time, neither `@id`
nor `inLanguage` at the root, `sameAs` of the claimant an array, no `url` for an organisation that claims.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from claims.publication.published import Author, Outlet, Published, Words, Work

SCHEMA = "https://schema.org"

Node = dict[str, Any]


class Profile(StrEnum):
    """For whom a review is written down."""

    GOOGLE = "google"
    DUKE = "duke"


def review(published: Published, profile: Profile) -> Node:
    """The ClaimReview of a published review, with its context."""
    node: Node = {
        "@context": SCHEMA,
        "@type": "ClaimReview",
        "url": published.url,
        "datePublished": _instant(published.published_at, profile),
        "dateModified": _instant(published.modified_at, profile),
        "claimReviewed": published.claim_reviewed,
        "headline": published.headline,
        "reviewBody": published.summary,
        "author": _outlet(published.outlet),
        "itemReviewed": _claim(published),
        "reviewRating": _rating(published.rating, profile),
    }
    if profile is Profile.GOOGLE:
        node |= {"@id": published.url, "inLanguage": published.language}
    return {name: value for name, value in node.items() if value}


def feed(reviews: Iterable[Published], profile: Profile, *, name: str, url: str, modified_at: datetime) -> Node:
    """All of them as one DataFeed, in the order given."""
    return {
        "@context": SCHEMA,
        "@type": "DataFeed",
        "name": name,
        "url": url,
        "dateModified": _instant(modified_at, profile),
        "dataFeedElement": [_item(each, profile) for each in reviews],
    }


def in_html(node: Node) -> str:
    """JSON that may stand in a script element: no markup can begin or end in it."""
    words = json.dumps(node, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        words = words.replace(sign, f"\\u{ord(sign):04x}")
    return words


def _item(published: Published, profile: Profile) -> Node:
    return {
        "@type": "DataFeedItem",
        "dateCreated": _instant(published.published_at, profile),
        "dateModified": _instant(published.modified_at, profile),
        "url": published.url,
        "item": [review(published, profile)],
    }


def _claim(published: Published) -> Node:
    works = [_work(each) for each in published.works if each.url]
    node: Node = {
        "@type": "Claim",
        "author": _author(published.author),
        "datePublished": published.claimed_on.isoformat() if published.claimed_on else "",
        "firstAppearance": works[0] if works else None,
        "appearance": works[1:],
    }
    return {name: value for name, value in node.items() if value}


def _author(author: Author) -> Node:
    node: Node = {"@type": "Organization" if author.is_organization else "Person", "name": author.name}
    return node | ({"sameAs": list(author.same_as)} if author.same_as else {})


def _outlet(outlet: Outlet) -> Node:
    return {"@type": "Organization", "name": outlet.name, "url": outlet.url}


def _work(work: Work) -> Node:
    node: Node = {
        "@type": "CreativeWork",
        "url": work.url,
        "headline": work.headline,
        "datePublished": work.published_on.isoformat() if work.published_on else "",
        "publisher": {"@type": "Organization", "name": work.publisher},
    }
    return {name: value for name, value in node.items() if value}


def _rating(rating: Words, profile: Profile) -> Node:
    node: Node = {"@type": "Rating", "alternateName": rating.textual}
    if rating.value is None:
        return node
    numbers = {"ratingValue": rating.value, "worstRating": rating.worst, "bestRating": rating.best}
    return node | {name: str(each) if profile is Profile.DUKE else each for name, each in numbers.items()}


def _instant(instant: datetime, profile: Profile) -> str:
    given = instant.astimezone(UTC)
    return given.date().isoformat() if profile is Profile.DUKE else f"{given:%Y-%m-%dT%H:%M:%SZ}"
