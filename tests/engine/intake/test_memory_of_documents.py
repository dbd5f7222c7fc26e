"""XML and JSON of any size, good or broken, take no more memory than their largest record."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

CHILD = """
import json, resource, sys, tempfile
from pathlib import Path
from cupola.engine.backends.duck import connect
from cupola.engine.intake import arrive, look, read

work = Path(sys.argv[1])
arrived = arrive([work / "in.dat"], work)
connection = connect(threads=1)
connection.execute("SELECT 1").fetchall()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
(shape,) = look(arrived.arrivals[0], work)
table = read(shape, work, connection=connection)
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([table.rows, table.rows_set_aside, after - before]))
"""
HUGE = b"x" * 40_000_000
LINES = b'{"id": "1", "name": "Ann"}\n' * 1_000
XML = b"<r><id>1</id><name>Ann</name></r>\n" * 1_000
START = b"<?xml version='1.0'?><a>"


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted in another unit elsewhere")
@pytest.mark.parametrize(
    ("content", "rows", "aside"),
    [
        (START + XML + b"<r><id>" + HUGE + b"</id></r>" + XML + b"</a>", 2_000, 1),
        (START + XML + b"<r id='" + HUGE + b"'/>" + XML + b"</a>", 1_000, 0),
        (START + XML * 60 + b"</a>", 60_000, 0),
        (LINES + b'{"id": "' + HUGE + b'"}\n' + LINES, 2_000, 1),
        (b"[" + LINES.replace(b"\n", b",\n") + b'{"id": "' + HUGE, 1_000, 1),
        (b'{"page": 1,' + b" " * 40_000_000 + b'"value": [{"id": "1"}]}\n' + LINES, 1_000, 1),
        (LINES * 60, 60_000, 0),
    ],
    ids=["a huge text", "a huge tag", "long XML", "a huge line", "a huge value", "a huge envelope", "long JSON"],
)
def test_memory_does_not_grow_with_the_file(tmp_path, content, rows, aside):
    (tmp_path / "in.dat").write_bytes(content)
    run = subprocess.run([sys.executable, "-c", CHILD, str(tmp_path)], capture_output=True, check=True)
    found, set_aside, grown_kilobytes = json.loads(run.stdout)
    assert (found, set_aside) == (rows, aside)
    assert grown_kilobytes < 150_000
