"""The guard of surveys of students: grades 6 to 12, parents first, and the eight areas that federal law protects.

Source: Protection of Pupil Rights Amendment, 20 U.S.C. 1232h (b) and (c). The lists of words are ours and are meant
to stop too often rather than too seldom; a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from cupola.modules.voice.models import Audience, Item, Survey
from cupola.workspace.folding import folded
from cupola.workspace.models import School

CONSENTS = {
    "opt_out": _lazy("Parents were told and may say no"),
    "written": _lazy("Parents said yes in writing"),
}


@dataclass(frozen=True, slots=True)
class Area:
    """One protected area: its name in both languages, and its words; one that ends in * is the beginning of words."""

    name: Promise
    name_es: str
    words: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Touch:
    """A question that touches a protected area, and the word by which it was found."""

    text: str
    area: Promise
    area_es: str
    word: str


def _area(name: Promise, name_es: str, words: str) -> Area:
    each = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words.split("|"))
    return Area(name, name_es, re.compile(rf"\b(?:{each})\b"))


AREAS = (
    _area(
        _lazy("Political beliefs of the student or parents"),
        "ideas políticas del estudiante o de sus padres",
        "politic*|democrat*|republican*|liberal*|conservative*|vote|votes|voted|voting|election*|president|"
        "voto|votar|votan|eleccion*|partido politico|presidente|presidenta|conservador*",
    ),
    _area(
        _lazy("Mental or psychological problems of the student or family"),
        "problemas mentales o psicológicos del estudiante o de la familia",
        "depress*|anxiet*|anxious|suicid*|self-harm|self harm|mental*|psycholog*|psychiatr*|stress*|lonely|loneliness|"
        "hopeless*|sad|sadness|therap*|counsel*|panic|worr*|"
        "depresi*|deprimid*|ansiedad|ansios*|autolesi*|psicolog*|psiquiatr*|estres*|soledad|triste*|terapi*|panico|"
        "preocupa*",
    ),
    _area(
        _lazy("Sex behavior or attitudes"),
        "conducta o actitudes sexuales",
        "sex|sexual*|sexy|gender*|gay|lesbian*|transgender|bisexual*|pregnan*|dating|boyfriend*|girlfriend*|porn*|virgin*|"
        "sexo|genero|lesbiana*|transgenero|embaraz*|novio*|novia*|citas romanticas",
    ),
    _area(
        _lazy("Illegal, anti-social, self-incriminating or demeaning behavior"),
        "conducta ilegal, antisocial, que incrimina o que humilla",
        "drug*|alcohol*|beer|drunk|vape|vaping|smok*|tobacco|marijuana|cannabis|steal*|stole|cheat*|gun|guns|"
        "weapon*|gang|gangs|fight*|arrest*|illegal*|crime*|bully*|bullie*|violen*|"
        "droga*|cerveza|borrach*|vapea*|fumar|fuma|fumas|fumado|tabaco|marihuana|robar|robo|robas|robado|trampa*|"
        "arma|armas|pandilla*|pelea*|arresto|arrestad*|ilegal*|delito*|crimen|acoso|acosa*",
    ),
    _area(
        _lazy("Critical judgments of close family members"),
        "juicios sobre familiares cercanos",
        "mother*|father*|mom|moms|dad|dads|parent*|stepmother|stepfather|guardian*|brother*|sister*|sibling*|grandmother|"
        "grandfather|family|families|divorc*|"
        "madre*|padre*|mama|papa|madrastra|padrastro|hermano*|hermana*|abuelo*|abuela*|familia*|divorci*|tutor legal",
    ),
    _area(
        _lazy("Privileged relationships, as with lawyers, doctors and ministers"),
        "relaciones protegidas, como con abogados, médicos y ministros religiosos",
        "lawyer*|attorney*|doctor*|physician*|nurse*|minister|priest*|pastor*|rabbi|imam|confess*|"
        "abogad*|medico|medica|medicos|doctora*|enfermer*|sacerdote*|confesi*|confesar*",
    ),
    _area(
        _lazy("Religious practices or beliefs of the student or parents"),
        "prácticas o creencias religiosas del estudiante o de sus padres",
        "relig*|church*|mosque*|synagogue*|temple*|pray|prays|prayer*|praying|god|bible|quran|christian*|catholic*|"
        "muslim*|jewish|hindu*|buddhis*|atheis*|"
        "iglesia*|mezquita*|sinagoga*|templo*|rezar|reza|rezas|rezan|oracion|dios|biblia|coran|cristian*|catolic*|"
        "musulman*|judio*|judia*|budis*|ateo*|atea*",
    ),
    _area(
        _lazy("Income of the family"),
        "ingresos de la familia",
        "income*|salary|salaries|wage*|earn|earns|money|afford*|poor|poverty|rich|welfare|food stamps|homeless*|"
        "free lunch|reduced lunch|rent|unemploy*|"
        "ingreso*|salario*|sueldo*|dinero|pobre*|pobreza|rico|rica|ricos|asistencia publica|sin hogar|"
        "almuerzo gratis|alquiler|renta|desemple*",
    ),
)


def touches(items: Iterable[Item]) -> list[Touch]:
    """Where questions touch a protected area, in either language; once for each area and question."""
    found = []
    for item in items:
        words = [folded(each) for each in _texts(item)]
        for area in AREAS:
            hit = next((match for match in map(area.words.search, words) if match), None)
            if hit is not None:
                found.append(Touch(item.text, area.name, area.name_es, hit[0]))
    return found


def _texts(item: Item) -> Iterator[str]:
    yield item.text
    yield item.text_es
    for choice in item.choices:
        yield str(choice.get("en", ""))
        yield str(choice.get("es", ""))


def serves_students(school: School) -> bool:
    """Whether a school has grades 6 to 12; one whose grades nobody knows has not."""
    return school.kind == "school" and _place(school.high_grade) >= 6


def is_within(school: School) -> bool:
    """Whether all its grades are 6 to 12, so that all its students may be asked."""
    return serves_students(school) and _place(school.low_grade) >= 6


def _place(grade: str) -> int:
    return int(grade) if grade.strip().isdigit() else -1


def refusals(survey: Survey, items: Iterable[Item], schools: Iterable[School | None]) -> list[str]:
    """Why a survey of students may not open; nothing for other audiences."""
    if survey.audience != Audience.STUDENT:
        return []
    found = []
    if survey.notice_on is None:
        found.append(_("Parents come first: fill in the day on which they were told."))
    elif survey.opens_on is None or survey.notice_on > survey.opens_on:
        found.append(_("Parents must be told on or before the day on which the survey opens."))
    if any(school is None or not serves_students(school) for school in schools):
        found.append(_("Only schools with grades 6 to 12 may be asked."))
    if survey.consent not in CONSENTS:
        found += [
            _("“%(text)s” touches a protected area: %(area)s. Take it out, or say how parents agreed.")
            % {"text": each.text, "area": each.area}
            for each in touches(items)
        ]
    return found
