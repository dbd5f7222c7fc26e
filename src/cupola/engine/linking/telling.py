"""What links bring to light: fields that disagree, people missing elsewhere, held twice, or under one number.

Told in keys and names of fields, never in names or dates, so that it may lie beside the links and be read by checks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from cupola.engine.linking.links import SourcePair
from cupola.engine.linking.sources import Opened
from cupola.engine.linking.trust import most_trusted, trusted_kinds

MISSING, DIFFER, DOUBLE, NUMBER, LIKELY, FIELD = "missing", "differ", "double", "number", "likely", "field"
TOLD = (
    "kind VARCHAR, field VARCHAR, left_key VARCHAR, right_key VARCHAR, left_system VARCHAR, right_system VARCHAR,"
    " trusted VARCHAR, org_id VARCHAR, years INTEGER, left_says VARCHAR, right_says VARCHAR, people BIGINT, same BIGINT"
)
GRADE = "nullif(upper(trim({0}.grade)), '')"
# Field -> what both must say, and when it differs.
FIELDS = {
    "first_name": ("l.given IS NOT NULL AND r.given IS NOT NULL",
                   "l.given <> r.given AND NOT list_has_any(l.given_forms, r.given_forms)"),
    "last_name": ("l.family IS NOT NULL AND r.family IS NOT NULL", "l.family <> r.family"),
    "born": ("l.birth IS NOT NULL AND r.birth IS NOT NULL", "l.birth <> r.birth"),
    "sex": ("l.sex IS NOT NULL AND r.sex IS NOT NULL", "l.sex <> r.sex"),
    "grade": (f"{GRADE.format('l')} IS NOT NULL AND {GRADE.format('r')} IS NOT NULL",
              f"{GRADE.format('l')} <> {GRADE.format('r')}"),
    "school": ("s.one_school IS NOT NULL AND t.one_school IS NOT NULL", "s.one_school <> t.one_school"),
    "address": ("l.street IS NOT NULL AND r.street IS NOT NULL", "l.street <> r.street"),
    "phone": ("l.phones IS NOT NULL AND r.phones IS NOT NULL", "NOT list_has_any(l.phones, r.phones)"),
}  # fmt: skip
PROGRAMS = "programs"
# A source of these kinds is about all students, so that a student who is not in it is missing there.
WHOLE = ("roster", "enrollment", "state", "lms")
LINKED = (
    "(SELECT * FROM found_links WHERE entity = 'person' AND band = 'linked' AND left_system = '{main}'"
    " AND right_system <> left_system)"
)
SIDES = (
    "{linked} f JOIN people l ON l.key = f.left_key JOIN people r ON r.key = f.right_key"
    " LEFT JOIN placed s ON s.key = f.left_key LEFT JOIN placed t ON t.key = f.right_key"
    " WHERE f.right_system = '{right}' AND l.system = '{main}' AND r.system = '{right}' AND l.is_current"
    " AND r.is_current AND (l.who & 3) > 0"
)


def lay_told(opened: Opened, data: Path, pairs: Sequence[SourcePair], *, as_of: str) -> None:
    """Fill `told` from `people`, `found_links` and `crosswalk`; and `placed` (key, linked_id, one_school)."""
    opened.run(f"CREATE OR REPLACE TEMP TABLE told ({TOLD})")
    opened.run("""
CREATE OR REPLACE TEMP TABLE placed AS
SELECT p.key, w.linked_id, o.linked_id AS one_school
FROM (SELECT key, any_value(school) AS school FROM people GROUP BY key) p
LEFT JOIN (SELECT key, linked_id FROM crosswalk WHERE entity = 'person') w ON w.key = p.key
LEFT JOIN (SELECT key, linked_id FROM crosswalk WHERE entity = 'org') o ON o.key = p.school""")
    people = [pair for pair in pairs if pair.entity == "person"]
    if not people:
        return
    main = people[0].left
    kinds = dict(opened.connection.execute("SELECT id, kind FROM link_systems").fetchall())
    mine = [pair for pair in people if pair.left == main]
    _lay_trusted(opened, data, mine, kinds=kinds)
    # One source after the other: all at once would not fit in memory where people are many.
    for (right,) in opened.connection.execute("SELECT DISTINCT right_system FROM trusting ORDER BY 1").fetchall():
        _tell_differences(opened, main, str(right))
    _tell_programs(opened, main, as_of)
    for pair in mine:
        is_about_the_same = pair.linked >= 0.5 * min(pair.left_records, pair.right_records) > 0
        if kinds.get(pair.right, "") in WHOLE and is_about_the_same:
            _tell_missing(opened, pair.left, pair.right)
    _tell_people(opened, main)


def _lay_trusted(opened: Opened, data: Path, pairs: Sequence[SourcePair], *, kinds: Mapping[str, str]) -> None:
    """`trusting` (right_system, field, trusted): the fields that somebody is trusted with, of two sources."""
    opened.run("CREATE OR REPLACE TEMP TABLE trusting (right_system VARCHAR, field VARCHAR, trusted VARCHAR)")
    rows = list(_trusting(pairs, kinds, trusted_kinds(data)))
    if rows:
        opened.connection.executemany("INSERT INTO trusting VALUES (?, ?, ?)", rows)


def _trusting(
    pairs: Sequence[SourcePair], kinds: Mapping[str, str], order: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, str, str]]:
    for pair in pairs:
        both = {system: kinds.get(system, "") for system in (pair.left, pair.right)}
        for field in (*FIELDS, PROGRAMS):
            if set(both.values()) <= set(order.get(field, ())):
                yield pair.right, field, most_trusted(order[field], both)


def _tell_differences(opened: Opened, main: str, right: str) -> None:
    sides = SIDES.format(linked=LINKED.format(main=main), main=main, right=right)
    differ = ", ".join(f"CASE WHEN {condition} THEN '{field}' END" for field, (_, condition) in FIELDS.items())
    opened.run(f"""
INSERT INTO told
SELECT '{DIFFER}', d.field, d.left_key, d.right_key, d.left_system, d.right_system, a.trusted, d.org_id,
       CASE d.field WHEN 'born' THEN d.years END, CASE d.field WHEN 'grade' THEN d.left_grade END,
       CASE d.field WHEN 'grade' THEN d.right_grade END, NULL, NULL
FROM (SELECT f.left_key, f.right_key, f.left_system, f.right_system, s.one_school AS org_id,
             unnest([{differ}]) AS field, (abs(date_diff('day', l.birth, r.birth)) / 365.25)::INTEGER AS years,
             {GRADE.format("l")} AS left_grade, {GRADE.format("r")} AS right_grade FROM {sides}) d
JOIN trusting a ON a.right_system = d.right_system AND a.field = d.field""")
    both = ", ".join(
        f"{{'field': '{field}', 'people': count(*) FILTER ({both}), 'differ': count(*) FILTER ({differs})}}"
        for field, (both, differs) in FIELDS.items()
    )
    opened.run(f"""
INSERT INTO told
SELECT '{FIELD}', c.one.field, '', '', c.left_system, c.right_system, a.trusted, NULL, NULL, NULL, NULL, c.one.people,
       c.one.people - c.one.differ
FROM (SELECT f.left_system, f.right_system, unnest([{both}]) AS one FROM {sides}
      GROUP BY f.left_system, f.right_system) c
JOIN trusting a ON a.right_system = c.right_system AND a.field = c.one.field WHERE c.one.people > 0""")


def _tell_programs(opened: Opened, main: str, as_of: str) -> None:
    """Students of whom the SIS (with its lists) says a program and another source, which knows it too, does not."""
    if not opened.has("program_associations", "person_id", "program_type", "end_date", "system"):
        return
    opened.run(f"""
CREATE OR REPLACE TEMP TABLE flags AS
SELECT DISTINCT coalesce(w.linked_id, a.person_id) AS who, y.id AS of_system, a.program_type AS program,
       y.kind IN ('sis', 'roster') AS is_ours
FROM program_associations a JOIN link_systems y ON y.number = a.system LEFT JOIN placed w ON w.key = a.person_id
WHERE a.end_date IS NULL OR a.end_date >= DATE '{as_of}'""")
    opened.run("""
CREATE OR REPLACE TEMP TABLE both_keep AS
SELECT DISTINCT t.of_system, t.program FROM flags t JOIN (SELECT DISTINCT program FROM flags WHERE is_ours) o
ON o.program = t.program""")
    opened.run(f"""
CREATE OR REPLACE TEMP TABLE paired AS
SELECT f.left_key, f.right_key, f.left_system, f.right_system, s.linked_id, s.one_school, a.trusted
FROM {LINKED.format(main=main)} f JOIN placed s ON s.key = f.left_key
JOIN trusting a ON a.right_system = f.right_system AND a.field = '{PROGRAMS}'""")
    opened.run(f"""
INSERT INTO told
SELECT DISTINCT '{DIFFER}', '{PROGRAMS}', left_key, right_key, left_system, right_system, trusted, one_school,
       NULL::INTEGER, NULL, NULL, NULL::BIGINT, NULL::BIGINT
FROM (
  SELECT p.*, o.program, 1 AS side FROM paired p
  JOIN (SELECT DISTINCT who, program FROM flags WHERE is_ours) o ON o.who = p.linked_id
  JOIN both_keep k ON k.of_system = p.right_system AND k.program = o.program
  UNION ALL
  SELECT p.*, t.program, 2 FROM paired p JOIN flags t ON t.who = p.linked_id AND t.of_system = p.right_system
  JOIN both_keep k ON k.of_system = t.of_system AND k.program = t.program
) GROUP BY left_key, right_key, left_system, right_system, trusted, one_school, program
HAVING count(DISTINCT side) = 1""")


def _tell_missing(opened: Opened, left: str, right: str) -> None:
    """Students of one source whom the other does not have; who waits for a person's word is not counted."""
    for here, there in ((left, right), (right, left)):
        ours, theirs = ("p.key", "''") if here == left else ("''", "p.key")
        opened.run(f"""
INSERT INTO told
SELECT '{MISSING}', '{MISSING}', {ours}, {theirs}, '{left}', '{right}', '{here}', s.one_school,
       NULL, NULL, NULL, NULL, NULL
FROM people p JOIN placed s ON s.key = p.key
WHERE p.system = '{here}' AND p.is_current AND (p.who & 1) > 0
  AND s.linked_id NOT IN (SELECT o.linked_id FROM people q JOIN placed o ON o.key = q.key WHERE q.system = '{there}')
  AND p.key NOT IN (SELECT unnest([left_key, right_key]) FROM found_links WHERE entity = 'person' AND band = 'proposed'
                    AND left_system IN ('{left}', '{right}') AND right_system IN ('{left}', '{right}'))""")


def _tell_people(opened: Opened, main: str) -> None:
    """People held twice, numbers that stand on two people, and who may be whom."""
    opened.run(f"""
INSERT INTO told
SELECT '{DOUBLE}', f.step, f.left_key, f.right_key, f.left_system, f.right_system, NULL,
       coalesce(s.one_school, t.one_school), NULL, NULL, NULL, NULL, NULL
FROM found_links f LEFT JOIN placed s ON s.key = f.left_key LEFT JOIN placed t ON t.key = f.right_key
WHERE f.entity = 'person' AND f.band = 'linked' AND f.left_system = f.right_system
  AND f.step IN ('both are one', 'person')
UNION ALL
SELECT '{LIKELY}', f.step, f.left_key, f.right_key, f.left_system, f.right_system, NULL, s.one_school,
       NULL, NULL, NULL, NULL, NULL
FROM found_links f LEFT JOIN placed s ON s.key = f.left_key
WHERE f.entity = 'person' AND f.band = 'proposed' AND f.left_system = '{main}' AND f.right_system <> '{main}'""")
    opened.run(f"""
INSERT INTO told
SELECT DISTINCT '{NUMBER}', 'number', p.key, q.key, p.system, q.system, NULL, s.one_school, NULL::INTEGER, NULL, NULL,
       NULL::BIGINT, NULL::BIGINT
FROM misnumbered m JOIN people p ON p.n = m.l JOIN people q ON q.n = m.r
JOIN placed s ON s.key = p.key JOIN placed t ON t.key = q.key WHERE s.linked_id <> t.linked_id""")
