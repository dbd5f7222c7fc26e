"""Files, functions and parameter lists stay small enough to be read at once."""

from __future__ import annotations

import ast


def lines_of_code(function):
    """Lines from `def` to the end, the docstring not counted."""
    first, *_ = function.body
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    docstring = first.end_lineno - first.lineno + 1 if is_docstring else 0
    return function.end_lineno - function.lineno + 1 - docstring


def parameters(function):
    named = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return [each.arg for each in named if each.arg not in ("self", "cls")]


def is_command(function):
    """A command's parameters are the options it has on the command line."""
    decorators = [ast.unparse(each) for each in function.decorator_list]
    return any("command" in each or "option" in each for each in decorators)


def test_no_python_file_is_longer_than_400_lines(everything):
    lengths = {module.place: len(module.text.splitlines()) for module in everything}
    assert {place: length for place, length in lengths.items() if length > 400} == {}


def test_no_function_is_longer_than_50_lines(everything):
    long = [
        module.says(function, f"{function.name} has {lines_of_code(function)} lines")
        for module in everything
        for function in module.functions()
        if lines_of_code(function) > 50
    ]
    assert long == []


# A library calls these, in its own way.
CALLED_BY_OTHERS = {"settings_customise_sources"}


def test_no_function_takes_more_than_five_parameters(program):
    wide = [
        module.says(function, f"{function.name} takes {len(parameters(function))} parameters")
        for module in program
        for function in module.functions()
        if len(parameters(function)) > 5 and not is_command(function)
    ]
    assert wide == []


def test_long_parameter_lists_are_given_by_name(program):
    """Five at most, keyword-only after the first: from the fourth parameter on nobody remembers an order."""
    unnamed = [
        module.says(function, f"{function.name} takes {len(positional)} parameters by position")
        for module in program
        for function in module.functions()
        if len(positional := [p for p in parameters(function) if p not in keyword_only(function)]) > 3
        and not is_command(function)
        and function.name not in CALLED_BY_OTHERS
    ]
    assert unnamed == []


def keyword_only(function):
    return {each.arg for each in function.args.kwonlyargs}
