"""The switch at the head of each page: the browser remembers it, and so do the letters of whoever is signed in."""

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views import i18n

from claims.watching import choose_language


def set_language(request: HttpRequest) -> HttpResponseBase:
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES) and isinstance(request.user, User):
        choose_language(request.user, language)
    return i18n.set_language(request)
