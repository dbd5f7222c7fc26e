"""Django's description of the database: SQLite in the data folder, or PostgreSQL by its address."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from cupola.site.options import OptionsError

SQLITE_NAME = "cupola.sqlite3"
SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA journal_size_limit=67108864;"
WAIT_SECONDS = 20


def database(web: Path, url: str) -> dict[str, Any]:
    """The entry of `DATABASES`. Raises `OptionsError` for an address of another kind of database."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(web / SQLITE_NAME),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": WAIT_SECONDS,
                "init_command": SQLITE_PRAGMAS,
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise OptionsError("setting database_url", f"{parts.scheme}:// is not known.", "Write postgresql://…")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 16}, **query},
    }
