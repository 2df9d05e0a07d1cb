"""What the OpenAPI document promises is held, whoever asks. More of it: `make torture`."""

import pytest

from tests.api.promises import IDENTITIES, broken_promises, fill
from tests.servers import Servers


@pytest.mark.parametrize("identity", IDENTITIES)
def test_no_promise_is_broken(own_database: Servers, identity: str) -> None:
    fill()
    found = broken_promises(identity, examples=10)
    print(found)  # noqa: T201
    assert not found.broken, str(found)
