"""How many notices are unseen, for the head of the home page, and the form with which one watches something."""

from typing import Any

from django import template

from claims.admin.watch import VIEW, form_for
from claims.models import Notice, Watch
from sources.admin.listing import CappedCount, capped_counts

register = template.Library()

MOST_COUNTED = 99


@register.simple_tag
def unseen_of(user: Any) -> CappedCount:
    """How many notices the user has not seen, of those they may see. One query."""
    mine = Notice.objects.visible_to(user).filter(user=user.pk).unseen()
    return capped_counts([mine], at_most=MOST_COUNTED)[0]


@register.simple_tag
def watch_form(user: Any, noun: str, what: Any) -> dict[str, Any]:
    """The form with which the user watches it, and their watch where there is one. One query."""
    if what is None or not user.has_perm(VIEW):
        return {}
    watch = Watch.objects.filter(user=user.pk, **{noun: what.pk}).first()
    return {"form": form_for(noun, what.pk, watch), "watch": watch}
