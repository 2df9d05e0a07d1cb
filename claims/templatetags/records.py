"""The record of a claimant or publisher, for their page."""

from typing import Any

from django import template

from claims.admin import record

register = template.Library()


@register.simple_tag
def shown_record(user: Any, holder: Any) -> record.Shown | None:
    """Of what the user may see; None on a page that adds somebody. Two queries."""
    if holder is None or not user.has_perm("claims.view_recordtotal"):
        return None
    return record.shown_record(holder, user)
