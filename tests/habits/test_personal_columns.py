"""Personal columns leave the record by one door only."""

from __future__ import annotations

import ast
from pathlib import Path

from cupola.engine.record.tables import TABLES

SOURCE = Path(__file__).parents[2] / "src" / "cupola"
PERSONAL = {column.name for table in TABLES for column in table.columns if column.personal}
# Columns of our own tables that are called alike: accounts of people who sign in, and words of ordinary speech.
OF_OUR_OWN = {"email", "username", "sex", "detail", "key"}
THE_DOOR = "workspace/personal.py"
ABOVE_THE_ENGINE = ("workspace", "shell", "modules", "site")


def modules() -> list[Path]:
    return sorted(path for part in ABOVE_THE_ENGINE for path in (SOURCE / part).rglob("*.py"))


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
    return found


def words(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return {word for text in texts for word in text.replace(",", " ").replace(".", " ").replace('"', " ").split()}


def test_only_the_one_service_opens_the_door() -> None:
    opened = [
        str(path.relative_to(SOURCE))
        for path in modules()
        if any(name.startswith("cupola.engine.record.access") for name in imported(path))
    ]
    assert [path for path in opened if path != THE_DOOR and not path.startswith("modules/doors/")] == []
    assert THE_DOOR in opened


def test_rooms_take_from_the_door_only_what_it_hands_out() -> None:
    for path in (SOURCE / "modules").rglob("*.py"):
        names = {name for name in imported(path) if name.startswith("cupola.engine.record.access.")}
        assert names <= {"cupola.engine.record.access.PersonBehind"}, path


def test_nobody_above_the_engine_opens_the_views_with_personal_columns() -> None:
    for path in modules():
        assert "cupola.engine.record.reader.views" not in imported(path), path


def test_nobody_above_the_engine_names_a_personal_column_in_sql() -> None:
    for path in modules():
        if "migrations" not in path.parts:
            assert not words(path) & (PERSONAL - OF_OUR_OWN), path
