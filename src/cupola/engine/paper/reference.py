"""The reference pages of the documentation, made from the catalogue and the tables the program works with."""

from __future__ import annotations

from cupola.engine.catalog import Check, roles, shipped_checks
from cupola.engine.measures.reading import shipped_measures
from cupola.engine.paper.markdown import code, page, table
from cupola.engine.paper.reference_checks import check_pages
from cupola.engine.paper.reference_coverage import coverage_page
from cupola.engine.paper.reference_formats import formats_page
from cupola.engine.paper.reference_mappings import mappings_page
from cupola.engine.paper.reference_measures import measures_page
from cupola.engine.paper.reference_record import record_page
from cupola.engine.paper.reference_words import roles_page, words_page


def pages() -> dict[str, str]:
    """Every generated page: file name below `docs/reference` -> Markdown."""
    checks = shipped_checks()
    titles = roles()
    made = {
        **check_pages(checks, titles),
        "coverage.md": coverage_page(checks),
        "formats.md": formats_page(checks),
        "mappings.md": mappings_page(),
        "measures.md": measures_page(shipped_measures()),
        "record.md": record_page(),
        "roles.md": roles_page(checks),
        "words.md": words_page(),
    }
    return {"README.md": _contents(checks), **dict(sorted(made.items()))}


def _contents(checks: tuple[Check, ...]) -> str:
    rows = [
        ("[Checks](checks.md)", f"the {len(checks)} checks: what each finds, why it matters, who fixes it and how"),
        ("[Coverage](coverage.md)", "the rules that states and formats know, each with its check or what it waits for"),
        ("[Formats](formats.md)", "the exports that are recognised, column by column, and what is checked in each"),
        ("[Record](record.md)", "the tables of the record: the data dictionary"),
        (
            "[Measures](measures.md)",
            f"the {len(shipped_measures())} measures: what each figure means and how sure it is",
        ),
        ("[Mappings](mappings.md)", "how other lists are understood: words in headers, codes, dates"),
        ("[Commands](commands.md)", "the help text of every command"),
        ("[Settings](settings.md)", "what an installation can be told, and how"),
        ("[Roles](roles.md)", "who fixes what"),
        ("[Words](words.md)", "one word for one idea"),
    ]
    intro = f"These pages are written by {code('cupola docs')}, so that they say what this version does."
    return page("Reference", intro, table(("page", "what is in it"), rows))
