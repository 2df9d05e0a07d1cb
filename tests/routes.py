"""Every address Aver answers at, from the url resolver, and how an answer is classed."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.roles_world import Story, World

METHODS = ("GET", "POST")
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
NOUNS = {
    "documents": "sources.document",
    "publishers": "sources.publisher",
    "candidates": "claims.candidate",
    "claims": "claims.claim",
    "predictions": "claims.prediction",
    "queue": "claims.claim",
    "evidence": "claims.evidence",
    "verdicts": "claims.verdict",
    "claimants": "claims.claimant",
    "topics": "claims.topic",
    "appearances": "claims.appearance",
    "relations": "claims.claimrelation",
    "rechecks": "claims.recheck",
    "ratings": "claims.rating",
    "scales": "claims.ratingscale",
    "extraction-runs": "claims.extractionrun",
    "watches": "claims.watch",
    "notices": "claims.notice",
}
"""What the API's resources are rows of."""


@dataclass(frozen=True, slots=True)
class Route:
    """`pattern` is written as urls.py write it, the nameless catch-alls as `…*`."""

    pattern: str

    @property
    def noun(self) -> str:
        """The model, as `app.model`, whose row the first parameter names; empty where there is none."""
        parts = self.pattern.split("/")
        if parts[:2] == ["api", "v1"]:
            return NOUNS.get(parts[2], "")
        if parts[:2] == ["admin", "r"]:
            return "sources.document"
        if parts[0] == "reviews":
            return "claims.claimreview"
        if parts[0] != "admin" or len(parts) < 4 or parts[1] not in apps.app_configs:
            return ""
        return f"{parts[1]}.{parts[2]}"

    @property
    def parameters(self) -> list[str]:
        return PARAMETER.findall(self.pattern)

    def address(self, key: Callable[[str, str], str | None]) -> str:
        """With `key(noun, parameter)` in the place of each parameter. Raises LookupError where it is None."""

        def say(parameter: re.Match[str]) -> str:
            name = parameter[1]
            noun = "content type" if name == "content_type_id" else self.noun
            found = "claims" if name == "app_label" else key(noun, name)
            if found is None:
                raise LookupError(f"Say in tests/roles_world.py what <{name}> of {self.pattern} is.")
            return str(found)

        return "/" + PARAMETER.sub(say, self.pattern).replace("*", "nowhere/")


def routes() -> list[Route]:
    """All of them, in the resolver's order."""
    return [Route(pattern) for pattern in dict.fromkeys(_patterns(get_resolver(), ""))]


def _patterns(resolver: URLResolver, before: str) -> Iterator[str]:
    for part in resolver.url_patterns:
        pattern = before + _readable(str(part.pattern))
        if isinstance(part, URLPattern):
            is_catch_all = not part.name and not PARAMETER.search(pattern)
            yield f"{pattern}*" if is_catch_all and not pattern.endswith("*") else pattern
        else:
            yield from _patterns(part, pattern)


def _readable(pattern: str) -> str:
    """Django's two regular expressions: of the admin's page of an app, and of what nothing else matched."""
    pattern = re.sub(r"\(\?P<app_label>[^)]*\)", "<app_label>", pattern).replace("(?P<url>.*)$", "*")
    return pattern.removeprefix("^").removesuffix("$")


def ask(client: Client, method: str, address: str, **query: str) -> HttpResponse:
    """A request without a body worth the name: `{}` for the API, an empty form for pages."""
    if method in {"GET", "HEAD"}:
        return client.generic(method, address, query_params=query)  # type: ignore[return-value]  # a response
    if address.startswith("/api/"):
        return client.generic(method, address, "{}", content_type="application/json")  # type: ignore[return-value]
    return client.generic(method, address, "", content_type="application/x-www-form-urlencoded")  # type: ignore[return-value]


def answer_class(answer: Any) -> str:
    """`ok` (whatever is said once permission was given: a page, a refusal of the body), `login`, or the status.

    The admin says *not found* of a row by sending its reader home.
    """
    status = int(answer.status_code)
    if status == 302:
        to, page = answer["Location"].partition("?")[0], answer.wsgi_request.path
        if to == reverse("admin:login"):
            return "login"
        return "404" if to == reverse("admin:index") and page.count("/") > 3 else "ok"
    is_heard = status < 300 or status in {301, 304, 400, 409, 412, 413, 415, 422, 428}
    return "ok" if is_heard else str(status)


class Visitor:
    """One identity's browser, which signs in again after it was signed out."""

    def __init__(self, known: World) -> None:
        self.user, self.client = known.user, Client(raise_request_exception=False)

    def ask(self, method: str, address: str, **query: str) -> Any:
        if self.user and "sessionid" not in self.client.cookies:
            self.client.force_login(self.user)
        answer = ask(self.client, method, address, **query)
        if "logout" in address:
            self.client.logout()
        return answer


def told(answer: Any, stories: dict[str, Story]) -> list[str]:
    """The names of those of which the answer, body or headers, has a word."""
    words = f"{answer.getvalue().decode()}\n{answer.headers}".lower()
    return [name for name, story in stories.items() if story.word in words]
