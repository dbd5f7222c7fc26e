"""Whatever two sources hold: a record is linked once, a person once in each source, and refused pairs stay away."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cupola.engine.backends import duck
from cupola.engine.linking import cascade, settling
from cupola.engine.linking.model import shipped
from cupola.engine.linking.names import lay_names

PERSON = st.tuples(
    st.sampled_from(["ada", "bea", "adda", "bella", "isabella"]),
    st.sampled_from(["norling", "ostrom", "norlin"]),
    st.sampled_from([date(2014, 3, 1), date(2014, 1, 3), date(2012, 5, 5), None]),
    st.sampled_from(["s1", "s2"]),
    st.sampled_from(["1elm", "2elm", None]),
)
PEOPLE = st.lists(PERSON, min_size=1, max_size=6)


def table(connection, name: str, rows, first: int) -> None:
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT NULL::INTEGER AS n, 'a' AS system, ''::VARCHAR AS key,"
        " 1 AS who, true AS is_current, ''::VARCHAR AS given, []::VARCHAR[] AS given_forms, []::VARCHAR[] AS shorts,"
        " ''::VARCHAR AS family, []::VARCHAR[] AS family_parts, NULL::VARCHAR AS middle, NULL::DATE AS birth,"
        " NULL::VARCHAR AS sex, NULL::VARCHAR AS school, NULL::VARCHAR AS grade, NULL::VARCHAR AS street,"
        " NULL::VARCHAR[] AS phones, NULL::VARCHAR[] AS mails, NULL::VARCHAR[] AS guardians LIMIT 0"
    )
    for n, (first_name, family, birth, school, street) in enumerate(rows, start=first):
        connection.execute(
            f"INSERT INTO {name} (n, system, key, who, is_current, given, given_forms, family, family_parts, birth,"
            " school, street) VALUES (?, ?, ?, 1, true, ?, ?, ?, ?, ?, ?, ?)",
            [n, name, f"k{n}", first_name, [first_name], family, [family], birth, school, street],
        )


@settings(max_examples=25, phases=(Phase.explicit, Phase.generate))
@given(PEOPLE, PEOPLE, st.sets(st.tuples(st.integers(1, 6), st.integers(101, 106)), max_size=6))
def test_links_are_one_to_one_and_refused_pairs_never_come_back(lefts, rights, refused):
    with closing(duck.connect()) as connection:
        lay_names(connection, Path("none"))
        table(connection, "lefts", lefts, 1)
        table(connection, "rights", rights, 101)
        connection.execute("CREATE TEMP TABLE people_ids (n INTEGER, issuer VARCHAR, value VARCHAR)")
        connection.execute("CREATE TEMP TABLE people_mails (n INTEGER, mail VARCHAR)")
        connection.execute("CREATE TEMP TABLE ties (n INTEGER, m INTEGER)")
        connection.execute("CREATE TEMP TABLE misnumbered (l INTEGER, r INTEGER)")
        connection.execute("CREATE TEMP TABLE refused (l INTEGER, r INTEGER)")
        for pair in sorted(refused):
            connection.execute("INSERT INTO refused VALUES (?, ?)", list(pair))
        connection.execute(f"CREATE TEMP TABLE decided ({cascade.DECIDED})")
        connection.execute(f"CREATE TEMP TABLE scored ({cascade.SCORED})")
        cascade.decide_by_number(connection)
        cascade.decide_by_rule(connection, cascade.BY_RULE)
        cascade.decide_lone(connection)
        connection.execute("INSERT INTO scored SELECT l.n, r.n, 0.0, NULL FROM lefts l, rights r")
        settling.gather(connection, shipped())
        settling.settle(connection, shipped())
        settled = connection.execute("SELECT l, r, band FROM settled").fetchall()
    linked = [(left, right) for left, right, band in settled if band == "linked"]
    assert len({left for left, _ in linked}) == len(linked) == len({right for _, right in linked})
    assert len({right for _, right, _ in settled}) == len(settled)
    assert not refused & {(left, right) for left, right, _ in settled}
