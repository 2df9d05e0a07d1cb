import pytest
from django.contrib.auth.models import User

from claims.models import Claim
from tests import cast
from tests.claims.notices import desk


@pytest.fixture
def rosa(db: None) -> User:
    return desk.with_address(cast.rosa())


@pytest.fixture
def remi(db: None) -> User:
    return desk.with_address(cast.remi())


@pytest.fixture
def claim(edith: User) -> Claim:
    """Accepted by Edith, told to nobody."""
    found = desk.a_claim(edith)
    desk.tell()
    return found
