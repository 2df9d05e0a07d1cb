import tomllib
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from sources.ingest import Metadata, ingest
from sources.models import Publisher
from sources.parsing.front_matter import read_front_matter


class Command(BaseCommand):
    help = "Take in the documents of seeds/ with their publishers. Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "seeds")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        for entry in tomllib.loads((folder / "publishers.toml").read_text("utf-8"))["publisher"]:
            Publisher.objects.get_or_create(slug=entry["slug"], defaults=entry)
        paths = sorted(folder.glob("*.txt"))
        fresh = sum(self._load(path) for path in paths)
        self.stdout.write(f"{len(paths)} seed documents, {fresh} of them new.")

    def _load(self, path: Path) -> bool:
        matter, body = read_front_matter(path.read_bytes().decode("utf-8"))
        published_at = matter["published_at"]
        assert isinstance(published_at, datetime)  # noqa: S101 - TOML's own type; tests/seeds read every file
        metadata = Metadata(
            publisher=Publisher.objects.get(slug=matter["publisher"]),
            published_at=published_at,
            url=str(matter["url"]),
            headline=str(matter["headline"]),
            language=str(matter["language"]),
        )
        return ingest(body, metadata).is_new
