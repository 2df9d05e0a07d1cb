"""The public pages: an index with its search, each review, and reviews for programs."""

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from claims import newsstand
from claims.newsstand import Asked, Place
from claims.public.faces import face, language_of, not_found, page
from claims.publication import json_ld
from claims.publication.json_ld import Node, Profile
from claims.review_page import review_page

ON_A_PAGE = 20
IN_A_FEED = 500
LONGEST_SEARCH = 200
JSON_LD = "application/ld+json; charset=utf-8"
NO_REVIEW_YET = datetime(1970, 1, 1, tzinfo=UTC)


@face
def index(request: HttpRequest) -> HttpResponse:
    """All reviews, newest first, or those with some words or in one language. One query, two with words."""
    asked, after = _asked(request), Place.read(request.GET.get("after", ""))
    reviews, end = newsstand.page_of(newsstand.reviews_asked(asked), after=after, at_most=ON_A_PAGE)
    words, chosen = asked.words, asked.language
    context = {
        "reviews": reviews,
        "words": words,
        "chosen": chosen,
        "choices": [(code, name, _index(q=words, language=code)) for code, name in settings.LANGUAGES],
        "all_url": _index(q=words),
        "next_url": _index(q=words, language=chosen, after=str(end)) if end else "",
        "is_later": after is not None,
        "canonical": settings.PUBLIC_URL + _index(language=chosen),
        "feed_url": _with(reverse("reviews:atom"), language=chosen),
        "robots": "noindex, follow" if words or after else "",
    }
    return page(request, "reviews/index.html", context, language=language_of(request))


@face
def review(request: HttpRequest, slug: str) -> HttpResponse:
    """One review in its own language: six queries. Where there is none to show: one, whatever there is instead."""
    found = newsstand.find(slug)
    if found is None:
        return not_found(request)
    with override(found.language):
        context = review_page(found)
    return page(request, "reviews/review.html", context, language=found.language)


@face
def review_json(request: HttpRequest, slug: str) -> HttpResponse:
    """One review as schema.org has it, `?profile=google` or `duke`. Two queries, one where there is none to show."""
    profile = _profile(request)
    if profile is None:
        return _unknown_profile()
    found = newsstand.find(slug)
    if found is None:
        return not_found(request)
    (published,) = newsstand.as_published([found])
    return _json(json_ld.review(published, profile))


@face
def feed_json(request: HttpRequest) -> HttpResponse:
    """The newest reviews as one schema.org DataFeed; where there are more, `Link` names the next part. Two queries."""
    profile = _profile(request)
    if profile is None:
        return _unknown_profile()
    asked, after = Asked(language=_language(request)), Place.read(request.GET.get("after", ""))
    reviews, end = newsstand.page_of(newsstand.reviews_asked(asked), after=after, at_most=IN_A_FEED)
    here = settings.PUBLIC_URL + reverse("reviews:feed")
    modified_at = reviews[0].modified_at if reviews else None
    told = json_ld.feed(
        newsstand.as_published(reviews),
        profile,
        name=settings.NEWSROOM_NAME,
        url=here,
        modified_at=modified_at or NO_REVIEW_YET,
    )
    answer = _json(told)
    if end:
        given = {"profile": profile.value, "language": asked.language, "after": str(end)}
        answer["Link"] = f'<{_with(here, **given)}>; rel="next"'
    return answer


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Search engines read the reviews, and nothing of the desk."""
    allowed = f"Allow: {_index()}\n" if settings.PUBLIC_SITE else ""
    return HttpResponse(f"User-agent: *\n{allowed}Disallow: /\n", content_type="text/plain; charset=utf-8")


def _asked(request: HttpRequest) -> Asked:
    words = request.GET.get("q", "").replace("\x00", "").strip()
    return Asked(words=words[:LONGEST_SEARCH], language=_language(request))


def _language(request: HttpRequest) -> str:
    given = request.GET.get("language", "")
    return given if given in dict(settings.LANGUAGES) else ""


def _profile(request: HttpRequest) -> Profile | None:
    try:
        return Profile(request.GET.get("profile", Profile.GOOGLE))
    except ValueError:
        return None


def _unknown_profile() -> HttpResponse:
    known = " or ".join(Profile)
    return HttpResponseBadRequest(f"profile: give {known}.\n", content_type="text/plain; charset=utf-8")


def _json(node: Node) -> HttpResponse:
    words = json.dumps(node, ensure_ascii=False, indent=2)
    return HttpResponse(words, content_type=JSON_LD, headers={"Access-Control-Allow-Origin": "*"})


def _index(**asked: str) -> str:
    return _with(reverse("reviews:index"), **asked)


def _with(address: str, **asked: Any) -> str:
    given = urlencode({name: value for name, value in asked.items() if value})
    return f"{address}?{given}" if given else address
