"""Published reviews in the shapes of Google's Fact Check Tools API, v1alpha1 (its public discovery document)."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from http import HTTPStatus
from typing import Any

from claims.publication.published import Published

Shape = dict[str, Any]

_STATUSES = {
    HTTPStatus.BAD_REQUEST: "INVALID_ARGUMENT",
    HTTPStatus.UNAUTHORIZED: "UNAUTHENTICATED",
    HTTPStatus.FORBIDDEN: "PERMISSION_DENIED",
    HTTPStatus.NOT_FOUND: "NOT_FOUND",
    HTTPStatus.METHOD_NOT_ALLOWED: "UNIMPLEMENTED",
    HTTPStatus.TOO_MANY_REQUESTS: "RESOURCE_EXHAUSTED",
    HTTPStatus.INTERNAL_SERVER_ERROR: "INTERNAL",
    HTTPStatus.SERVICE_UNAVAILABLE: "UNAVAILABLE",
}


def answer(claims: Sequence[Sequence[Published]], *, next_page_token: str = "") -> Shape:
    """A page of claims, each the reviews of one claim; an empty page is the empty object, as theirs is."""
    shape: Shape = {}
    if claims:
        shape["claims"] = [_claim(reviews) for reviews in claims]
    if next_page_token:
        shape["nextPageToken"] = next_page_token
    return shape


def error(status: HTTPStatus, message: str) -> Shape:
    """`{"error": {code, message, status}}`."""
    return {"error": {"code": int(status), "message": message, "status": _STATUSES.get(status, "UNKNOWN")}}


def _claim(reviews: Sequence[Published]) -> Shape:
    first = reviews[0]
    shape: Shape = {"text": first.claim_reviewed, "claimant": first.author.name}
    if first.claimed_on:
        shape["claimDate"] = _midnight(first.claimed_on)
    return shape | {"claimReview": [_review(each) for each in reviews]}


def _review(published: Published) -> Shape:
    return {
        "publisher": {"name": published.outlet.name, "site": published.outlet.site},
        "url": published.url,
        "title": published.headline,
        "reviewDate": _instant(published.published_at),
        "textualRating": published.rating.textual,
        "languageCode": published.language,
    }


def _midnight(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _instant(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
