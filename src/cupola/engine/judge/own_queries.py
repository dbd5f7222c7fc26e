"""Reads the tree of a district's own query from its tables outward: what does each column of it carry?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cupola.engine.judge.own_expressions import Node, Reading, ordered, place, value, values
from cupola.engine.judge.own_functions import TABLES
from cupola.engine.judge.own_tables import INSIDE, SeenColumn, SeenTables
from cupola.engine.judge.own_taint import ROOTED, Refused, Relation, Scope, Taint, Unknown, small, together

ROUNDS = 40
LISTS = ("string_split", "str_split", "string_to_array", "regexp_split_to_array")
RESERVED = ("main", "temp", "system", "memory", INSIDE)
QUERY_KEYS = {
    kind: frozenset(("type", "cte_map", "modifiers", *keys.split()))
    for kind, keys in {
        "SELECT_NODE": "select_list from_table where_clause group_expressions group_sets aggregate_handling "
        "having qualify",
        "SET_OPERATION_NODE": "setop_type setop_all left right",
        "RECURSIVE_CTE_NODE": "cte_name union_all left right aliases",
    }.items()
}
SOURCE_KEYS = {
    kind: frozenset(("type", "alias", "query_location", *keys.split()))
    for kind, keys in {
        "EMPTY": "",
        "BASE_TABLE": "table_name column_name_alias",
        "SUBQUERY": "subquery column_name_alias",
        "TABLE_FUNCTION": "function column_name_alias with_ordinality",
        "EXPRESSION_LIST": "values column_name_alias expected_names expected_types",
        "JOIN": "left right join_type ref_type condition using_columns delim_flipped",
    }.items()
}
JOINS = ("REGULAR", "CROSS", "NATURAL", "ASOF", "DEPENDENT")
STAR_KEYS = {"STAR": frozenset(("class", "type", "alias", "query_location", "relation_name", "exclude_list"))}
CTE_KEYS = {"CTE": frozenset(("query", "aliases", "materialized"))}
SHOW_INSTEAD = (
    "Use it in a condition only, and show a key, a count, the _domain of an address or birth_date_age instead."
)


@dataclass(slots=True)
class _From:
    """The relations of a FROM as they are met, what decides on their rows, and whether `*` loses the order."""

    relations: list[Relation] = field(default_factory=list)
    conditions: list[Node] = field(default_factory=list)
    using: list[str] = field(default_factory=list)
    asked: frozenset[str] = frozenset()
    is_loose: bool = False


class Queries:
    """Reads queries over the tables that own checks see."""

    def __init__(self, seen: SeenTables, *, parts_of_a_query: int) -> None:
        self.seen = seen
        stand_ins = [f"{t}.{c.name}" for t, columns in seen.items() for c in columns if c.stand_in]
        self.reading = Reading(self.query, frozenset(stand_ins), parts_of_a_query)

    def read(self, node: Node) -> None:
        """Refuse a query that shows something personal, or does what an own check may not do."""
        result = self.query(node, Scope())
        for title, taint in result.columns:
            for column in sorted(taint.columns):
                fact = f"the column {title or 'without a name'} would show {column}, which is personal."
                raise Refused(self.reading.first_at.get(column), fact, SHOW_INSTEAD)
        answers = {answer for _, taint in result.columns for answer in taint.answers}
        if len(answers) > 1:
            fact = "its columns answer more than one question about personal columns."
            raise Refused(None, fact, "Show one yes or no at most; put the rest into WHERE.")

    def query(self, node: Node, scope: Scope) -> Relation:
        """The rows that a SELECT, a set operation or a recursive CTE gives."""
        kind = str(node.get("type"))
        self.reading.step(node, kind, QUERY_KEYS)
        scope = self._with_ctes(node, scope)
        if kind == "SELECT_NODE":
            return self._select(node, scope)
        result = self._set(node, scope) if kind == "SET_OPERATION_NODE" else self._recursive(node, scope)
        asked = self._modifiers(node, Scope((result,), ctes=scope.ctes, outer=scope.outer))
        return replace(result, asked=result.asked | asked)

    def _with_ctes(self, node: Node, scope: Scope) -> Scope:
        for entry in (node.get("cte_map") or {}).get("map", ()):
            cte, title = entry["value"], small(entry["key"])
            self.reading.step(cte, "CTE", CTE_KEYS)
            if title in self.seen or title in scope.ctes:
                raise Refused(None, f"the name {entry['key']} is taken already.", "Take another in WITH.")
            aliases = self._names(cte.get("aliases", ()), cte)
            rows = self.query(cte["query"]["node"], replace(scope, relations=(), given={}))
            scope = replace(scope, ctes={**scope.ctes, title: rows.renamed(None, aliases)})
        return scope

    def _names(self, names: Iterable[str], node: Node) -> list[str]:
        """Names that the query gives; those of schemas would let DuckDB read `main.x` in another way."""
        given = [small(each) for each in names]
        for each in given:
            if each in RESERVED:
                raise Refused(place(node), f"{each} cannot be used as a name.", "Take another name.")
        return given

    # -- SELECT ------------------------------------------------------------------------------

    def _select(self, node: Node, scope: Scope) -> Relation:
        source = _From()
        self._source(node["from_table"], scope, source)
        items = node["select_list"]
        given = {small(item["alias"]): ROOTED for item in items if item.get("alias")}
        self._names(given, node)
        here = replace(scope, relations=tuple(source.relations), given=given)
        for _ in range(ROUNDS):
            places = dict(self.reading.first_at)
            asked = self._asked(node, here, source)
            # A refusal points to where something is shown, not to where it was asked about before.
            self.reading.first_at = places
            columns = self._items(items, replace(here, chosen_by=asked), source)
            found = _given(items, columns, given)
            if found == here.given:
                break
            here = replace(here, given=found)
        else:
            raise Refused(None, "its columns refer to each other in too long a chain.", "Use WITH.")
        asked = asked.union(*(relation.asked for relation in source.relations))
        result = Relation(None, tuple(columns), in_order=not source.is_loose, asked=asked)
        return result if _is_plain(items, columns) else result.blurred()

    def _asked(self, node: Node, scope: Scope, source: _From) -> frozenset[str]:
        """Every personal column that decides which rows there are, or how they are grouped."""
        conditions = [
            *source.conditions,
            *(node[key] for key in ("where_clause", "having", "qualify") if node.get(key)),
        ]
        groups = node.get("group_expressions", ())
        taint = values([*conditions, *groups], scope, self.reading)
        asked = taint.asked | source.asked
        for column in source.using:
            found = scope.look_up((column,))
            asked |= found.asked if found else frozenset()
        return asked | self._modifiers(node, scope)

    def _items(self, items: Sequence[Node], scope: Scope, source: _From) -> list[tuple[str, Taint]]:
        columns: list[tuple[str, Taint]] = []
        for item in items:
            if item.get("class") == "STAR":
                columns += self._star(item, source.relations)
            else:
                columns.append((_title(item), value(item, scope, self.reading)))
        return columns

    def _star(self, node: Node, relations: Sequence[Relation]) -> list[tuple[str, Taint]]:
        self.reading.step(node, "STAR", STAR_KEYS)
        wanted = small(node.get("relation_name", ""))
        left_out = {small(str(each)) for each in node.get("exclude_list", ())}
        found: list[tuple[str, Taint]] = []
        for relation in relations:
            if wanted and relation.alias != wanted:
                continue
            if relation.table is not None and relation.whole.columns:
                fact = f"* stands for every column of {relation.table}, personal ones too."
                raise Refused(place(node), fact, "Name the columns that you need.")
            found += [column for column in relation.columns if column[0] not in left_out]
        return found

    def _modifiers(self, node: Node, scope: Scope) -> frozenset[str]:
        asked: frozenset[str] = frozenset()
        for modifier in node.get("modifiers", ()):
            kind = modifier["type"]
            if kind == "ORDER_MODIFIER":
                asked |= ordered(modifier, scope, self.reading).asked
            elif kind == "DISTINCT_MODIFIER":
                asked |= values(modifier.get("distinct_on_targets", ()), scope, self.reading).asked
            elif kind == "LIMIT_MODIFIER":
                self._limit(modifier)
            else:
                self.reading.step(node, str(kind), {})
        return asked

    def _limit(self, modifier: Node) -> None:
        for key in ("limit", "offset"):
            if key in modifier and modifier[key].get("class") != "CONSTANT":
                raise Refused(place(modifier[key]), f"{key.upper()} must be a number.", "Write the number.")

    # -- FROM --------------------------------------------------------------------------------

    def _source(self, node: Node, scope: Scope, into: _From) -> None:
        kind = str(node["type"])
        self.reading.step(node, kind, SOURCE_KEYS)
        if kind == "JOIN":
            self._join(node, scope, into)
        elif kind != "EMPTY":
            names = self._names(node.get("column_name_alias", ()), node)
            alias = small(node["alias"]) if node.get("alias") else None
            self._names(filter(None, [alias]), node)
            around = replace(scope, relations=tuple(into.relations), given={})
            relation = getattr(self, f"_{kind.lower()}")(node, around)
            into.relations.append(relation.renamed(alias or relation.alias, names))
            # A query here may look at the relations on its left; a CTE cannot.
            into.asked |= relation.asked if kind == "SUBQUERY" else frozenset()

    def _join(self, node: Node, scope: Scope, into: _From) -> None:
        if node["ref_type"] not in JOINS:
            raise Refused(place(node), f"a {node['ref_type'].lower()} join is not allowed.", "Join on a key.")
        before = len(into.relations)
        self._source(node["left"], scope, into)
        middle = len(into.relations)
        self._source(node["right"], scope, into)
        if node.get("condition"):
            into.conditions.append(node["condition"])
        into.using += [small(column) for column in node.get("using_columns", ())]
        if node["ref_type"] == "NATURAL":
            left = {column for each in into.relations[before:middle] for column, _ in each.columns}
            into.using += [c for each in into.relations[middle:] for c, _ in each.columns if c in left]
        into.is_loose |= bool(into.using)

    def _base_table(self, node: Node, scope: Scope) -> Relation:
        title = small(node["table_name"])
        if title in scope.ctes:
            return scope.ctes[title].renamed(title)
        if title not in self.seen:
            fact = f"{node['table_name']} is no table that an own check may read."
            wrong = Unknown if title.isidentifier() else Refused
            raise wrong(place(node), fact, "The tables are listed in the data dictionary.")
        self.reading.tables.add(title)
        relation = Relation(title, tuple(_seen(title, column) for column in self.seen[title]), table=title)
        if node.get("column_name_alias") and relation.whole.columns:
            fact = f"the columns of {title} cannot be given other names in FROM."
            raise Refused(place(node), fact, "Give names in SELECT, with AS.")
        return relation

    def _subquery(self, node: Node, scope: Scope) -> Relation:
        return self.query(node["subquery"]["node"], scope.inside())

    def _table_function(self, node: Node, scope: Scope) -> Relation:
        call = node["function"]
        function = small(call["function_name"])
        if function not in TABLES or call.get("schema") or node.get("with_ordinality", "WITHOUT") != "WITHOUT":
            fact = f"rows from {call['function_name']} are not allowed in an own check."
            raise Refused(place(node), fact, f"Allowed are {', '.join(sorted(TABLES))} and the tables of the record.")
        taint = values(call.get("children", ()), scope, self.reading)
        if taint.columns & self.reading.stand_ins or (function == "unnest" and len(call["children"]) != 1):
            raise Refused(place(node), f"{function} of this is not allowed.", "Leave it out.")
        return Relation(function, ((function, taint),))

    def _expression_list(self, node: Node, scope: Scope) -> Relation:
        rows = [[value(cell, scope, self.reading) for cell in row] for row in node["values"]]
        columns = [together(cells) for cells in zip(*rows, strict=True)]
        return Relation("valueslist", tuple((f"col{number}", taint) for number, taint in enumerate(columns)))

    # -- sets --------------------------------------------------------------------------------

    def _set(self, node: Node, scope: Scope) -> Relation:
        left, right = self.query(node["left"], scope.inside()), self.query(node["right"], scope.inside())
        if node["setop_type"] == "UNION_BY_NAME":
            return _by_name(left, right)
        return _by_place(left, right)

    def _recursive(self, node: Node, scope: Scope) -> Relation:
        title, names = small(node["cte_name"]), self._names(node.get("aliases", ()), node)
        result = self.query(node["left"], scope.inside()).renamed(None, names)
        for _ in range(ROUNDS):
            again = replace(scope.inside(), ctes={**scope.ctes, title: result})
            longer = _by_place(result, self.query(node["right"], again))
            if longer == result:
                return result
            result = longer
        raise Refused(None, f"{title} refers to itself in too long a chain.", "Use fewer columns in it.")


def _seen(table: str, column: SeenColumn) -> tuple[str, Taint]:
    label = frozenset({f"{table}.{column.name}"} if column.personal else ())
    return column.name, Taint(columns=label, asked=label, rooted=True)


def _title(item: Node) -> str:
    """The name of a column, empty when DuckDB would make one up."""
    if item.get("alias"):
        return small(item["alias"])
    return small(item["column_names"][-1]) if item.get("class") == "COLUMN_REF" else ""


def _given(items: Sequence[Node], columns: Sequence[tuple[str, Taint]], given: Mapping[str, Taint]) -> dict[str, Taint]:
    """What each name that this SELECT gives stands for."""
    taints: dict[str, list[Taint]] = {each: [] for each in given}
    for title, taint in columns:
        if title in taints:
            taints[title].append(taint)
    return {
        each: replace(together(found), rooted=all(taint.rooted for taint in found)) for each, found in taints.items()
    }


def _is_plain(items: Sequence[Node], columns: Sequence[tuple[str, Taint]]) -> bool:
    """Whether each column has one name that is certain.

    DuckDB makes names up for expressions, and others where a name stands twice: something personal could
    hide behind the name of something else.
    """
    times = Counter(title for title, _ in columns)
    twice = any(count > 1 for title, count in times.items() if title)
    unnamed = any(not title and (taint.columns or taint.answers) for title, taint in columns)
    return not (twice or unnamed or any(map(_may_be_many, items)))


def _may_be_many(item: Node) -> bool:
    """Whether this may stand for several columns: what unnest does with a struct."""
    if item.get("class") != "FUNCTION" or small(item["function_name"]) != "unnest":
        return False
    inner = item["children"][0]
    return inner.get("class") != "FUNCTION" or small(inner["function_name"]) not in LISTS


def _by_place(left: Relation, right: Relation) -> Relation:
    certain = left.in_order and right.in_order and len(left.columns) == len(right.columns)
    if not certain:
        mixed = left.mixed.beside(right.mixed)
        columns = tuple((title, mixed) for title, _ in left.columns)
    else:
        pairs = zip(left.columns, right.columns, strict=True)
        columns = tuple((title, one.beside(other)) for (title, one), (_, other) in pairs)
    return Relation(None, columns, in_order=certain, asked=left.asked | right.asked)


def _by_name(left: Relation, right: Relation) -> Relation:
    titles = list(dict.fromkeys(title for title, _ in (*left.columns, *right.columns)))
    columns = []
    for title in titles:
        first, *more = [*left.named(title), *right.named(title)]
        for taint in more:
            first = first.beside(taint)
        columns.append((title, first))
    result = Relation(None, tuple(columns), in_order=False, asked=left.asked | right.asked)
    return result if "" not in titles else result.blurred()
