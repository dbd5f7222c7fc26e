"""The command line starts light: what is heavy is imported by the command that needs it."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("duckdb", "numpy", "python_calamine", "rich.markdown", "rich.syntax", "pygments", "asyncio", "http")

ASK = """
import sys
from cupola.cli import main
try:
    main({arguments!r})
except SystemExit as end:
    assert not end.code, end.code
heavy = [name for name in {heavy!r} if name in sys.modules]
sys.stderr.write("heavy: " + " ".join(heavy))
"""


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["check", "--help"]])
def test_help_imports_nothing_heavy(arguments):
    script = ASK.format(arguments=arguments, heavy=HEAVY)
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    assert run.stderr.rpartition("heavy:")[2].split() == []
