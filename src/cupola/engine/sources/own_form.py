"""How a file of what people entered in Cupola is described."""

from __future__ import annotations

from cupola.engine.sources.forms import FileForm, columns


def own_form(name: str, title: str, body: str, *, marks: tuple[str, ...], key: str) -> FileForm:
    """The form of `cupola-<name>.csv`; `key` are the columns that name a row, blanks between them."""
    return FileForm(
        table=f"own_{name.replace('-', '_')}",
        title=f"Cupola's {title}",
        file=f"cupola-{name}.csv",
        columns=columns(body),
        marks=frozenset(marks),
        key=tuple(key.split()),
        version="1",
        whole=True,
    )
