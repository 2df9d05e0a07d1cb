import pytest
from rest_framework.test import APIClient

from api.resources.index import NOUNS
from tests import cast

pytestmark = pytest.mark.django_db


def test_the_root_leads_to_every_noun() -> None:
    client = APIClient()
    client.force_authenticate(cast.remi())
    links = client.get("/api/v1/").json()
    assert [client.get(links[noun]).status_code for noun in NOUNS] == [200] * len(NOUNS)


def test_the_root_asks_who_is_there() -> None:
    assert APIClient().get("/api/v1/").status_code == 401
