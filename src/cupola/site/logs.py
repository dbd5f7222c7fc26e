"""The log: one line an event, key=value; no name, no address of a page, no row of data."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from traceback import extract_tb
from types import TracebackType


class EventFormatter(logging.Formatter):
    """Writes `time=… level=… event=…` and, for a fault, its kind and where in the program it was raised.

    The text of an exception and of messages of libraries may hold data, so neither is written.
    """

    def format(self, record: logging.LogRecord) -> str:
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds")
        ours = record.name.startswith("cupola")
        event = record.getMessage() if ours else f"from={record.name}"
        line = f"time={when} level={record.levelname.lower()} {event}"
        if record.exc_info and record.exc_info[0] is not None:
            line += f" fault={record.exc_info[0].__name__} at={_place(record.exc_info[2])}"
        return line


def _place(trace: TracebackType | None) -> str:
    frames = extract_tb(trace)
    return " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames[-4:]))
