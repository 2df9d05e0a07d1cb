"""The API's hot paths against a bare application on the same server: the same statements, the same bytes, in turns.

Both are asked over HTTP on loopback by connections that are kept open, at few claims and at many. What is compared is
the time of an answer on the clock, and what it takes of processors, which others on the machine disturb less.
"""

import json
import os
import secrets
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median
from typing import Literal

from tests.bench.bases import Base, filled
from tests.bench.figures import Figure
from tests.bench.loads import Cost, Website, website

FEW = 1_000
SIZES = {"small": 20_000, "full": 1_000_000}
ROUNDS = {"small": 7, "full": 15}
PAIRS = {"small": 20, "full": 60}
"""Turns of a status that the client has and of one that it has not: what they differ by is less than a round is off."""

BATCH = 100
SPREAD = 200
OF_SERVERS = {"allow", "content-length", "content-type"}
PAGES = ("first", "middle", "deep")

Site = Literal["aver", "bare", "bare again"]
SITES: dict[Site, str] = {
    "aver": "config.wsgi:application",
    "bare": "tests.bench.bare:application",
    "bare again": "tests.bench.bare:application",
}


@dataclass(frozen=True, slots=True)
class Work:
    """Requests that are sent one after another, so many in a turn over so many connections."""

    requests: Sequence[bytes]
    number: int
    connections: int = 1


@dataclass(frozen=True, slots=True)
class Place:
    """One base with its three web servers, and what they are asked."""

    sites: dict[Site, Website]
    works: dict[str, Work]
    known: Work
    """Statuses that Aver's client has already."""


Costs = dict[str, dict[Site, list[Cost]]]
Pairs = list[tuple[Cost, Cost]]


def api(size: str) -> Iterator[Figure]:
    """Of a status, of many in one call, of pages; then each at many claims against few.

    On Linux alone, which tells what other processes take of processors.
    """
    if sys.platform != "linux":
        return
    with ExitStack() as stack:
        few, many = (_place(stack.enter_context(filled(rows)), rows, stack) for rows in (FEW, SIZES[size]))
        costs = {FEW: _fresh(), SIZES[size]: _fresh()}
        for number in range(ROUNDS[size] + 1):
            for work in few.works:
                for rows, place in ((FEW, few), (SIZES[size], many))[:: 1 if number % 2 else -1]:
                    _turn(place, work, costs[rows][work], number)
        pairs = _known_and_new({FEW: few, SIZES[size]: many}, PAIRS[size])
    for rows in (FEW, SIZES[size]):
        yield from _status(costs[rows], rows)
        yield _unchanged(pairs[rows], rows)
        yield from _many_at_once(costs[rows], rows)
        yield from _pages(costs[rows], rows)
    yield from _growth(costs[FEW], costs[SIZES[size]], SIZES[size])
    grown = [large[0].processor / small[0].processor for small, large in zip(*pairs.values(), strict=True)]
    yield _grown("unchanged", grown, SIZES[size])


def _fresh() -> Costs:
    return defaultdict(lambda: defaultdict(list))


def _turn(place: Place, name: str, costs: dict[Site, list[Cost]], number: int) -> None:
    """Each server once, every other round from the last to the first; round 0 warms up."""
    work = place.works[name]
    for site in list(SITES)[:: 1 if number % 2 else -1]:
        if site != "bare again" or name == "status":
            cost = place.sites[site].cost(work.requests, work.number, work.connections)
            if number:
                costs[site].append(cost)


def _known_and_new(places: dict[int, Place], number: int) -> dict[int, Pairs]:
    """What a 304 costs and what its 200, one right after the other, by turns which first; the first turn warms up."""
    pairs: dict[int, Pairs] = {rows: [] for rows in places}
    for turn in range(number + 1):
        for rows, place in places.items():
            works = {"known": place.known, "new": place.works["status"]}
            both = {
                name: place.sites["aver"].cost(works[name].requests, works[name].number, works[name].connections)
                for name in list(works)[:: 1 if turn % 2 else -1]
            }
            pairs[rows] += [(both["known"], both["new"])] if turn else []
    return pairs


def _place(base: Base, rows: int, stack: ExitStack) -> Place:
    pepper = f"bench:{secrets.token_hex(20)}"
    surroundings = base.surroundings | {"SECRET_KEY": secrets.token_hex(40), "API_KEY_PEPPERS": pepper}
    surroundings.pop("DATABASE_OWNER_URL")
    here = [sys.executable, "-m", "tests.bench.api_here", str(rows)]
    told = json.loads(subprocess.run(here, check=True, stdout=subprocess.PIPE, env=surroundings).stdout)
    sites = {
        site: stack.enter_context(website(application, surroundings, base.postmaster))
        for site, application in SITES.items()
    }
    works, known = _works(sites, told, rows)
    return Place(sites, works, known)


def _works(sites: dict[Site, Website], told: dict[str, str], rows: int) -> tuple[dict[str, Work], Work]:
    """What is asked, once it is seen that all answer the same; and of Aver alone what is known already."""

    def request(path: str, *, body: bytes = b"", tag: str = "") -> bytes:
        lines = [f"{'POST' if body else 'GET'} {path} HTTP/1.1", "Host: localhost", "Accept: */*"]
        lines += [f"Authorization: Bearer {told['key']}"] + ([f"If-None-Match: {tag}"] if tag else [])
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"] if body else []
        return "\r\n".join([*lines, "", ""]).encode() + body

    keys = range(5, rows, rows // SPREAD)
    paths = [f"/api/v1/claims/{key}/status/" for key in keys]
    known = [request(path, tag=sites["aver"].ask(request(path))[1]["etag"]) for path in paths]
    many = [request("/api/v1/claims/status/", body=json.dumps({"ids": list(keys)[:BATCH]}).encode())]
    pages = {name: f"?cursor={told[name]}" if name != "first" else "" for name in PAGES}
    works = {
        "status": Work([request(path) for path in paths], SPREAD, connections=8),
        "one by one": Work([request(path) for path in paths[:BATCH]], BATCH),
        "many": Work(many, 10),
        **{name: Work([request(f"/api/v1/claims/{cursor}")], 10) for name, cursor in pages.items()},
    }
    for name, work in works.items():
        _refuse_other_bytes(sites, name, work.requests[:3])
    assert {sites["aver"].ask(each)[0] for each in known[:3]} == {304}, "What is known is sent again."
    return works, Work(known, SPREAD, connections=8)


def _refuse_other_bytes(sites: dict[Site, Website], name: str, requests: Sequence[bytes]) -> None:
    """Status, body and the names of the headers are the same, but for those that a server adds or takes away itself."""
    for request in requests:
        answers = [site.ask(request) for site in sites.values()]
        seen = {(status, body) for status, _headers, body in answers}
        names = {frozenset(headers) - OF_SERVERS for _status, headers, _body in answers}
        assert (len(seen), len(names)) == (1, 1), f"{name}: the answers differ: {answers}"


def _status(costs: Costs, rows: int) -> Iterator[Figure]:
    status = costs["status"]
    aver, bare, again = status["aver"], status["bare"], status["bare again"]
    rounds = list(zip(aver, bare, again, strict=True))
    at = _at(rows)
    yield Figure(f"{at}: statuses a second", 1 / median(cost.wall for cost in aver), "/s", note=_told(aver))
    yield Figure(f"{at}: those of the bare app", 1 / median(cost.wall for cost in bare), "/s", note=_told(bare))
    throughput = [(b.wall + c.wall) / 2 / a.wall for a, b, c in rounds]
    yield Figure(f"{at}: throughput / bare", median(throughput), "", 0.5, 0.25, is_floor=True, note=_spread(throughput))
    web = [(b.web + c.web) / 2 / a.web for a, b, c in rounds]
    yield Figure(f"{at}: bare / processor of the web", median(web), "", 0.5, 0.25, is_floor=True, note=_spread(web))
    whole = [(b.processor + c.processor) / 2 / a.processor for a, b, c in rounds]
    yield Figure(f"{at}: bare / of web and database", median(whole), "", 0.5, 0.25, is_floor=True, note=_spread(whole))
    clock, work = [b.wall / c.wall for _a, b, c in rounds], [b.web / c.web for _a, b, c in rounds]
    yield Figure(f"{at}: bare / bare (control), on the clock", median(clock), note=_spread(clock))
    yield Figure(f"{at}: bare / bare (control), of the web", median(work), note=_spread(work))


def _unchanged(pairs: Pairs, rows: int) -> Figure:
    less = [known.processor / new.processor for known, new in pairs]
    return Figure(f"{_at(rows)}: processor of a 304 / of its 200", median(less), "", 1, 1, note=_spread(less))


def _many_at_once(costs: Costs, rows: int) -> Iterator[Figure]:
    faster = [BATCH * one.wall / many.wall for one, many in zip(*_aver(costs, "one by one", "many"), strict=True)]
    note = f"one connection; {_told(costs['many']['aver'])}; {_spread(faster)}"
    yield Figure(
        f"{_at(rows)}: {BATCH} calls / one for {BATCH}", median(faster), "× time", 25, 25, is_floor=True, note=note
    )


def _pages(costs: Costs, rows: int) -> Iterator[Figure]:
    """Against the keyset SQL of the same rows, sent with the same bytes by the bare application to the same key."""
    for name in PAGES:
        aver, bare = costs[name]["aver"], costs[name]["bare"]
        whole = [a.processor / b.processor for a, b in zip(aver, bare, strict=True)]
        clock = median(a.wall / b.wall for a, b in zip(aver, bare, strict=True))
        note = f"{clock:.1f} × on the clock; {_told(aver)}, bare {_told(bare)}"
        yield Figure(f"{_at(rows)}: {name} page of claims / raw SQL", median(whole), "×", 3, 3, note=note)


def _growth(few: Costs, many: Costs, rows: int) -> Iterator[Figure]:
    """Of what an answer takes of processors, in web and database."""
    for work in ("status", "many", *PAGES):
        ratios = [b.processor / a.processor for a, b in zip(few[work]["aver"], many[work]["aver"], strict=True)]
        yield _grown(work, ratios, rows)


def _grown(work: str, ratios: Sequence[float], rows: int) -> Figure:
    note = f"{rows:,} against {FEW:,} claims; {_spread(ratios)}"
    return Figure(f"api: growth of {work}", median(ratios), "×", 1.15, 1.15, note=note)


def _at(rows: int) -> str:
    return f"api, {rows // 1000:,} k claims"


def _aver(costs: Costs, *works: str) -> list[list[Cost]]:
    return [costs[work]["aver"] for work in works]


def _told(costs: list[Cost]) -> str:
    web, database = (median(getattr(cost, part) for cost in costs) * 1e3 for part in ("web", "database"))
    wall = median(cost.wall for cost in costs) * 1e3
    return f"{wall:.2f} ms ({web:.2f} of the web, {database:.2f} of the database)"


def _spread(values: Sequence[float]) -> str:
    return f"{min(values):.2f} to {max(values):.2f} in {len(values)} rounds, load {os.getloadavg()[0]:.1f}"
