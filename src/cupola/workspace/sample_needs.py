"""The needs of the sample district, which two rooms share: whichever comes first makes them."""

from __future__ import annotations

from pathlib import Path

from cupola.workspace.models import Need, NeedSource
from cupola.workspace.sample_people import Ground, read


def needs(folder: Path, ground: Ground) -> dict[str, Need]:
    """Key of the theme -> its need, with how many voices, schools and hours stand behind it."""
    known = {need.title: need for need in Need.objects.filter(source=NeedSource.VOICE)}
    found = {}
    for theme in read(folder, "voices")["themes"]:
        if not theme["need"]:
            continue
        said = theme["voices"]
        hours = [voice["hours"] for voice in said if voice["hours"]]
        found[theme["key"]] = known.get(theme["title"]) or Need.objects.create(
            title=theme["title"],
            text=theme["text"],
            source=NeedSource.VOICE,
            voices=len(said),
            schools=len({voice["school"] for voice in said if voice["school"] in ground.schools}),
            hours=sum(hours) if hours else None,
            owner=ground.leader,
            made_by=ground.leader,
        )
    return found


def forget() -> None:
    """Take the needs away; done twice it changes nothing."""
    Need.objects.all().delete()
