"""What the home page and the queue show a user."""

from datetime import datetime

from django import template

from claims.admin import home, home_decisions, timeline, wording
from claims.querysets import Reader

register = template.Library()


@register.simple_tag
def needs_of(user: Reader) -> list[home.Need]:
    """The sorts of work that wait for somebody. Two queries."""
    return home.needs_of(user)


@register.simple_tag
def timeline_of(user: Reader) -> timeline.Timeline | None:
    """The windows nearest to today. Three queries."""
    return timeline.timeline_of(user)


@register.simple_tag
def decisions_of(user: Reader) -> list[home_decisions.Decided]:
    """What the user decided last. Three queries."""
    return home_decisions.decisions_of(user)


@register.filter
def since_words(instant: datetime) -> str:
    """For how long something has waited."""
    return wording.since_words(instant)
