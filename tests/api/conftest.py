import pytest
from django.contrib.auth.models import User
from rest_framework.authtoken.models import Token
from rest_framework.test import APIClient

from tests import cast


def with_token(user: User) -> APIClient:
    """A program that signs its requests with the user's token; failures of ours come back as they would to it."""
    token, _created = Token.objects.get_or_create(user=user)
    return APIClient(raise_request_exception=False, headers={"Authorization": f"Token {token.key}"})


@pytest.fixture
def edith(db: None) -> User:
    return cast.edith()


@pytest.fixture
def editor(edith: User) -> APIClient:
    return with_token(edith)


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
