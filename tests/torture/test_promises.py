"""What the OpenAPI document promises, tried with thirty examples of each operation, or with three hundred."""

import pytest

from tests.api.promises import IDENTITIES, broken_promises, filled
from tests.servers import Servers
from tests.torture.size import count

__all__ = ["filled"]

pytestmark = pytest.mark.torture


@pytest.mark.parametrize("identity", IDENTITIES)
def test_no_promise_is_broken_however_often_it_is_tried(filled: Servers, identity: str) -> None:
    found = broken_promises(identity, examples=count(30, 300))
    print(f"{identity}: {dict(found.answers)}, {dict(found.heard)}")  # noqa: T201
    assert not found.broken, str(found)
