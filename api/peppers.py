"""Making keys and sealing them: what the database holds of a key tells nothing without the pepper, which is not there.

Peppers come from the environment (`API_KEY_PEPPERS`), by id. The first seals; the others still know what they sealed.
"""

import re
import secrets
from base64 import b32encode
from collections.abc import Iterator, Mapping
from hmac import compare_digest, digest

from django.conf import settings

PREFIX_LENGTH = 10
SECRET_LENGTH = 32
SECRET_BYTES = 20
"""160 random bits: SECRET_LENGTH letters in base 32."""

_LETTERS = "a-z2-7"
KEY = re.compile(rf"aver_([{_LETTERS}]{{{PREFIX_LENGTH}}})_[{_LETTERS}]{{{SECRET_LENGTH}}}", re.ASCII)


def fresh_key() -> tuple[str, str]:
    """A new key, and the prefix in it by which it is found: `aver_<prefix>_<secret>`."""
    prefix = _random(PREFIX_LENGTH)
    return f"aver_{prefix}_{_random(SECRET_LENGTH)}", prefix


def prefix_of(key: str) -> str | None:
    """The prefix of what is written like a key; None for anything else."""
    parts = KEY.fullmatch(key)
    return parts[1] if parts else None


def seal(key: str) -> tuple[str, bytes]:
    """The id of the pepper in use, and the 32 bytes that the database keeps."""
    return next(seals(key))


def seals(key: str) -> Iterator[tuple[str, bytes]]:
    """By each known pepper, the one in use first."""
    peppers: dict[str, bytes] = settings.API_KEY_PEPPERS
    for name, pepper in peppers.items():
        yield name, digest(pepper, key.encode(), "sha256")


def was_sealed(sealed: Mapping[str, bytes], pepper_id: str, kept: bytes) -> bool:
    """Whether what is kept is the seal of a key by that pepper; `sealed`: its `seals`. As slow whatever differs."""
    return compare_digest(sealed.get(pepper_id, b""), kept)


def _random(letters: int) -> str:
    """So many letters of base 32, five random bits each."""
    return b32encode(secrets.token_bytes(SECRET_BYTES)).decode().lower()[:letters]
