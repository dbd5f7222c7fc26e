"""What the habit tests look at: every module of the project, parsed once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {".git", ".venv", "build", "dist", "node_modules", "__pycache__"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file with its place, its text and its tree."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def place(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    def functions(self) -> Iterator[Function]:
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def says(self, node: ast.AST, what: str) -> str:
        return f"{self.place}:{getattr(node, 'lineno', 1)}: {what}"


def files_below(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name in NOT_OURS or path.name.endswith("_cache") or path.name == ".hypothesis":
            continue
        if path.is_dir():
            yield from files_below(path)
        else:
            yield path


def parsed(*folders: str) -> list[Module]:
    """Migrations are left out: Django names and writes them."""
    paths = [path for folder in folders if (ROOT / folder).is_dir() for path in files_below(ROOT / folder)]
    texts = [(path, path.read_text("utf-8")) for path in paths if path.suffix == ".py"]
    return [Module(path, text, ast.parse(text, str(path))) for path, text in texts if "migrations" not in path.parts]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def project_files() -> list[Path]:
    """Every file of the project that set-up, tests and linters did not make."""
    return list(files_below(ROOT))


@pytest.fixture(scope="session")
def program() -> list[Module]:
    """The modules of the package."""
    return parsed("src")


@pytest.fixture(scope="session")
def everything() -> list[Module]:
    """The modules of the package, the tests and the benchmarks."""
    return parsed("src", "tests", "bench")
