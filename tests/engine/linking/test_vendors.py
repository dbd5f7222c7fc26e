"""One vendor for several spellings: what is one by itself, what a person is asked, and what a person said."""

from __future__ import annotations

from contextlib import closing

import pytest

from cupola.engine.backends import duck
from cupola.engine.linking.decisions import Decision
from cupola.engine.linking.names import lay_names
from cupola.engine.linking.persons import FOUND
from cupola.engine.linking.sources import Opened
from cupola.engine.linking.vendor_groups import grouped
from cupola.engine.linking.vendor_sides import vendors_seen
from cupola.engine.linking.vendors import link_vendors
from tests.engine.linking.invented import Child


def said(left: str, right: str, says: str) -> Decision:
    """What a person said of two names of the register and the asset list."""
    return Decision("2026-10-30T12:00:00+00:00", "vendor", left, right, says, 1)


class Vendors:
    """Names in a register (`own`) and in an asset list (`assets`), linked."""

    def __init__(self, folder, own: list[str], assets: list[str] = (), decisions: list[Decision] = ()) -> None:
        with closing(duck.connect()) as connection:
            lay_names(connection, folder)
            connection.execute(f"CREATE TEMP TABLE found_links ({FOUND})")
            connection.execute("CREATE TEMP TABLE everyone (entity VARCHAR, key VARCHAR, rank INTEGER)")
            columns = {}
            for table, key, column, cost, rows in (
                (
                    "systems",
                    "system_id",
                    "vendor",
                    "annual_cost",
                    [(f"cupola:{n}", name) for n, name in enumerate(own)],
                ),
                ("snipeit_assets", "link_system", "supplier", "purchase_cost", [("assets", name) for name in assets]),
            ):
                connection.execute(
                    f"CREATE TEMP TABLE {table} ({key} VARCHAR, {column} VARCHAR, {cost} DECIMAL(12, 2))"
                )
                for row in rows:
                    connection.execute(f"INSERT INTO {table} VALUES (?, ?, 100)", row)
                columns[table] = frozenset((key, column, cost))
            self.pairs = link_vendors(Opened(connection, columns), folder, tuple(decisions))
            self.rows = connection.execute(
                "SELECT band, step, left_key, right_key FROM found_links ORDER BY ALL"
            ).fetchall()

    def of(self, band: str) -> set[tuple[str, ...]]:
        """The pairs of names in a band, each with the step."""
        bare = [
            (step, left.partition(":")[2], right.partition(":")[2]) for b, step, left, right in self.rows if b == band
        ]
        return {(step, *sorted((left, right))) for step, left, right in bare}


@pytest.mark.parametrize(
    ("one", "other", "step"),
    [
        ("Northgate Cloud", "NORTHGATE  CLOUD ", "vendor name"),
        ("Northgate Cloud", "Northgate-Cloud, Inc.", "vendor form"),
        ("The Ledgerline Company", "Ledgerline", "vendor form"),
        ("Quillstone", "Quillstone L.L.C.", "vendor form"),
        ("Fern & Hill", "Fern and Hill Corp.", "vendor form"),
        ("Quill Stone", "QuillStone", "vendor form"),
    ],
)
def test_one_vendor_in_two_spellings_is_linked(tmp_path, one, other, step):
    found = Vendors(tmp_path, [one], [other])
    assert [(row[0], row[1]) for row in found.rows] == [("linked", step)]


@pytest.mark.parametrize(
    ("one", "other", "step"),
    [
        ("Brightstep", "Brigthstep", "vendor slip"),
        ("Sparrow Messages", "Sparrow Message", "vendor slip"),
        ("Tidewater", "Tidewater Learning", "vendor words"),
        ("Northgate", "Northgate Web Services", "vendor words"),
        ("Orchard Control Systems", "Orchard Control Software", "vendor words"),
        ("Control Orchard", "Orchard Control", "vendor order"),
        ("TVP", "Tall Vine Press", "vendor initials"),
    ],
)
def test_a_near_name_is_asked_about_and_never_linked(tmp_path, one, other, step):
    found = Vendors(tmp_path, [one], [other])
    assert found.of("proposed") == {(step, *sorted((one, other)))}
    assert found.of("linked") == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harbor Learning", "Cedar Learning"),
        ("Education Services", "Systems"),
        ("Studio 3 Partners", "Studio 4 Partners"),
        ("Fern", "Ferd"),
        ("Airfield", "Gatehouse"),
    ],
)
def test_other_vendors_stay_apart(tmp_path, one, other):
    assert Vendors(tmp_path, [one], [other]).rows == []


def test_a_list_that_writes_one_vendor_in_two_ways_is_told_of_too(tmp_path):
    found = Vendors(tmp_path, ["Quillstone", "Quillstone Inc"])
    (pair,) = found.pairs
    assert (pair.left, pair.right, pair.left_records, pair.linked) == ("cupola", "cupola", 2, 1)


def test_two_vendors_are_asked_about_once_however_many_spellings_they_have(tmp_path):
    found = Vendors(
        tmp_path, ["Tidewater", "TIDEWATER", "Tidewater Inc"], ["Tidewater Learning", "Tidewater Learning LLC"]
    )
    assert len(found.of("proposed")) == 1


def test_what_a_person_called_one_is_one_in_every_list_that_writes_it_so(tmp_path):
    same = [said("cupola:Tidewater", "assets:TVP Partners", "same")]
    found = Vendors(tmp_path, ["Tidewater"], ["TVP partners, Inc", "TVP PARTNERS"], same)
    assert ("person", "TVP PARTNERS", "Tidewater") in found.of("linked")
    assert ("person", "TVP partners, Inc", "Tidewater") in found.of("linked")


def test_a_refused_pair_is_never_proposed_again_whatever_the_spelling(tmp_path):
    refused = [said("cupola:Tidewater", "assets:Tidewater Learning", "different")]
    for own, assets in (
        (["Tidewater"], ["Tidewater Learning"]),
        (["TIDEWATER INC"], ["Tidewater", "tidewater learning"]),
    ):
        assert Vendors(tmp_path, own, assets, refused).of("proposed") == set()
    assert Vendors(tmp_path, ["Tidewater"], ["Tidewater Learning"]).of("proposed")


def test_a_spelling_that_was_taken_out_stands_alone_and_the_others_stay_together(tmp_path):
    out = [said("cupola:Fern LLC", f"assets:{other}", "different") for other in ("Fern", "Fern Inc")]
    found = Vendors(tmp_path, ["Fern LLC"], ["Fern", "Fern Inc", "The Fern Company"], out)
    linked = {pair[1:] for pair in found.of("linked")}
    assert linked == {("Fern", "Fern Inc"), ("Fern", "The Fern Company"), ("Fern Inc", "The Fern Company")}
    assert found.of("proposed") == set()


def test_words_of_the_district_itself_count_too(tmp_path):
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "vendors.yaml").write_text("legal: [partners]\n")
    assert Vendors(tmp_path, ["Quillstone Partners"], ["Quillstone"]).of("linked")


def test_what_nobody_names_links_nothing(tmp_path):
    found = Vendors(tmp_path, ["", "  ", "---"], [])
    assert (found.rows, found.pairs) == ([], [])


def test_a_refusal_holds_against_a_joint_third_name():
    forms = dict.fromkeys(("a inc", "a llc", "a"), "a")
    groups = grouped(forms, [], [("a inc", "a llc")])
    assert groups.head("a inc") != groups.head("a llc")
    assert groups.head("a") in (groups.head("a inc"), groups.head("a llc"))


def asset(tag: str, supplier: str, cost: str = "") -> dict[str, str]:
    """A row of an asset register."""
    return {
        "Asset Tag": tag,
        "Serial": f"5CD{tag}",
        "Category": "Chromebook",
        "Manufacturer": "Quillstone Inc.",
        "Model": "Chromebook 3110",
        "Status": "Deployed",
        "Location": "0100013",
        "Supplier": supplier,
        "Purchase Date": "2025-08-01",
        "Purchase Cost": cost,
    }


def test_each_list_says_what_a_vendor_does_and_costs(district):
    rows = [asset("1001", "QUILLSTONE", "310.00"), asset("1002", "Quillstone", "310.00"), asset("1003", "Quillstone")]
    district.load([Child("2001", "Ada", "Norling")], [], snipe_it_assets=rows)
    links = district.link()
    (vendor,) = vendors_seen(district.data, links)
    told = {
        (each.name, does.what): (does.rows, does.dollars, does.unpriced)
        for each in vendor.spellings
        for does in each.does
    }
    assert told == {
        ("Quillstone Inc.", "made"): (3, None, 3),
        ("QUILLSTONE", "sold"): (1, 310.0, 0),
        ("Quillstone", "sold"): (2, 310.0, 1),
    }
    assert vendor.ways == 3
    assert all(each.why.startswith("same name") for each in vendor.spellings[1:])
    pairs = [pair for pair in links.source_pairs if pair.entity == "vendor"]
    assert [(pair.left, pair.right, pair.proposed) for pair in pairs] == [("snipe-it", "snipe-it", 0)]
