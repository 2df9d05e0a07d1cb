"""The reason that an act asks for: said, short enough, and of signs that can be stored."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sources.storable import refuse_unstorable

LONGEST_REASON = 500


def require_reason(reason: str, *, field: str = "reason") -> None:
    """Raise ValidationError under `field` where there is none, or one of more than 500 characters."""
    refuse_unstorable(**{field: reason})
    if not reason.strip():
        raise ValidationError({field: ValidationError(_("Give the reason."), code="required")})
    if len(reason.strip()) > LONGEST_REASON:
        raise ValidationError({field: ValidationError(_("Say it in at most 500 characters."), code="max_length")})
