import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_the_reference_lists_every_operation_and_breaks_no_policy(page: Page, address: str) -> None:
    page.goto(f"{address}/api/docs/")
    page.wait_for_selector(".opblock")
    assert (page.locator(".opblock").count(), page.complaints) == (19, [])  # type: ignore[attr-defined]
