import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from sources.models import Document, DocumentVersion, Publisher
from tests import cast

pytestmark = pytest.mark.django_db


def _ingest(source: Path | str, *words: str) -> str:
    cast.harbour_wire()
    out = io.StringIO()
    call_command("ingest", str(source), "--publisher", "harbour-wire", *words, stdout=out, stderr=out)
    return out.getvalue()


def test_a_file_becomes_a_document(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_bytes(b"One text.")
    _ingest(tmp_path / "one.txt", "--published", "2022-02-12")
    assert str(Document.objects.get().published_on) == "2022-02-12"


def test_each_file_of_a_folder_becomes_a_document(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).write_text(name)
    _ingest(tmp_path, "--published", "2022-02-12")
    assert Document.objects.count() == 2


def test_the_same_file_again_is_already_held(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_bytes(b"One text.")
    _ingest(tmp_path / "one.txt", "--published", "2022-02-12")
    assert "already held" in _ingest(tmp_path / "one.txt", "--published", "2022-02-12")


def test_a_date_on_which_it_differs_is_told(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_bytes(b"One text.")
    _ingest(tmp_path / "one.txt", "--published", "2022-02-12")
    assert "published_at differs" in _ingest(tmp_path / "one.txt", "--published", "2022-02-13")


def test_an_unknown_date_needs_its_reason(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_bytes(b"One text.")
    with pytest.raises(CommandError, match="--because"):
        _ingest(tmp_path / "one.txt", "--published", "unknown")


def test_an_unknown_publisher_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    cast.harbour_wire()
    with pytest.raises(CommandError, match="harbour-wire"):
        call_command("ingest", str(tmp_path), "--publisher", "nobody")


def test_one_bad_file_of_a_folder_does_not_keep_the_others_out(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"caf\xe9")
    (tmp_path / "good.txt").write_bytes("café".encode())
    with pytest.raises(CommandError, match="1 refused"):
        _ingest(tmp_path, "--published", "2022-02-12")
    assert [version.text for version in DocumentVersion.objects.all()] == ["café"]


def test_the_seeds_are_taken_in_once() -> None:
    first, second = io.StringIO(), io.StringIO()
    call_command("load_seeds", stdout=first)
    call_command("load_seeds", stdout=second)
    assert second.getvalue().endswith(" 0 of them new.\n")
    assert Publisher.objects.count() >= 4


def test_a_folder_is_not_many_versions_of_one_url(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("One text.")
    with pytest.raises(CommandError, match="leave them out for a folder"):
        _ingest(tmp_path, "--published", "2022-02-12", "--url", "https://harbour-wire.example/1")
