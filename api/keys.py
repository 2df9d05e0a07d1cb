"""The verbs on keys: make one, revoke one. Both are editorial acts, signed into the ledger, which never sees a key."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from api.models import ApiKey
from api.peppers import fresh_key, seal
from api.scopes import Scope, usable_by
from claims.clock import database_now
from sources.signing import signed
from sources.storable import refuse_unstorable

LONGEST_NAME = 100
HIGHEST_RATE = 1_000_000


def make_key(
    user: User,
    *,
    name: str,
    scopes: Iterable[Scope],
    expires_at: datetime | None,
    rate: int | None = None,
    by: User | None,
) -> tuple[ApiKey, str]:
    """A key by which a program acts for `user`; its words are returned here and nowhere else, and cannot be had again.

    `expires_at` None: never. `rate`: requests a minute; None: what the settings say. `by` None: at the command line.
    Raises ValidationError naming the field: scopes that the user's rights cannot use, an end that has passed.
    """
    chosen = [scope for scope in Scope if scope in set(scopes)]
    rate = settings.API_KEY_RATE if rate is None else rate
    _refuse_bad(user, name.strip(), chosen, expires_at, rate)
    key, prefix = fresh_key()
    pepper_id, digest = seal(key)
    with signed("make_key", by=by):
        made = ApiKey.objects.create(
            user=user,
            name=name.strip(),
            prefix=prefix,
            digest=digest,
            pepper_id=pepper_id,
            scopes=chosen,
            rate=rate,
            expires_at=expires_at,
            made_by=by,
        )
    return made, key


def revoke_key(key: ApiKey, *, by: User | None) -> ApiKey:
    """From its next request on the key is refused, for ever. Revoking it again changes nothing."""
    with signed("revoke_key", by=by):
        ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=Now(), revoked_by=by)
    key.refresh_from_db()
    return key


def _refuse_bad(user: User, name: str, scopes: list[Scope], expires_at: datetime | None, rate: int) -> None:
    refuse_unstorable(name=name)
    faults: dict[str, str] = {}
    if not name or len(name) > LONGEST_NAME:
        faults["name"] = _("Give the key a name of at most %(most)s characters.") % {"most": LONGEST_NAME}
    if not user.is_active:
        faults["user"] = _("The account is closed.")
    usable = usable_by(user)
    if not scopes:
        faults["scopes"] = _("Choose at least one scope.")
    elif beyond := [scope.value for scope in scopes if scope not in usable]:
        faults["scopes"] = _("The rights of %(user)s cannot use: %(scopes)s.") % {
            "user": user.get_username(),
            "scopes": ", ".join(beyond),
        }
    if expires_at is not None and expires_at <= database_now():
        faults["expires_at"] = _("This is past; give a later end.")
    if not 0 < rate <= HIGHEST_RATE:
        faults["rate"] = _("Give a rate from 1 to %(most)s requests a minute.") % {"most": HIGHEST_RATE}
    if faults:
        raise ValidationError({field: ValidationError(message, code="invalid") for field, message in faults.items()})
