"""What was held at an instant."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User

from claims import bygone, editing
from claims.models import Claim, Evidence, Prediction, Verdict
from tests import cast

pytestmark = pytest.mark.django_db


def test_first(edith: User) -> None:
    claim = editing.accept(cast.deadline(), by=edith)
    then = bygone.this_moment()
    cast.settled(claim, by=edith)
    now = bygone.this_moment()
    for m in (then, now):
        with bygone.reading(m):
            c = Claim.objects.visible_to(edith).with_status().select_related("claimant", "prediction", "current_verdict__rating").get()
            print(c.__dict__, c.prediction.__dict__, c.claimant, c.current_verdict)
            print(list(Evidence.objects.visible_to(edith)), list(Verdict.objects.all()))
            print(list(Claim.objects.visible_to(edith).filter(appearances__version=c.appearances.get().version)))
    assert 0
