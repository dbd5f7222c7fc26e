"""A cell of any size takes no more memory than a file without it."""

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
arrived = arrive([work / "users.csv"], work)
(shape,) = look(arrived.arrivals[0], work)
connection = connect(threads=1)
connection.execute("SELECT 1").fetchall()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
table = read(shape, work, connection=connection)
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
problems = [(problem.code, problem.line) for problem in table.problems]
print(json.dumps([table.rows, table.records, problems, after - before]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted in another unit elsewhere")
@pytest.mark.parametrize(
    "cell",
    [b"x" * 50_000_000, b'"' + (b"x, " * 20 + b"\n") * 820_000 + b'"', b'"' + b"x" * 50_000_000],
    ids=["plain", "quoted over many lines", "never closed"],
)
def test_a_cell_of_50_megabytes_does_not_fill_memory(tmp_path, cell):
    rows = b"".join(b"%d,Ann,05\n" % number for number in range(2_000))
    (tmp_path / "users.csv").write_bytes(b"id,name,grade\n" + rows + b"x," + cell + b",06\n" + rows)
    run = subprocess.run([sys.executable, "-c", CHILD, str(tmp_path)], capture_output=True, check=True)
    found, records, problems, grown_kilobytes = json.loads(run.stdout)
    assert (found, records) == (4_000, 4_001)
    assert [code for code, line in problems if line == 2_002] in (["FIL-011"], ["FIL-004"])
    assert grown_kilobytes < 150_000
