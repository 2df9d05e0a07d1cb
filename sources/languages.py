"""Language tags as BCP 47 shapes them."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}", re.ASCII)


def validate_language_tag(tag: str) -> None:
    """Refuse what is not shaped like a language tag (*fr*, *en-GB*)."""
    if not LANGUAGE_TAG.fullmatch(tag):
        raise ValidationError(
            _("“%(tag)s” is not a language tag; write one such as fr or en-GB, or leave it out."),
            code="invalid_language",
            params={"tag": tag[:40]},
        )


def primary_subtag(tag: str) -> str:
    """`fr` for `fr-CA`."""
    return tag.partition("-")[0].lower()
