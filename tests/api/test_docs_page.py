"""The reference for people works under a policy that allows nothing inline and nobody else's server."""

import re

from django.contrib.staticfiles import finders
from rest_framework.test import APIClient


def test_anybody_may_read_the_page(anybody: APIClient) -> None:
    assert "Aver" in anybody.get("/api/docs/").content.decode()


def test_the_page_has_nothing_inline(anybody: APIClient) -> None:
    page = anybody.get("/api/docs/").content.decode()
    assert not re.search(r"<style|style=|\son\w+=|<script(?![^>]*\ssrc=)", page)


def test_what_the_page_loads_is_ours(anybody: APIClient) -> None:
    page = anybody.get("/api/docs/").content.decode()
    files = [link.removeprefix("/static/") for link in re.findall(r'(?:src|href)="([^"]+)"', page) if "?" not in link]
    assert files
    assert all(finders.find(file) for file in files)


def test_the_page_starts_from_a_script_of_its_own(anybody: APIClient) -> None:
    (script,) = re.findall(r'src="(/api/docs/\?[^"]+)"', anybody.get("/api/docs/").content.decode())
    answer = anybody.get(script)
    assert (answer["Content-Type"], 'url: "/api/schema/"' in answer.content.decode()) == (
        "application/javascript",
        True,
    )


def test_the_page_is_sent_with_the_strict_policy(anybody: APIClient) -> None:
    policy = anybody.get("/api/docs/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_the_api_itself_leads_to_the_page(anybody: APIClient) -> None:
    assert anybody.get("/api/")["Location"] == "/api/docs/"
