"""The reference of the words: who fixes what, and one word for one idea."""

from __future__ import annotations

from collections.abc import Sequence

from cupola.engine.catalog import Check, catalogue_folder, read_yaml
from cupola.engine.paper.markdown import anchor, one_line, page, table
from cupola.engine.paper.reference_checks import link


def roles_page(checks: Sequence[Check]) -> str:
    """Who fixes what: every role with what it answers for, who stands in for it, and its checks."""
    roles = read_yaml(catalogue_folder() / "roles.yaml")
    blocks = ["Each finding names the role that can put it right. Who that is in your district, you know best."]
    for key, said in roles.items():
        theirs = sorted((check for check in checks if check.role == key), key=lambda check: check.id)
        instead = said["default"]
        blocks += [
            anchor(key),
            f"## {said['title']}",
            f"{one_line(said['who'])} Where there is nobody: [{roles[instead]['title']}](#{instead}).",
            f"Checks: {', '.join(map(link, theirs))}." if theirs else "No checks yet.",
        ]
    return page("Roles", *blocks)


def words_page() -> str:
    """One word for one idea: what each word means here, and which words are not used for it."""
    entries = sorted(read_yaml(catalogue_folder() / "words.yaml"), key=lambda entry: str(entry["term"]).casefold())
    rows = [
        (f"**{entry['term']}**", one_line(entry["meaning"]), ", ".join(map(str, entry.get("avoid", ()))))
        for entry in entries
    ]
    intro = "One word for one idea, the same in commands, findings and pages."
    return page("Words", intro, table(("word", "meaning", "not used for it"), rows))
