"""A browser against a server of the test's own, on a database of its own."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.test.testcases import LiveServerThread
from playwright.sync_api import Page, sync_playwright

from tests.servers import Servers

CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture
def address(own_database: Servers, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Where Aver answers. Playwright keeps an event loop in this thread, which Django's ORM would else refuse."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    server = LiveServerThread("127.0.0.1", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait(20)
    if server.error:
        raise server.error
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()


@pytest.fixture
def chromium(address: str) -> Iterator[Any]:
    """Started after the server, since its event loop forbids what the database fixtures do."""
    if not CHROMIUM.exists():
        pytest.skip(f"no {CHROMIUM}: install Debian's chromium to run the browser tests")
    with sync_playwright() as playwright:
        sandbox = [] if os.geteuid() else ["--no-sandbox"]
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=sandbox)
        yield browser
        browser.close()
        # While that loop runs Django keeps other connections than without it, and the database is about to be dropped.
        connections.close_all()


@pytest.fixture
def page(chromium: Any) -> Iterator[Page]:
    """A page that notes in `page.complaints` every console error, CSP violation and uncaught exception."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    opened = context.new_page()
    opened.complaints = []
    opened.on("console", lambda said: said.type in ("error", "warning") and opened.complaints.append(said.text))
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    yield opened
    context.close()
