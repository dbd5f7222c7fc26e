"""README.txt of the sample district."""

from cupola.sample.days import TODAY, iso_day
from cupola.sample.files.sheet import Desk
from cupola.sample.population.district import DISTRICT_NAME, District

TEXT = """{name}: an invented school district
{line}

Nobody in these files exists. Names are combined at random from lists, phone numbers use an area code that does
not exist, and the domains end in .example.

Students enrolled   {students:,}
Schools             {schools}
Today               {today}

last-month/   the SIS export as it was on 30 September 2026
this-month/   the exports of 30 October 2026:
{files}
Faults planted: {faults}. truth.json tells what is wrong and where (`faults`), what follows from that and is
right if reported (`may_find`), what looks wrong and is not (`must_not_find`), who is two people (`never_same`)
and who is one person in which files (`pairs`).

The enrollment system is typed by parents: nicknames, typing errors, moves, second applications and newcomers are
always in it, whether faults are planted or not.
"""


def write_readme(district: District, desk: Desk, faults: str) -> None:
    """Write README.txt: what the folder holds, and that nobody in it exists."""
    counts: dict[str, int] = {}
    for path, rows in desk.rows.items():
        if path.startswith("this-month/"):
            name = path.removeprefix("this-month/").split(".zip/")[0]
            counts[name] = counts.get(name, 0) + rows
    listing = "".join(f"  {name:26s} {rows:>12,} rows\n" for name, rows in counts.items())
    text = TEXT.format(
        name=DISTRICT_NAME,
        line="=" * 60,
        students=int(district.standing.active().sum()),
        schools=len(district.schools),
        today=iso_day(TODAY),
        files=listing,
        faults=faults,
    )
    desk.put("README.txt", text.encode())
