import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests import cast


@pytest.fixture
def edith(db: None) -> User:
    return cast.edith()


@pytest.fixture
def desk(edith: User) -> Client:
    """Edith, signed in."""
    client = Client()
    client.force_login(edith)
    return client


@pytest.fixture
def armchair(db: None) -> Client:
    """Rémi, signed in: he may read."""
    client = Client()
    client.force_login(cast.remi())
    return client
