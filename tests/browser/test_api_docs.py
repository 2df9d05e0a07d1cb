import pytest
from drf_spectacular.generators import SchemaGenerator
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def _operations() -> int:
    schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]  # untyped library
    return sum(len(operations) for operations in schema["paths"].values())


def test_the_reference_lists_every_operation_and_breaks_no_policy(page: Page, address: str) -> None:
    page.goto(f"{address}/api/docs/")
    page.wait_for_selector(".opblock")
    assert (page.locator(".opblock").count(), page.complaints) == (_operations(), [])  # type: ignore[attr-defined]
