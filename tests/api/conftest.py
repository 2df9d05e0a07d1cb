from typing import Any

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from tests import cast


def with_key(key: str) -> APIClient:
    """A program that holds this key; failures of ours come back as they would to it."""
    return APIClient(raise_request_exception=False, headers={"Authorization": f"Bearer {key}"})


def with_token(user: User) -> APIClient:
    """A program that acts for the user, with all their rights."""
    return with_key(cast.key(user))


def etag(client: APIClient, path: str) -> str:
    """The ETag of what the client is shown at this path."""
    return str(client.get(path)["ETag"])


def decide(client: APIClient, path: str, body: dict[str, Any] | None = None, *, read: str = "") -> Any:
    """Send the decision `…/noun/key/act/` on what is read now at `…/noun/key/`, or on the ETag given."""
    row = f"{path.rstrip('/').rpartition('/')[0]}/"
    return client.post(path, body or {}, headers={"If-Match": read or etag(client, row)})


@pytest.fixture
def edith(db: None) -> User:
    return cast.edith()


@pytest.fixture
def editor(edith: User) -> APIClient:
    return with_token(edith)


@pytest.fixture
def reviewer(db: None) -> APIClient:
    return with_token(cast.rosa())


@pytest.fixture
def reader(db: None) -> APIClient:
    return with_token(cast.remi())


@pytest.fixture
def stranger(db: None) -> APIClient:
    """Signed in, in no group."""
    return with_token(cast.otto())


@pytest.fixture
def anybody() -> APIClient:
    """Not signed in."""
    return APIClient(raise_request_exception=False)
