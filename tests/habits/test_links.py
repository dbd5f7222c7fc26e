"""Every link between the project's pages leads somewhere."""

from __future__ import annotations

import re


def test_every_link_in_the_docs_leads_to_a_file(project_files, root):
    broken = []
    for page in (path for path in project_files if path.suffix == ".md"):
        text = re.sub(r"```.*?```|`[^`]*`", "", page.read_text("utf-8"), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)#\s]+)", text):
            if not re.match(r"[a-z]+:", target) and not (page.parent / target).exists():
                broken.append(f"{page.relative_to(root)}: {target}")
    assert broken == []
