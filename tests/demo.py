"""The base as `make run` brings it up: seeds, the demo's people, and what they have published for a start."""

import os
from unittest.mock import patch

from django.core.management import call_command

from claims import intake
from sources.models import DocumentVersion

PASSWORDS = {"AVER_DEMO_EDITOR_PASSWORD": "an-editors-own", "AVER_DEMO_REVIEWER_PASSWORD": "a-reviewers-own"}
DECIDED = ("us-warns-of-invasion", "la-bce-annonce-une-hausse", "moon-rocket-waits-for-monday")


def take_in_seeds() -> None:
    """Before a worker is there."""
    with patch.dict(os.environ, PASSWORDS):
        call_command("demo_people")
    call_command("load_seeds", verbosity=0)


def read_what_is_decided() -> None:
    """Of the seeds only those whose claims the demo decides: the others cost time alone."""
    for version in DocumentVersion.objects.filter(document__url__regex="|".join(DECIDED)).order_by("pk"):
        intake.extract_from(version)
