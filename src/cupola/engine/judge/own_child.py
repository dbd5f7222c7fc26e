"""The child process in which a district's own checks run: fenced in, it reads the delivery and nothing else."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress
from typing import TextIO

from cupola.engine.backends.duck import connect, fence
from cupola.engine.judge.own_guard import Guard
from cupola.engine.judge.own_limits import OwnLimits
from cupola.engine.judge.own_request import OwnRequest, answer_line, read_request
from cupola.engine.judge.own_running import Bench, answer_to
from cupola.engine.judge.own_tables import INSIDE, create_seen_tables
from cupola.engine.record.build import SIMPLE
from cupola.engine.record.delivery import create_empty_views, open_delivery
from cupola.engine.record.roster import ROSTER_BY_NAME, roster_tables_to_keep
from cupola.engine.record.sources_view import create_context, keep_in_memory
from cupola.engine.record.tables import BY_NAME

if sys.platform != "win32":
    import resource

READY = '{"ready": true}\n'
BEGIN = '{{"begin": "{}"}}\n'
MEGABYTE = 1024 * 1024


def serve(asked: TextIO, answers: TextIO) -> None:
    """Read one request, answer each of its tasks in turn."""
    request = read_request(asked.readline())
    _limit(request.limits)
    threading.Thread(target=_end_with_parent, args=(asked,), daemon=True).start()
    bench = _bench(request)
    _say(answers, READY)
    for task in request.tasks:
        _say(answers, BEGIN.format(task.check))
        _say(answers, answer_line(answer_to(task, bench)))


def _say(answers: TextIO, line: str) -> None:
    answers.write(line)
    answers.flush()


def _end_with_parent(asked: TextIO) -> None:
    """When the parent is gone nobody waits for an answer, and nobody would stop the query."""
    asked.read()
    os._exit(1)


def _limit(limits: OwnLimits) -> None:
    """The second fence, where the system has one: memory, written files and no image of it after a crash."""
    if sys.platform == "win32":
        return
    most = {
        resource.RLIMIT_AS: limits.address_space_mb * MEGABYTE,
        resource.RLIMIT_FSIZE: 2 * limits.temp_mb * MEGABYTE,
        resource.RLIMIT_CORE: 0,
    }
    for what, amount in most.items():
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (amount, amount))


def _bench(request: OwnRequest) -> Bench:
    limits = request.limits
    connection = connect(spill=request.spill, memory=f"{limits.memory_mb}MB", threads=1)
    connection.execute(f"CREATE SCHEMA {INSIDE}")
    connection.execute(f"USE memory.{INSIDE}")
    opened = open_delivery(
        connection,
        parts=request.parts,
        files=request.files,
        systems=request.systems,
        as_of=request.as_of,
    )
    create_empty_views(connection, opened)
    needed = {table for task in request.tasks for table in (*task.needs, task.of)} & opened.filled
    rosters = roster_tables_to_keep(needed & set(ROSTER_BY_NAME))
    # Record tables that cost more than a look at the source rows: made once, not for every task.
    records = sorted((needed & set(BY_NAME)) - set(SIMPLE))
    keep_in_memory(connection, rosters + records)
    connection.execute("USE memory.main")
    create_context(connection, systems=request.systems, as_of=request.as_of)
    seen = create_seen_tables(connection)
    fence(connection, readable=[part.parquet for part in request.parts], temp_mb=limits.temp_mb)
    guard = Guard(seen, limits.parts_of_a_query)
    return Bench(connection, guard, opened.filled, len(request.files), limits)


def main() -> None:
    """Serve on standard input and output; nothing that a library prints gets into the answers."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    serve(sys.stdin, answers)
    answers.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
