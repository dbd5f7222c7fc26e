"""The reference of mappings: what a proposal knows of other people's headers, codes and dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cupola.engine.catalog import catalogue_folder, codes, read_yaml
from cupola.engine.paper.markdown import anchor, block, bullets, code, one_line, page, table
from cupola.engine.paper.markdown import codes as in_code
from cupola.engine.paper.wording import listed
from cupola.engine.sources.date_forms import SAID
from cupola.engine.sources.lists import FORMS
from cupola.engine.sources.mapped_results import RESULT_TYPES
from cupola.engine.sources.mapping import shipped_mappings

INTRO = """
A list that is no known export is read by a *mapping*: which of its columns fills which column of ours. Cupola
proposes one from the headers and the first values, says why, and asks for a yes (`--accept-mapping`). Confirmed ones
lie as YAML in the folder `mappings` of the data folder and are used without asking from then on. `cupola mappings
FILE` writes the proposal for a file. Corrected, with `origin: confirmed` in it, it can be given with `--mapping` or put
into that folder.

A header is cut into words, each word is brought to its usual spelling, and the words must then be exactly those of a
name below, in any order: `Stu_LName` is *student family name*. A name with a question mark counts only when the values
say the same.
"""
EXAMPLE = """
name: enrollment-system
form: student_list              # which list it fills
origin: confirmed               # somebody has looked at it
system:
  id: enrollment-system         # the same id next month means the same system
  kind: enrollment              # sis, enrollment, state, assessment, other
  name: Enrollment system
signature:                      # headers that a file must have to be read this way
  - app no
  - birthdate
columns:
  record_id:
    header: App No
  birth_date:
    header: Birthdate
    dates: MM/DD/YYYY
  full_name:
    header: Last Name
    then: First Name            # a column whose words are put behind
  grade:
    header: Entering grade
    codes: {TK4: TK}            # what the file writes, then what it means
  school_code:
    header: Site
    width: 3                    # digits; zeros that were lost are put back
ignored:
  Parent note: free text
stamps: [Last saved]            # columns that only say when a row was written
"""
RESULTS = """
columns:
  local_id:
    header: Student ID
  assessment:
    value: Reading check        # instead of a header: what all rows are
results:
  - objective: "{season}: {part}"           # what was measured; leave it out for the whole test
    type: scale score
    header: "{season} {part} Score"
    level: "{season} {part} Level"          # the level reached; header, level or both
    date: "{season} Date"                   # where scores have days of their own
    range: [100, 350]                       # the possible scores; others are found (ASM-006)
    for: {season: [Fall, Spring], part: [Letters, Words]}   # stands for one result each
  - type: standard score
    header: Scores
    places: 4-6                             # of a column that holds several side by side
    named_by: Skill                         # a column whose cells name the objective
fixed:                                      # for lines of one length without names
  length: 240
  begins: "RC[0-9]{4}"                      # how every line begins; may be left out
  columns: {Student ID: 7-12, Scores: 13-21, Skill: 22-40}
"""
RESULTS_SAID = """
A list of results may hold many scores in one row. `results` names them; each filled one becomes a row of
`assessment_results`. Such a mapping is used for a file that has its signature, half of the columns below `columns`, and
one of the score columns: how many scores there are differs by year. Ranges that come along are not verified. See
[A new results file](../results-files.md).
"""


def mappings_page() -> str:
    """The page of lists, names of columns, code lists, ways to write a date, and mappings that come along."""
    words = read_yaml(catalogue_folder() / "mapping_words.yaml")
    blocks = [
        INTRO,
        "## A mapping",
        block(EXAMPLE, "yaml"),
        "## Results, many in a row",
        RESULTS_SAID,
        block(RESULTS, "yaml"),
        f"Kinds of results: {', '.join(RESULT_TYPES)}.",
        *_shipped(),
        *_dates(),
        *_lists(words),
        *_names(words),
        *_left_out(words),
        *_code_lists(),
    ]
    return page("Mappings", *blocks)


def _shipped() -> Iterator[str]:
    rows = [
        (code(each.name), each.system.name, each.list_form.title, in_code(each.signature))
        for each in sorted(shipped_mappings(), key=lambda each: each.name)
    ]
    yield "## Mappings that come along"
    yield table(("mapping", "what it reads", "list", "used for a file with the headers"), rows)


def _dates() -> Iterator[str]:
    yield "## Ways to write a date"
    yield (
        "Decided for a whole column: a value above 12 tells day from month. Where no value does, the file's other "
        "dates decide, and else they are read month first and that is said (FIL-020)."
    )
    yield table(("dates:", "meaning"), [(code(form), said) for form, said in SAID.items()])


def _lists(words: Mapping[str, Any]) -> Iterator[str]:
    yield "## The lists"
    yield "A list is proposed when enough of its columns are found, each line of *needs* among them."
    rows = []
    for form in FORMS:
        said = words["forms"][form.table]
        needs = "; ".join(
            listed([code(name) for name in each.split("|")]).replace(" and ", " or ") for each in said["needs"]
        )
        rows.append((f"[{form.title}](formats.md#lists)", code(form.table), needs, ", ".join(said.get("never", ()))))
    yield table(("list", "its table", "needs", "is not proposed for a file with"), rows)


def _names(words: Mapping[str, Any]) -> Iterator[str]:
    yield "## Names of columns"
    rows = [(code(target), ", ".join(map(str, names))) for target, names in sorted(words["columns"].items())]
    yield table(("our column", "names that are known"), rows)
    yield "### Spellings of words"
    spellings = [(str(word), ", ".join(map(str, said))) for word, said in sorted(words["words"].items())]
    yield table(("word", "also written"), spellings)
    yield f"These words never change what a column is: {', '.join(map(str, words['idle']))}."


def _left_out(words: Mapping[str, Any]) -> Iterator[str]:
    yield "## What is never taken"
    yield bullets(f"{code(str(word))}: {why}" for word, why in sorted(words["refused"].items()))
    nothing = [code(str(word)) for word in words["nothing"]]
    yield f"Where a date, number, code or identifier is expected, these mean *nothing*: {', '.join(nothing)}."


def _code_lists() -> Iterator[str]:
    yield "## Codes"
    yield (
        "How other systems spell them. Capital letters and dots do not count. An unclear spelling is read as the table "
        "says, or left open for a person to say in the mapping."
    )
    for path in sorted((catalogue_folder() / "codes").glob("*.yaml")):
        content = codes(path.stem)
        yield anchor(path.stem)
        yield f"### {path.stem.replace('_', ' ').capitalize()}"
        rows = [
            (code(str(ours)), one_line(said["means"]), ", ".join(map(str, said["spellings"])))
            for ours, said in content["codes"].items()
        ]
        yield table(("code", "means", "spellings"), rows)
        unclear = [
            (code(str(spelling)), code(str(said["read_as"] or "")) or "left open", one_line(said["why"]))
            for spelling, said in content.get("ambiguous", {}).items()
        ]
        if unclear:
            yield table(("unclear", "read as", "why"), unclear)
