"""Two database roles: the owner migrates; the application reads and writes rows, and owns nothing.

`python -m config.roles` prepares a database for both from DATABASE_ADMIN_URL (a superuser's), DATABASE_OWNER_URL and
DATABASE_URL; the embedded launcher and the tests do the same through `prepare`.
"""

import os
import sys
from collections.abc import Iterable
from typing import LiteralString
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import sql

NEEDED = ("pg_trgm", "unaccent")
WELCOME = ("vector",)
"""Used where the server has it, and done without where not: nearest meanings are then found by reading all."""


def prepare(admin_url: str, *, owner_url: str, application_url: str) -> None:
    """Create both roles and the owner's database, with its extensions. Safe to repeat; passwords are set anew."""
    owner, application = urlsplit(owner_url), urlsplit(application_url)
    database = unquote(application.path.strip("/"))
    with psycopg.connect(admin_url, autocommit=True) as admin:
        for role in (owner, application):
            _ensure_role(admin, unquote(role.username or ""), unquote(role.password or ""))
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
            _run(
                admin,
                "CREATE DATABASE {} OWNER {}",
                database,
                unquote(owner.username or ""),
            )
    with psycopg.connect(urlsplit(admin_url)._replace(path=f"/{database}").geturl(), autocommit=True) as admin:
        _run(admin, "ALTER SCHEMA public OWNER TO {}", unquote(owner.username or ""))
        for extension in (*NEEDED, *(each for each in WELCOME if _has(admin, each))):
            _run(admin, "CREATE EXTENSION IF NOT EXISTS {}", extension)


def grant(
    connection: "psycopg.Connection[tuple[object, ...]]",
    role: str,
    *,
    append_only: Iterable[str],
    read_only: Iterable[str],
    functions: Iterable[str],
) -> None:
    """Give `role` the rows of every table the owner has made, and only reading and adding where history is kept."""
    # Before PostgreSQL 15 everybody may make tables and functions there.
    _run(connection, "REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    _run(connection, "GRANT USAGE ON SCHEMA public TO {}", role)
    _run(
        connection,
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
        role,
    )
    _run(connection, "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}", role)
    for table in append_only:
        _run(connection, "REVOKE UPDATE, DELETE ON {} FROM {}", table, role)
    for table in read_only:
        _run(connection, "REVOKE INSERT, UPDATE, DELETE ON {} FROM {}", table, role)
    for function in functions:
        _run(connection, "GRANT EXECUTE ON FUNCTION {} TO {}", function, role)


def _has(admin: "psycopg.Connection[tuple[object, ...]]", extension: str) -> bool:
    known = admin.execute("SELECT 1 FROM pg_available_extensions WHERE name = %s", [extension])
    return known.fetchone() is not None


def _ensure_role(admin: "psycopg.Connection[tuple[object, ...]]", name: str, password: str) -> None:
    known = admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone()
    verb: LiteralString = "ALTER" if known else "CREATE"
    admin.execute(
        sql.SQL(verb + " ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {}").format(
            sql.Identifier(name), sql.Literal(password)
        )
    )


def _run(
    connection: "psycopg.Connection[tuple[object, ...]]",
    statement: LiteralString,
    *names: str,
) -> None:
    connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


if __name__ == "__main__":
    missing = [
        name for name in ("DATABASE_ADMIN_URL", "DATABASE_OWNER_URL", "DATABASE_URL") if not os.environ.get(name)
    ]
    if missing:
        sys.exit(f"Set {' and '.join(missing)}; see .env.example.")
    prepare(
        os.environ["DATABASE_ADMIN_URL"],
        owner_url=os.environ["DATABASE_OWNER_URL"],
        application_url=os.environ["DATABASE_URL"],
    )
