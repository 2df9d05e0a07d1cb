"""Days on the public pages."""

from datetime import date, datetime

from django import template
from django.utils import timezone

from claims.window_words import day_words

register = template.Library()


@register.filter
def day(when: date | datetime) -> str:
    """As people write it, by the newsroom's clock: *1er février 2022*."""
    return day_words(timezone.localtime(when).date() if isinstance(when, datetime) else when)
