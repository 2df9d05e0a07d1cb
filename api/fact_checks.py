"""`GET /v1alpha1/claims:search`: published reviews as Google's Fact Check Tools API answers, for its own clients.

It stands apart from `/api/v1/`, whose manners (cursors, problem details, snake_case) are others.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from claims import newsstand
from claims.clock import database_now
from claims.newsstand import Asked, Place
from claims.publication import fact_check_tools
from claims.publication.fact_check_tools import Shape
from sources.languages import LANGUAGE_TAG, primary_subtag

OWN = frozenset(
    {
        "query",
        "languageCode",
        "reviewPublisherSiteFilter",
        "maxAgeDays",
        "pageSize",
        "pageToken",
        "offset",
    }
)
STANDARD = frozenset(
    {
        "$.xgafv",
        "access_token",
        "alt",
        "callback",
        "fields",
        "key",
        "oauth_token",
        "prettyPrint",
        "quotaUser",
        "upload_protocol",
        "uploadType",
    }
)
"""What every API of theirs takes. Clients send them; of these only `alt` and `prettyPrint` mean anything here."""

USUAL_PAGE, LARGEST_PAGE, FARTHEST = 10, 100, 1000
LONGEST_AGE = 36500


class Unfit(Exception):
    """A parameter that cannot be used; says which, and the remedy."""


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody's client asks for, read and typed."""

    asked: Asked
    site: str
    size: int
    after: Place | None
    offset: int


def search(request: HttpRequest) -> HttpResponse:
    """At most four queries, whatever the rows; one more where an age is asked for."""
    if not settings.PUBLIC_SITE:
        raise Http404
    is_pretty = request.GET.get("prettyPrint", "true") != "false"
    if request.method not in {"GET", "HEAD"}:
        status = HTTPStatus.METHOD_NOT_ALLOWED
        told = fact_check_tools.error(status, "Only GET is answered here.")
        return _json(told, status, is_pretty=is_pretty, headers={"Allow": "GET, HEAD"})
    try:
        wanted = _read(request.GET)
    except Unfit as unfit:
        told = fact_check_tools.error(HTTPStatus.BAD_REQUEST, str(unfit))
        return _json(told, HTTPStatus.BAD_REQUEST, is_pretty=is_pretty)
    return _json(_found(wanted), HTTPStatus.OK, is_pretty=is_pretty, headers={"Cache-Control": "public, max-age=60"})


def _found(wanted: Search) -> Shape:
    if wanted.site and wanted.site != newsstand.outlet().site:
        return fact_check_tools.answer([])
    leading, end = newsstand.page_of(
        newsstand.one_a_claim(newsstand.reviews_asked(wanted.asked)),
        after=wanted.after,
        offset=wanted.offset,
        at_most=wanted.size,
    )
    grouped = newsstand.with_their_others(leading, wanted.asked)
    told = iter(newsstand.as_published(review for reviews in grouped for review in reviews))
    claims = [[next(told) for _review in reviews] for reviews in grouped]
    return fact_check_tools.answer(claims, next_page_token=str(end) if end else "")


def _read(given: Mapping[str, str]) -> Search:
    """Raises Unfit."""
    unknown = sorted(set(given) - OWN - STANDARD)
    if unknown:
        raise Unfit(f'Unknown name "{unknown[0][:80]}": no such query parameter. Known: {", ".join(sorted(OWN))}.')
    if given.get("alt", "json") != "json":
        raise Unfit("alt: only json is answered here.")
    query, site = given.get("query", "").strip(), given.get("reviewPublisherSiteFilter", "").strip()
    if not query and not site:
        raise Unfit("query: required unless reviewPublisherSiteFilter is given.")
    after = _place(given.get("pageToken", ""))
    return Search(
        Asked(query, _language(given.get("languageCode", "")), _since(_number(given, "maxAgeDays", LONGEST_AGE))),
        site.lower().removeprefix("www."),
        min(_number(given, "pageSize", 2**31 - 1) or USUAL_PAGE, LARGEST_PAGE),
        after,
        0 if after else _number(given, "offset", FARTHEST),
    )


def _number(given: Mapping[str, str], name: str, largest: int) -> int:
    """0 where it is not given."""
    words = given.get(name, "")
    if not words:
        return 0
    if not re.fullmatch(r"[0-9]{1,10}", words) or int(words) > largest:
        remedy = "; follow nextPageToken to what lies beyond" if name == "offset" else ""
        raise Unfit(f"{name}: “{words[:40]}” is no whole number from 0 to {largest}{remedy}.")
    return int(words)


def _since(days: int) -> Any:
    return database_now() - timedelta(days=days) if days else None


def _language(tag: str) -> str:
    """Its language whatever the region."""
    if tag and not LANGUAGE_TAG.fullmatch(tag.replace("_", "-")):
        raise Unfit(f"languageCode: “{tag[:40]}” is not a language tag; give one such as fr or en-US.")
    return primary_subtag(tag.replace("_", "-"))


def _place(token: str) -> Place | None:
    place = Place.read(token) if token else None
    if token and place is None:
        raise Unfit("pageToken: give the nextPageToken of an answer, or none.")
    return place


def _json(shape: Shape, status: HTTPStatus, *, is_pretty: bool, headers: dict[str, str] | None = None) -> HttpResponse:
    words = json.dumps(shape, ensure_ascii=False, indent=2 if is_pretty else None)
    answer = HttpResponse(words, status=status, content_type="application/json; charset=UTF-8", headers=headers)
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
