import pytest
from django.contrib.auth.models import User

from claims import editing
from claims.models import Claim, ClaimReview
from tests import cast


@pytest.fixture(autouse=True)
def _on(public_site: None) -> None:
    """All of these are about a site that is on."""


@pytest.fixture
def by(db: None) -> User:
    return cast.edith()


@pytest.fixture
def decided(by: User) -> Claim:
    """Troops were to cross before the 20th, and did not."""
    claim = editing.accept(cast.deadline(), by=by)
    cast.settled(claim, by, "did-not-come-true")
    return claim


@pytest.fixture
def review(decided: Claim, by: User) -> ClaimReview:
    """Published, in English."""
    return cast.reviewed(decided, by)
