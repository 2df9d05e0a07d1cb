"""Makes a key in the base that the environment names, and finds the cursors of pages (JSON): run by tests.bench.api."""

import json
import secrets
import sys

import django

django.setup()

from django.contrib.auth.models import Group, User  # noqa: E402

from api.keys import HIGHEST_RATE, make_key  # noqa: E402
from api.pagination import Cursor  # noqa: E402
from api.scopes import Scope  # noqa: E402


def main(rows: int) -> dict[str, str]:
    reader = User.objects.create_user(f"program {secrets.token_hex(8)}")
    reader.groups.add(Group.objects.get(name="readers"))
    _made, key = make_key(
        User.objects.get(pk=reader.pk), name="bench", scopes=[Scope.READ], expires_at=None, rate=HIGHEST_RATE, by=None
    )
    return {"key": key, "middle": str(Cursor("<", rows // 2)), "deep": str(Cursor("<", 100))}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(int(sys.argv[1]))))
