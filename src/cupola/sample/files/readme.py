"""README.txt of the sample district."""

from cupola.sample.days import TODAY, iso_day
from cupola.sample.files.sheet import Desk
from cupola.sample.population.district import DISTRICT_NAME, District

SETS = tuple(
    f"other-systems/{name}/" for name in ("school-data-sync", "clever", "education-insights", "ed-fi-xml", "ed-fi-api")
)
TEXT = """{name}: an invented school district
{line}

Nobody in these files exists. Names are combined at random from lists, phone numbers use an area code that does
not exist, and the domains end in .example.

Students enrolled   {students:,}
Schools             {schools}
Today               {today}

earlier-years/   for each of three years the state's file of that fall, and the results that came in it
last-month/      the SIS export as it was on 30 September 2026
this-month/      the exports of 30 October 2026
other-systems/   the same district as further systems have it, and what changed in the SIS until 2 November

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
        if not path.startswith(("last-month/", "earlier-years/")):
            name = path.removeprefix("this-month/").split(".zip/")[0]
            name = "/".join(name.split("/")[:2]) if name.startswith(SETS) else name
            counts[name] = counts.get(name, 0) + rows
    listing = "".join(f"  {name:46s} {rows:>12,} rows\n" for name, rows in counts.items())
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
