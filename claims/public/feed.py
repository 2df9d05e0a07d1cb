"""The newest reviews as an Atom feed."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import override

from claims import newsstand
from claims.models import ClaimReview
from claims.newsstand import Asked
from claims.public.faces import face, language_of

ENTRIES = 50


class Verdicts(Feed):  # type: ignore[type-arg]  # generic in the stubs only
    """One entry a review; `?language=` narrows it down. One query."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest) -> str:
        """The language that is asked for; empty where none is."""
        asked = request.GET.get("language", "")
        return asked if asked in dict(settings.LANGUAGES) else ""

    def title(self) -> str:
        return _("%(newsroom)s: verdicts") % {"newsroom": settings.NEWSROOM_NAME}

    def subtitle(self) -> str:
        return _("Who said what would happen, by when, and did it?")

    def link(self, asked: str) -> str:
        return _address("reviews:index", asked)

    def feed_url(self, asked: str) -> str:
        return _address("reviews:atom", asked)

    def author_name(self) -> str:
        return str(settings.NEWSROOM_NAME)

    def items(self, asked: str) -> list[ClaimReview]:
        return list(newsstand.reviews_asked(Asked(language=asked))[:ENTRIES])

    def item_title(self, item: Any) -> str:
        with override(item.language):
            return _("%(rating)s: %(words)s") % {"rating": item.textual_rating, "words": item.headline}

    def item_description(self, item: Any) -> str:
        return str(item.summary)

    def item_link(self, item: Any) -> str:
        return newsstand.address(item)

    def item_guid(self, item: Any) -> str:
        return newsstand.address(item)

    def item_pubdate(self, item: Any) -> datetime:
        return item.published_at  # type: ignore[no-any-return]  # a review's

    def item_updateddate(self, item: Any) -> datetime:
        return item.modified_at  # type: ignore[no-any-return]  # a review's

    def item_categories(self, item: Any) -> list[str]:
        return [item.textual_rating]


_verdicts = Verdicts()


@face
def atom(request: HttpRequest) -> HttpResponse:
    with override(language_of(request)):
        answer = _verdicts(request)
    # Of the newest entry, which says nothing of one that was taken back; the ETag does.
    del answer["Last-Modified"]
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _address(name: str, language: str) -> str:
    asked = f"?language={language}" if language else ""
    return f"{settings.PUBLIC_URL}{reverse(name)}{asked}"
