"""Who may import what, where the import contracts of pyproject.toml cannot see it."""

from __future__ import annotations

import ast

# `cupola pull` asks servers of others; `cupola up` asks its own whether it answers; the prober asks what the district
# told it to watch, and only when it is switched on (docs/decisions/0019-prober.md).
EXCHANGE = (
    "src/cupola/engine/pull/exchange.py",
    "src/cupola/engine/pull/probing.py",
    "src/cupola/site/doorstep.py",
)
BACKEND = "src/cupola/engine/backends/duck.py"


def imported_names(node):
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def is_only_for_types(module, node):
    return any(
        isinstance(guard, ast.If) and "TYPE_CHECKING" in ast.unparse(guard.test) and node in ast.walk(guard)
        for guard in module.tree.body
    )


def test_own_modules_are_imported_at_the_top_except_in_the_command_line_and_when_apps_are_ready(program):
    hidden = [
        module.says(node, f"{name} is imported inside {function.name}")
        for module in program
        if not module.place.startswith("src/cupola/cli/")
        for function in module.functions()
        if function.name != "ready"
        for node in ast.walk(function)
        for name in imported_names(node)
        if name.split(".")[0] == "cupola"
    ]
    assert hidden == []


def test_only_the_backend_opens_a_database(program):
    elsewhere = [
        module.says(node, ast.unparse(node))
        for module in program
        if module.place != BACKEND
        for node in ast.walk(module.tree)
        if uses_duckdb(node) and not is_only_for_types(module, node)
    ]
    assert elsewhere == []


def test_only_three_modules_open_a_network_connection(program):
    doors = {"urllib.request", "http.client", "socket.create_connection", "socket.socket", "ftplib", "smtplib"}
    elsewhere = [
        module.says(node, name)
        for module in program
        if module.place not in EXCHANGE
        for node in ast.walk(module.tree)
        for name in imported_names(node)
        if any(name == door or name.startswith(f"{door}.") for door in doors)
    ]
    assert elsewhere == []


def uses_duckdb(node):
    """Opening a connection, or using the hidden one that duckdb.sql and its like share."""
    opens = {"connect", "sql", "query", "execute", "read_csv", "read_parquet", "default_connection"}
    if isinstance(node, ast.Attribute):
        return isinstance(node.value, ast.Name) and node.value.id == "duckdb" and node.attr in opens
    return any(name in {f"duckdb.{verb}" for verb in opens} for name in imported_names(node))


def test_tests_do_not_stand_in_for_our_own_code(everything):
    """No mocks of our own code: a test that replaces a part of Cupola tests something else."""
    mocks = [
        module.says(node, name)
        for module in everything
        for node in ast.walk(module.tree)
        for name in imported_names(node)
        if name.startswith("unittest.mock")
    ]
    assert mocks == []
