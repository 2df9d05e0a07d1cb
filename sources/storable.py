"""Words that PostgreSQL can store: no NUL, no half of a surrogate pair, and not without end."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 20_000
"""Characters of a rationale or of resolution criteria."""


def refuse_unstorable(**fields: str) -> None:
    """Raise ValidationError naming each field whose words cannot be stored."""
    errors = {field: problem for field, words in fields.items() if (problem := unstorable(words))}
    if errors:
        raise ValidationError(errors)


def unstorable(words: str) -> ValidationError | None:
    """Why the words cannot be stored, or None."""
    if "\x00" in words or any("\ud800" <= sign <= "\udfff" for sign in words):
        return ValidationError(
            _("Remove the characters that cannot be stored (NUL, halves of surrogate pairs)."),
            code="invalid_characters",
        )
    if len(words) > LONGEST:
        return ValidationError(_("Say it in at most 20,000 characters."), code="max_length")
    return None
