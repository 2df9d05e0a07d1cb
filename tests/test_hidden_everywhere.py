"""What is restricted to others or withheld is not there, and no search finds a word of it.

Each story has a word of its own that stands in all its texts: headline, url, text, quote, claimant, claim, criteria,
evidence, notes, rationale, reasons. That no other page tells of it, test_permission_matrix.py sees at every address.
"""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group

from claims.clock import database_now
from tests.roles_world import IDENTITIES, PUBLIC, Story, World, world
from tests.routes import METHODS, Route, Visitor, answer_class, routes, told
from tests.test_permission_matrix import OF_ADDRESSES
from tests.waiting import entered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("public_site")]

SEARCHES = {
    "admin/claims/candidate/": ("q", "claimant"),
    "admin/claims/claim/": ("q",),
    "admin/claims/claimant/": ("q",),
    "admin/claims/extractionrun/": ("q",),
    "admin/claims/prediction/": ("q",),
    "admin/sources/document/": ("q",),
    "admin/claims/candidate/<path:object_id>/change/": ("find",),
    "admin/claims/claim/<int:key>/adduce-passage/": ("find",),
    "admin/sources/document/<int:key>/evidence/": ("find",),
    "api/v1/claims/": ("q",),
    "api/v1/claimants/": ("q",),
    "api/v1/documents/": ("q",),
    "admin/claims/claimreview/": ("q",),
    "reviews/": ("q",),
    "v1alpha1/claims:search": ("query",),
}
"""Fields in which words are looked for. Pages show them back, so half of the word is looked for."""


def leaks_of_searches(visitor: Visitor, known: World, stories: dict[str, Story]) -> Iterator[tuple[str, str]]:
    """Addresses, and what a search there tells."""
    for pattern, fields in SEARCHES.items():
        for field in fields:
            for name, story in stories.items():
                half = story.word[:-2]
                answer = visitor.ask("GET", Route(pattern).address(known.key), **{field: half})
                if name in told(answer, stories):
                    yield pattern, f"?{field}={half} tells of the {name}"


def leaks_of_rows(visitor: Visitor, identity: str, name: str, story: Story) -> Iterator[tuple[str, str]]:
    """The addresses of the story's own rows: nothing is there, for whoever would be heard elsewhere."""
    for route in rows_of(story):
        for method in METHODS:
            usual = OF_ADDRESSES[method, route.pattern][identity]
            answer = visitor.ask(method, route.address(story.key))
            got, tells = answer_class(answer), bool(told(answer, {name: story}))
            if got not in ({"404"} if usual == "ok" else {usual, "404"}) or tells:
                yield route.pattern, f"{method} of the {name}: {got}{', and tells of it' * tells}"


def rows_of(story: Story) -> list[Route]:
    """The addresses that name a row of the story; without those at which the admin sends everybody on, unseen.

    What has no row in the table is left to the test that asks for one.
    """
    return [
        route
        for route in routes()
        if route.parameters
        and all(story.key(route.noun, name) for name in route.parameters)
        and route.noun != "sources.publisher"
        and ("GET", route.pattern) in OF_ADDRESSES
        and not (route.pattern.startswith("admin/") and route.pattern.endswith("/<path:object_id>/"))
    ]


def leaks_around(visitor: Visitor, known: World, stories: dict[str, Story]) -> Iterator[tuple[str, str]]:
    """What all may read, and stands beside a claim that is withheld: its document, and the candidate it was."""
    for route in routes():
        row = known.withheld_claim.around.get(route.noun)
        if row and len(route.parameters) == 1:
            answer = visitor.ask("GET", route.address(lambda *_, row=row: str(row.pk)))
            for name in told(answer, stories):
                yield route.pattern, f"tells of the {name}"


def leaks_of_programs(visitor: Visitor, stories: dict[str, Story]) -> Iterator[tuple[str, str]]:
    """What is written for programs, all of it: also of what the visitor may read elsewhere."""
    for address in (
        "/reviews/feed.json?profile=duke",
        "/reviews/feed.atom",
        "/reviews/?q=pier",
        "/v1alpha1/claims:search?query=troops&pageSize=100",
        "/v1alpha1/claims:search?reviewPublisherSiteFilter=checks.example",
    ):
        answer = visitor.ask("GET", address)
        for name in told(answer, stories):
            yield address, f"tells of the {name}"


def leaks(identity: str) -> list[tuple[str, str]]:
    known = world(identity)
    visitor, stories = Visitor(known), known.hidden_from(identity)
    found = [
        *leaks_of_searches(visitor, known, stories),
        *leaks_around(visitor, known, stories),
        *leaks_of_programs(visitor, known.hidden_from(identity, "reviews/")),
    ]
    for name, story in stories.items():
        if story is not known.evidence:  # restricted like another, whose rows are asked
            found += leaks_of_rows(visitor, identity, name, story)
    return found


@pytest.mark.parametrize("identity", IDENTITIES)
def test_what_is_hidden_is_neither_there_nor_found(identity: str) -> None:
    assert leaks(identity) == []


def readings(visitor: Visitor, story: Story) -> set[str]:
    """The addresses of the story's own rows at which its word is read."""
    at_the_desk = [route for route in rows_of(story) if not route.pattern.startswith(PUBLIC)]
    asked = {route.pattern: visitor.ask("GET", route.address(story.key)) for route in at_the_desk}
    return {pattern for pattern, answer in asked.items() if told(answer, {"it": story})}


def test_the_named_group_reads_what_is_restricted_to_it() -> None:
    known = world("reader")
    assert known.user
    everything = readings(Visitor(known), known.public)
    known.user.groups.add(Group.objects.get(name="investigations"))
    assert everything <= readings(Visitor(known), known.restricted)
    assert len(everything) > 15


def test_administrators_read_what_is_withheld() -> None:
    known = world("admin")
    everything = readings(Visitor(known), known.public)
    assert everything <= readings(Visitor(known), known.withheld_document)
    assert len(everything) > 15


PAST = (
    "api/v1/claims/",
    "api/v1/claims/<int:pk>/",
    "api/v1/claims/<int:pk>/status/",
    "api/v1/predictions/",
    "api/v1/predictions/<int:pk>/",
    "api/v1/verdicts/",
    "api/v1/verdicts/<int:pk>/",
    "api/v1/evidence/",
    "api/v1/evidence/<int:pk>/",
)


@pytest.mark.parametrize("identity", set(IDENTITIES) - {"anonymous"})
def test_the_past_tells_nothing_that_is_hidden_now(identity: str) -> None:
    known = world(identity)
    entered()
    visitor, stories = Visitor(known), known.hidden_from(identity)
    asked = {"as_of": database_now().isoformat().replace("+00:00", "Z")}
    public = told(visitor.ask("GET", "/api/v1/claims/", **asked), {"public": known.public})
    leaked = [
        (pattern, name)
        for pattern in PAST
        for name, story in stories.items()
        if told(visitor.ask("GET", Route(pattern).address(story.key), **asked), {name: story})
    ]
    assert (bool(public), leaked) == (True, [])
