"""Each module says what it is for, each public function of the engine what it does."""

from __future__ import annotations

import ast
from pathlib import Path


def test_every_module_says_in_one_sentence_what_it_is_for(everything):
    silent = [module.place for module in everything if not (ast.get_docstring(module.tree) or "").strip()]
    assert silent == []


def test_the_first_paragraph_of_a_module_ends_like_a_sentence(program):
    firsts = {m.place: (ast.get_docstring(m.tree) or "").split("\n\n")[0].strip() for m in program}
    assert [place for place, first in firsts.items() if not first.endswith((".", "?"))] == []


def test_public_functions_of_the_engine_have_docstrings(program, root):
    engine = Path(root, "src/cupola/engine")
    silent = [
        module.says(node, node.name)
        for module in program
        if module.path.is_relative_to(engine)
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert silent == []
