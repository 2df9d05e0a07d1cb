"""What the OpenAPI document promises is held, whoever asks. More of it: `make torture`."""

import pytest

from tests.api.promises import IDENTITIES, broken_promises, filled
from tests.servers import Servers

__all__ = ["filled"]


@pytest.mark.parametrize("identity", IDENTITIES)
def test_no_promise_is_broken(filled: Servers, identity: str) -> None:
    found = broken_promises(identity, examples=10)
    assert not found.broken, str(found)
