"""The settings of an installation as a page of the reference, made from the options that are read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

INTRO = """
A setting is given on the command line (`--host`, `--port`, `--data`), in the environment under the second name, or in
`cupola.toml` of the data folder under the first; what comes first in this list counts. `CUPOLA_CONFIG` names another
file than `cupola.toml`. A name that is not in this table is refused, with the one that was probably meant.
`DATABASE_URL` is read too when `CUPOLA_DATABASE_URL` is not set.
"""


def settings_page() -> str:
    """Every setting with its names, what it is by itself, and what it is for."""
    from cupola.engine.paper.markdown import code, page, table
    from cupola.site.options import PREFIX, Options

    rows = [
        (code(name), code(PREFIX + name.upper()), _usual(field.default), field.description or "")
        for name, field in sorted(Options.model_fields.items())
    ]
    return page("Settings", INTRO, table(("in cupola.toml", "in the environment", "by itself", "what it is"), rows))


def _usual(default: Any) -> str:
    if isinstance(default, bool):
        return "yes" if default else "no"
    if isinstance(default, int):
        return f"{default:,}" if default > 9_999 else str(default)
    return f"`{default}`" if isinstance(default, str | Path) and str(default) else ""
