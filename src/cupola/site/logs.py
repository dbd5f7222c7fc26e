"""The log: one line an event, key=value; no name, no address of a page, no row of data."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from json import dumps
from traceback import extract_tb
from types import TracebackType
from typing import Any

SERVER = "_granian"


class EventFormatter(logging.Formatter):
    """Writes `time=… level=… event=…` and, for a fault, its kind and where in the program it was raised.

    The text of an exception and of messages of libraries may hold data, so neither is written; those of the web
    server are about itself.
    """

    def format(self, record: logging.LogRecord) -> str:
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds")
        ours = record.name.startswith("cupola")
        event = record.getMessage() if ours else f"event=told from={record.name}"
        if record.name == SERVER:
            event = f"event=server says={dumps(record.getMessage())}"
        line = f"time={when} level={record.levelname.lower()} {event}"
        if record.exc_info and record.exc_info[0] is not None:
            line += f" fault={record.exc_info[0].__name__} at={_place(record.exc_info[2])}"
        return line


def _place(trace: TracebackType | None) -> str:
    frames = extract_tb(trace)
    return " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames[-4:]))


def of_server() -> dict[str, Any]:
    """How the web server's own process logs: like all others, and only what went wrong."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"event": {"()": "cupola.site.logs.EventFormatter"}},
        "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "event"}},
        "loggers": {SERVER: {"handlers": ["out"], "level": "ERROR", "propagate": False}},
    }
