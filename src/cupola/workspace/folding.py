"""How text is folded so that both databases find and sort it alike."""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    """Lower case without accents and with single blanks: `Núñez  Elementary` -> `nunez elementary`."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())
