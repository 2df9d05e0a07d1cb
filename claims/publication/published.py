"""What a published review says, before it takes the shape that somebody's program reads."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes reviews: the newsroom's name, the address of its site, and that site's bare host name."""

    name: str
    url: str
    site: str


@dataclass(frozen=True, slots=True)
class Author:
    """Who made the claim; `same_as` are addresses of pages that identify them."""

    name: str
    is_organization: bool
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """A text in which the claim was made; `url` is empty where it was never on the web."""

    url: str
    headline: str
    publisher: str
    published_on: date | None


@dataclass(frozen=True, slots=True)
class Words:
    """The rating in words, and on a scale of whole numbers where it has a place on one."""

    textual: str
    value: int | None = None
    worst: int | None = None
    best: int | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """One published review of one claim, in one language. `works` are in the order of publication, the first first."""

    url: str
    language: str
    claim_reviewed: str
    headline: str
    summary: str
    author: Author
    claimed_on: date | None
    works: tuple[Work, ...]
    rating: Words
    published_at: datetime
    modified_at: datetime
    outlet: Outlet
