"""Entity tags (RFC 9110 §8.8.3): what a reader was shown, and on which version a decision is taken."""

import re
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus

from django.utils.http import parse_etags
from rest_framework.exceptions import APIException
from rest_framework.request import Request

EXAMPLE = "write it as the answer to GET gave it in ETag, quotation marks included"
NEEDED = "A decision says on what it rests: send the ETag of what you have read in If-Match."
NOT_ANY = "If-Match: * does not say what you have read. Send the ETag of what you have read."


@dataclass(frozen=True, slots=True)
class EntityTag:
    """A strong tag of one row as one reader was shown it.

    `version` changes with each decision on the row, `digest` with anything in the representation: another language, a
    status that came with the hour, something that only some readers may see.
    """

    noun: str
    key: int
    version: str
    digest: str

    def __str__(self) -> str:
        return f'"{self.noun}-{self.key}-{self.version}-{self.digest}"'

    @classmethod
    def of(cls, content: bytes, *, noun: str, key: int, version: str) -> "EntityTag":
        return cls(noun, key, version, sha256(content).hexdigest()[:32])

    @classmethod
    def read(cls, words: str) -> "EntityTag | None":
        """None where it is not one of ours, weak ones included."""
        parts = re.fullmatch(r'"([a-z]+)-([0-9]{1,18})-([a-z0-9]{1,18})-([0-9a-f]{32})"', words, re.ASCII)
        return cls(parts[1], int(parts[2]), parts[3], parts[4]) if parts else None


class PreconditionRequired(APIException):
    """A decision that does not say what was read."""

    status_code = HTTPStatus.PRECONDITION_REQUIRED
    default_code = "precondition_required"
    default_detail = NEEDED


class MalformedPrecondition(APIException):
    """An If-Match that holds no entity tag."""

    status_code = HTTPStatus.BAD_REQUEST
    default_code = "invalid_if_match"
    default_detail = f"If-Match holds no entity tag; {EXAMPLE}."


def versions_read(request: Request, *, noun: str, key: int) -> frozenset[str]:
    """The versions of this row that If-Match names; tags of other rows, and weak ones, name none.

    Raises PreconditionRequired without If-Match or with `*`, MalformedPrecondition for anything but entity tags.
    """
    words = request.headers.get("If-Match", "").strip()
    if not words or words == "*":
        raise PreconditionRequired(NOT_ANY if words else None)
    given = parse_etags(words)
    if not given:
        raise MalformedPrecondition
    tags = [tag for each in given if (tag := EntityTag.read(each))]
    return frozenset(tag.version for tag in tags if (tag.noun, tag.key) == (noun, key))


def is_known(request: Request, tag: EntityTag | str) -> bool:
    """Whether If-None-Match names the tag, or anything; weakly compared, as RFC 9110 has it."""
    given = parse_etags(request.headers.get("If-None-Match", ""))
    return given == ["*"] or str(tag) in [each.removeprefix("W/") for each in given]
