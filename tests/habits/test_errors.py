"""Errors are one tree; only the last door catches everything; only the command line prints."""

from __future__ import annotations

import ast

LAST_DOORS = ("src/cupola/cli/",)
ERRORS = "src/cupola/engine/errors.py"


def catches_everything(handler):
    if handler.type is None:
        return True
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(isinstance(each, ast.Name) and each.id in ("Exception", "BaseException") for each in caught)


def inside(module):
    return not module.place.startswith(LAST_DOORS)


def test_only_the_command_line_catches_every_exception(program):
    blind = [
        module.says(node, "catches everything")
        for module in program
        if inside(module)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler) and catches_everything(node)
    ]
    assert blind == []


def test_only_the_command_line_prints(program):
    loud = [
        module.says(node, "prints")
        for module in program
        if inside(module)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert loud == []


def test_every_kind_of_error_grows_on_the_one_tree(program):
    """An exception of our own outside errors.py has a parent from there, so one `except` catches it."""
    wild = [
        module.says(node, f"{node.name} comes from a built-in exception")
        for module in program
        if module.place != ERRORS
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
        and any(ast.unparse(base) in ("Exception", "ValueError", "RuntimeError") for base in node.bases)
    ]
    assert wild == []
