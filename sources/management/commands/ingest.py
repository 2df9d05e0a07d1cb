import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from sources.ingest import Ingested, Metadata, ingest
from sources.models import Publisher
from sources.parsing.canonical import MAX_BYTES
from sources.parsing.published import read_published


class Command(BaseCommand):
    help = "Take in a text, each text of a folder, or standard input (-). The same text twice is the same document."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", metavar="FILE|FOLDER|-")
        parser.add_argument("--publisher", required=True, help="the publisher's slug")
        parser.add_argument("--published", default="", help="2022-02-12 or 2022-02-12T09:30+01:00, or unknown")
        parser.add_argument("--because", default="", help="why the publication date is unknown")
        parser.add_argument("--language", default="", help="a language tag such as fr; detected if left out")
        parser.add_argument("--url", default="")
        parser.add_argument("--headline", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        metadata = self._metadata(options)
        refused = 0
        for name, content in self._contents(options["source"], url=options["url"], headline=options["headline"]):
            try:
                self.stdout.write(f"{name}: {_told(ingest(content, metadata))}")
            except ValidationError as error:
                refused += 1
                for field, messages in error.message_dict.items():
                    self.stderr.write(f"{name}: {_option(field)}: {' '.join(messages)}")
        if refused:
            raise CommandError(f"{refused} refused; nothing of {'it' if refused == 1 else 'them'} was kept.")

    def _metadata(self, options: dict[str, Any]) -> Metadata:
        publisher = Publisher.objects.filter(slug=options["publisher"]).first()
        if publisher is None:
            known = ", ".join(Publisher.objects.values_list("slug", flat=True)[:20]) or "none; add one in the admin"
            raise CommandError(f"--publisher: {options['publisher']!r} is not known; known are {known}.")
        published = options["published"]
        if published == "unknown" and not options["because"]:
            raise CommandError("--because: say why the publication date is unknown.")
        try:
            is_known = published and published != "unknown"
            published_at = read_published(published, publisher.zone) if is_known else None
        except ValueError as error:
            raise CommandError(f"--published: {error}") from error
        return Metadata(
            publisher=publisher,
            published_at=published_at,
            published_at_unknown_because=options["because"],
            url=options["url"],
            headline=options["headline"],
            language=options["language"],
        )

    def _contents(self, source: str, *, url: str, headline: str) -> Iterator[tuple[str, bytes]]:
        if source == "-":
            yield "standard input", sys.stdin.buffer.read(MAX_BYTES + 1)
            return
        path = Path(source)
        if not path.exists():
            raise CommandError(f"{source}: there is no such file or folder.")
        if path.is_dir() and (url or headline):
            raise CommandError("--url and --headline belong to one document; leave them out for a folder.")
        files = sorted(child for child in path.iterdir() if child.is_file()) if path.is_dir() else [path]
        for file in files:
            with file.open("rb") as opened:
                yield str(file), opened.read(MAX_BYTES + 1)


def _told(ingested: Ingested) -> str:
    words = f"document {ingested.document.pk}{'' if ingested.is_new else ', already held'}"
    for difference in ingested.differences:
        words += f"; {difference.field} differs: {difference.held!r} is held, {difference.given!r} was given"
    return words


def _option(field: str) -> str:
    return {"published_at": "--published", "text": "text"}.get(field, f"--{field}")
