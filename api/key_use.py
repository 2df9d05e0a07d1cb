"""One request of a key: who sends it, what they may do and how many it has sent, in one statement.

It runs by itself, in no request's transaction: a request that fails has been sent all the same, and the row in which a
key's requests are counted is locked for that statement only. PostgreSQL counts, so exactly `rate` requests pass.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User

from api.budgets import WINDOW, Budget
from api.prepared import prepared_cursor

OWNER = ("id", "is_superuser", "username", "is_staff", "is_active")
"""What is read of the owner, in the order of the model's columns; a password, above all, is not."""

# Only who knows the whole key spends its budget: prefixes are no secret. `digest = ANY` may take longer the more bytes
# agree, but nobody chooses the bytes of a digest without knowing the pepper; `was_sealed` says the last word.
_IS_OPEN = "abs(extract(epoch FROM statement_timestamp() - spent.started_at)) < %(window)s"
_PERMISSIONS = """ARRAY(
    SELECT noun.app_label || '.' || permission.codename
    FROM auth_permission AS permission JOIN django_content_type AS noun ON noun.id = permission.content_type_id
    WHERE permission.id IN (
        SELECT permission_id FROM auth_user_user_permissions WHERE user_id = held.user_id
        UNION ALL
        SELECT granted.permission_id FROM auth_user_groups AS member
        JOIN auth_group_permissions AS granted ON granted.group_id = member.group_id WHERE member.user_id = held.user_id
    )
)"""
STATEMENT = f"""
WITH held AS (
    SELECT key.id, key.user_id, key.digest, key.pepper_id, key.scopes, key.rate, key.expires_at, key.revoked_at,
        owner.is_superuser, owner.username, owner.is_staff, owner.is_active
    FROM api_apikey AS key JOIN auth_user AS owner ON owner.id = key.user_id
    WHERE key.prefix = %(prefix)s
), counted AS (
    INSERT INTO api_keyuse AS spent (key_id, started_at, requests)
    SELECT id, statement_timestamp(), 1 FROM held
    WHERE digest = ANY (%(seals)s) AND revoked_at IS NULL AND is_active
        AND (expires_at IS NULL OR expires_at > statement_timestamp())
    ON CONFLICT (key_id) DO UPDATE SET
        started_at = CASE WHEN {_IS_OPEN} THEN spent.started_at ELSE excluded.started_at END,
        requests = CASE WHEN {_IS_OPEN} THEN spent.requests + 1 ELSE 1 END
    RETURNING key_id, started_at, requests
), noted AS (
    UPDATE api_apikey SET last_used_at = counted.started_at FROM counted WHERE id = key_id AND requests = 1
)
SELECT held.id, held.digest, held.pepper_id, held.scopes, held.rate, held.expires_at, held.revoked_at,
    counted.requests, %(window)s - floor(extract(epoch FROM statement_timestamp() - counted.started_at))::int,
    held.user_id, held.is_superuser, held.username, held.is_staff, held.is_active,
    CASE WHEN counted.key_id IS NOT NULL AND NOT held.is_superuser THEN {_PERMISSIONS} END
FROM held LEFT JOIN counted ON true
"""  # noqa: S608 (made of its own parts)


@dataclass(frozen=True, slots=True)
class HeldKey:
    """A key as a request finds it; `budget` is None where it is not taken, for one of the reasons beside it."""

    key_id: int
    digest: bytes
    pepper_id: str
    scopes: frozenset[str]
    budget: Budget | None
    expires_at: datetime | None
    revoked_at: datetime | None
    owner: User


def use_key(prefix: str, seals: Iterable[bytes]) -> HeldKey | None:
    """Find the key, and count this request where it is taken; None where no key has the prefix. One statement.

    `seals`: the digests of the key that was sent, by each known pepper.
    """
    with prepared_cursor() as cursor:
        cursor.execute(STATEMENT, {"prefix": prefix, "seals": list(seals), "window": WINDOW})
        row = cursor.fetchone()
    if row is None:
        return None
    key_id, digest, pepper_id, scopes, rate, expires_at, revoked_at, used, seconds_left, *owner, permissions = row
    budget = None if used is None else Budget(rate, used, min(max(seconds_left, 0), WINDOW))
    scopes = frozenset(scopes)
    return HeldKey(key_id, bytes(digest), pepper_id, scopes, budget, expires_at, revoked_at, _user(owner, permissions))


def _user(values: list[object], permissions: list[str] | None) -> User:
    """The owner, without another query for what they may do."""
    user = User.from_db("default", list(OWNER), values)
    if permissions is not None:
        user._perm_cache = set(permissions)  # type: ignore[attr-defined]  # where config.rights keeps what it has read
    return user
