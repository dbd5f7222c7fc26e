"""What an expression of a district's own check carries; what is not known here is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cupola.engine.judge.own_functions import (
    ANSWERS,
    COUNTS,
    EVERYWHERE,
    IN_A_WINDOW,
    STAND_IN_SAFE,
    WRITTEN_BY_THE_PARSER,
)
from cupola.engine.judge.own_taint import CLEAN, ROOTED, Refused, Relation, Scope, Taint, Unknown, small, together

Node = Mapping[str, Any]
NOWHERE = 18446744073709551615
SAME = ("COMPARE_EQUAL", "COMPARE_NOTEQUAL", "COMPARE_DISTINCT_FROM", "COMPARE_NOT_DISTINCT_FROM")
OPERATORS_THAT_ANSWER = ("OPERATOR_NOT", "OPERATOR_IS_NULL", "OPERATOR_IS_NOT_NULL", "COMPARE_IN", "COMPARE_NOT_IN")
OPERATORS_THAT_CARRY = ("OPERATOR_COALESCE", "ARRAY_EXTRACT", "ARRAY_SLICE", "STRUCT_EXTRACT", "OPERATOR_TRY")
LEAVES = ("class", "type", "alias", "query_location")
KEYS: Mapping[str, frozenset[str]] = {
    kind: frozenset((*LEAVES, *keys.split()))
    for kind, keys in {
        "COLUMN_REF": "column_names",
        "CONSTANT": "value",
        "COMPARISON": "left right",
        "CONJUNCTION": "children",
        "BETWEEN": "input lower upper",
        "OPERATOR": "children",
        "CASE": "case_checks else_expr",
        "CAST": "child cast_type try_cast",
        "COLLATE": "child collation",
        "SUBQUERY": "subquery subquery_type child comparison_type",
        "FUNCTION": "function_name schema children filter order_bys distinct is_operator export_state",
        "WINDOW": "function_name schema children partitions orders arg_orders filter_expr start end start_expr "
        "end_expr offset_expr default_expr ignore_nulls exclude_clause distinct",
    }.items()
}
STAND_IN_HINT = (
    "It can be joined, grouped, counted and compared with other columns, nothing else. For e-mail addresses "
    "there is a column that ends in _domain, for birth_date there is birth_date_age."
)


@dataclass(slots=True)
class Reading:
    """A query being read: how to read a query inside it, which tables it read, how much is left to read."""

    query: Callable[[Node, Scope], Relation]
    stand_ins: frozenset[str]
    parts_left: int
    tables: set[str] = field(default_factory=set)
    first_at: dict[str, int | None] = field(default_factory=dict)

    def step(self, node: Node, kind: str, keys: Mapping[str, frozenset[str]]) -> None:
        """Count one part of the query; refuse a part of a kind, or with something in it, that is not known."""
        self.parts_left -= 1
        if self.parts_left < 0:
            raise Refused(None, "this query is too long to be looked through.", "Write it as two checks.")
        unknown = sorted(set(node) - keys[kind]) if kind in keys else [kind]
        if unknown:
            what = unknown[0].replace("_", " ").lower()
            raise Refused(place(node), f"this form of SQL ({what}) is not allowed.", "Say it with a plain SELECT.")


def place(node: Node) -> int | None:
    """Where a part of a query begins, in bytes; None when the parser does not say."""
    at = node.get("query_location")
    return at if isinstance(at, int) and at != NOWHERE else None


def value(node: Node, scope: Scope, reading: Reading) -> Taint:
    """What the value of an expression carries. Raises `Refused` for what an own check may not do."""
    kind = str(node.get("class"))
    reading.step(node, kind, KEYS)
    return READERS[kind](node, scope, reading)


def values(nodes: Iterable[Node], scope: Scope, reading: Reading) -> Taint:
    """What a value made from all these expressions carries."""
    return together([value(node, scope, reading) for node in nodes])


def ordered(modifier: Node | None, scope: Scope, reading: Reading) -> Taint:
    """What the expressions of an ORDER BY carry."""
    orders = (modifier or {}).get("orders") or ()
    return values([order["expression"] for order in orders], scope, reading)


def _column(node: Node, scope: Scope, reading: Reading) -> Taint:
    parts = tuple(small(part) for part in node["column_names"])
    taint = scope.look_up(parts)
    if taint is None:
        hint = "Text stands in single quotes; the day is as_of(); columns are in the data dictionary."
        raise Unknown(place(node), f"there is no column {'.'.join(node['column_names'])} here.", hint)
    for column in taint.columns:
        reading.first_at.setdefault(column, place(node))
    return taint


def _constant(node: Node, scope: Scope, reading: Reading) -> Taint:
    return CLEAN


def _comparison(node: Node, scope: Scope, reading: Reading) -> Taint:
    sides = node["left"], node["right"]
    taint = values(sides, scope, reading)
    if node["type"] not in SAME or any(_is_a_word(side) for side in sides):
        _keep_stand_ins(node, taint, reading)
    return taint.answered(id(node))


def _is_a_word(node: Node) -> bool:
    """Whether this is a constant that no stand-in is ever equal to."""
    while node.get("class") in ("CAST", "COLLATE"):
        node = node["child"]
    constant = node.get("value") or {}
    return node.get("class") == "CONSTANT" and not constant.get("is_null") and constant.get("value", "") != ""


def _keep_stand_ins(node: Node, taint: Taint, reading: Reading) -> None:
    """Refuse what would be false for every stand-in, or read something out of it."""
    held = sorted(taint.columns & reading.stand_ins)
    if held:
        at = place(node) if place(node) is not None else reading.first_at.get(held[0])
        fact = f"{held[0]} is not seen in an own check, only a stand-in for it, and this looks into it."
        raise Refused(at, fact, STAND_IN_HINT)


def _conjunction(node: Node, scope: Scope, reading: Reading) -> Taint:
    return values(node["children"], scope, reading).answered(id(node))


def _between(node: Node, scope: Scope, reading: Reading) -> Taint:
    taint = values((node["input"], node["lower"], node["upper"]), scope, reading)
    _keep_stand_ins(node, taint, reading)
    return taint.answered(id(node))


def _operator(node: Node, scope: Scope, reading: Reading) -> Taint:
    kind, children = node["type"], node.get("children", ())
    taint = values(children, scope, reading)
    if kind in OPERATORS_THAT_ANSWER:
        if kind.startswith("COMPARE") and any(map(_is_a_word, children)):
            _keep_stand_ins(node, taint, reading)
        return taint.answered(id(node))
    if kind not in OPERATORS_THAT_CARRY:
        reading.step(node, str(kind), {})
    if kind not in ("OPERATOR_COALESCE", "OPERATOR_TRY"):
        _keep_stand_ins(node, taint, reading)
    return taint


def _case(node: Node, scope: Scope, reading: Reading) -> Taint:
    checks = node["case_checks"]
    asked = values([check["when_expr"] for check in checks], scope, reading)
    results = values([*(check["then_expr"] for check in checks), node["else_expr"]], scope, reading)
    # One question is one answer, however its two results are worded; several spell the column out.
    return results | (asked.answered(id(node)) if len(checks) == 1 else asked)


def _cast(node: Node, scope: Scope, reading: Reading) -> Taint:
    taint = value(node["child"], scope, reading)
    if node["cast_type"].get("id") != "VARCHAR":
        _keep_stand_ins(node, taint, reading)
    return taint


def _collate(node: Node, scope: Scope, reading: Reading) -> Taint:
    return value(node["child"], scope, reading)


def _subquery(node: Node, scope: Scope, reading: Reading) -> Taint:
    """A query in the place of a value. Its conditions decide the value: they count as one answer."""
    rows = reading.query(node["subquery"]["node"], scope.inside())
    decided = Taint(answers=frozenset({id(node)} if rows.asked else ()), asked=rows.asked, rooted=True)
    kind = node["subquery_type"]
    if kind == "SCALAR":
        return rows.whole | decided
    if kind == "EXISTS":
        return decided
    if kind != "ANY":
        reading.step(node, str(kind), {})
    taint = value(node["child"], scope, reading) | rows.whole
    if node.get("comparison_type") not in SAME:
        _keep_stand_ins(node, taint, reading)
    return (taint | decided).answered(id(node))


def _function(node: Node, scope: Scope, reading: Reading) -> Taint:
    function = small(node["function_name"])
    children = node.get("children", ())
    _allow(node, function, allowed=EVERYWHERE)
    taint = values(children, scope, reading) | ordered(node.get("order_bys"), scope, reading)
    kept = _condition(node.get("filter"), scope, reading)
    decided = Taint(answers=frozenset({id(node)} if kept else ()))
    if function == "unnest" and (len(children) != 1 or taint.columns):
        raise Refused(place(node), "unnest of a personal column, or with options, is not allowed.", "Leave it out.")
    return _result(node, function, taint=taint, asked=kept, reading=reading) | decided


def _window(node: Node, scope: Scope, reading: Reading) -> Taint:
    """The order of a window shows in its result; how its rows are parted and filtered only decides."""
    function = small(node["function_name"])
    _allow(node, function, allowed=IN_A_WINDOW)
    extras = [node[key] for key in ("start_expr", "end_expr", "offset_expr", "default_expr") if node.get(key)]
    taint = values([*node.get("children", ()), *extras], scope, reading)
    orders = ordered({"orders": [*node.get("orders", ()), *node.get("arg_orders", ())]}, scope, reading)
    parted = values(node.get("partitions", ()), scope, reading)
    kept = _condition(node.get("filter_expr"), scope, reading)
    decided = Taint(answers=frozenset({id(node)} if kept else ()))
    result = _result(node, function, taint=taint, asked=kept | parted.asked, reading=reading)
    return result | orders | decided


def _condition(node: Node | None, scope: Scope, reading: Reading) -> frozenset[str]:
    return value(node, scope, reading).asked if node else frozenset()


def _result(node: Node, function: str, *, taint: Taint, asked: frozenset[str], reading: Reading) -> Taint:
    if function not in STAND_IN_SAFE:
        _keep_stand_ins(node, taint, reading)
    seen = Taint(asked=asked | taint.asked, rooted=True)
    if function in COUNTS or function in ANSWERS:
        return taint.answered(id(node)) | seen
    return taint | Taint(asked=asked) if node.get("children") else taint | seen | ROOTED


def _allow(node: Node, function: str, *, allowed: frozenset[str]) -> None:
    """Refuse a function that is not listed; in `x.f()` x may be a column, so a schema must be the parser's own."""
    by_parser = function in WRITTEN_BY_THE_PARSER and node.get("children") and node.get("schema") == "main"
    if function not in allowed or (node.get("schema") and not by_parser):
        fact = f"the function {node['function_name']} is not allowed in an own check."
        raise Refused(place(node), fact, "Allowed functions are named in docs/own-checks.md.")


READERS: Mapping[str, Callable[[Node, Scope, Reading], Taint]] = {
    "COLUMN_REF": _column,
    "CONSTANT": _constant,
    "COMPARISON": _comparison,
    "CONJUNCTION": _conjunction,
    "BETWEEN": _between,
    "OPERATOR": _operator,
    "CASE": _case,
    "CAST": _cast,
    "COLLATE": _collate,
    "SUBQUERY": _subquery,
    "FUNCTION": _function,
    "WINDOW": _window,
}
