"""What the command-line tests share: a clean sample district, a faulty one, and a way to run a command."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cupola.cli import run
from tests.once import written_once


@dataclass(frozen=True)
class Ran:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Cupola = Callable[..., Ran]


@pytest.fixture
def cupola(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cupola:
    monkeypatch.setenv("CUPOLA_DATA", str(tmp_path / "data"))

    def command(*words: object) -> Ran:
        code = run([str(word) for word in words])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return command


@pytest.fixture(scope="session")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean sample district of 300 students."""
    return written_once(tmp_path_factory, "clean-300", students=300, seed=2, faults="none")


@pytest.fixture(scope="session")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample district of 300 students with every fault planted."""
    return written_once(tmp_path_factory, "faulty-300", students=300, seed=2, faults="all")
