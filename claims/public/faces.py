"""What every public page keeps to: there only where the site is on, alike for everybody, and kept for a minute."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_supported_language_variant, override
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import conditional_page, require_safe

MINUTE = 60

View = Callable[..., HttpResponse]


def face(view: View) -> View:
    """A page for everybody. Its ETag is of its bytes, so what is told to have changed has, for whatever reason.

    There is no Last-Modified: a page also changes when another verdict counts, or a text may not be quoted any more.
    """
    kept = conditional_page(require_safe(view))

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        if not settings.PUBLIC_SITE:
            raise Http404
        answer: HttpResponse = kept(request, *args, **options)
        patch_cache_control(answer, public=True, max_age=MINUTE)
        return answer

    return shown


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, language: str, status: int = 200
) -> HttpResponse:
    """A page in one language. It asks for neither session nor user, so that it is the same for all."""
    frame = {"newsroom": settings.NEWSROOM_NAME, "language": language}
    with override(language):
        answer = render(request, template, frame | context, status=status)
    answer["Content-Language"] = language
    return answer


def not_found(request: HttpRequest) -> HttpResponse:
    """The same bytes whatever is not there: never written, not published, paused, withheld."""
    return page(request, "reviews/not_found.html", {"robots": "noindex"}, language=language_of(request), status=404)


def language_of(request: HttpRequest) -> str:
    """What the address asks for, else what the browser prefers; no cookie, which a shared cache would not know of."""
    asked = request.GET.get("language", "")
    if asked in dict(settings.LANGUAGES):
        return asked
    for tag, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        try:
            return get_supported_language_variant(tag)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE
