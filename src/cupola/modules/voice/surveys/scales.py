"""Short scales of our own and published ones, in English and Spanish, to begin a survey with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cupola.modules.voice.models import Audience, ItemKind

UMUX_LITE = "umux-lite"


@dataclass(frozen=True, slots=True)
class ReadyItem:
    """One question as it is put into a new survey."""

    code: str
    text: str
    text_es: str
    kind: str = ItemKind.SCALE
    scale_to: int = 5
    scale: str = ""


@dataclass(frozen=True, slots=True)
class ReadyMade:
    """A scale to begin with: whom it asks, what it is called, its items, and where it comes from."""

    key: str
    title: Promise
    about: Promise
    audience: str
    name: tuple[str, str]
    intro: tuple[str, str]
    items: tuple[ReadyItem, ...] = ()
    source: str = ""
    licence: Promise | str = ""


_OWN = _("Our own words. You may change them.")
_COMMENT = ReadyItem(
    "comment",
    "What should we know?",
    "¿Qué debemos saber?",
    ItemKind.TEXT,
)
_ANYONE = (
    "Your answers go to the district's technology team. Nobody can see who you are.",
    "Sus respuestas llegan al equipo de tecnología del distrito. Nadie puede ver quién es usted.",
)
_TEACHERS = ReadyMade(
    key="teachers",
    title=_("Teachers: six questions"),
    about=_("Whether technology works in class, and whether help comes. Scale of 5, and room for words."),
    audience=Audience.TEACHER,
    name=("Technology in your classroom", "La tecnología en su salón de clases"),
    intro=_ANYONE,
    items=(
        ReadyItem(
            "works",
            "The technology I need works when class begins.",
            "La tecnología que necesito funciona cuando empieza la clase.",
        ),
        ReadyItem(
            "help",
            "When something breaks, I get help soon enough.",
            "Cuando algo falla, recibo ayuda a tiempo.",
        ),
        ReadyItem(
            "lists", "My class lists are right in every tool.", "Mis listas de clase son correctas en cada programa."
        ),
        ReadyItem(
            "learning",
            "Our digital tools help my students learn.",
            "Nuestras herramientas digitales ayudan a mis estudiantes a aprender.",
        ),
        ReadyItem(
            "training",
            "I had the training I need to use them.",
            "Recibí la capacitación que necesito para usarlas.",
        ),
        ReadyItem(
            "heard",
            "I am asked before tools that I use are changed.",
            "Me preguntan antes de cambiar las herramientas que uso.",
        ),
        _COMMENT,
    ),
    licence=_OWN,
)
_PARENTS = ReadyMade(
    key="parents",
    title=_("Parents: five questions"),
    about=_("Access, help, messages, care for data, learning. Reported question by question, without a score."),
    audience=Audience.PARENT,
    name=("Technology and your child", "La tecnología y su hijo o hija"),
    intro=_ANYONE,
    items=(
        ReadyItem(
            "access",
            "My child can get to school work online from home.",
            "Mi hijo o hija puede hacer el trabajo escolar en línea desde casa.",
        ),
        ReadyItem(
            "help",
            "I know where to get help when school technology does not work.",
            "Sé dónde pedir ayuda cuando la tecnología de la escuela no funciona.",
        ),
        ReadyItem(
            "messages",
            "Messages from the school are clear and reach me.",
            "Los mensajes de la escuela son claros y me llegan.",
        ),
        ReadyItem("data", "The school takes care of my child's data.", "La escuela cuida los datos de mi hijo o hija."),
        ReadyItem(
            "learning",
            "The tools that the school uses help my child learn.",
            "Las herramientas que usa la escuela ayudan a mi hijo o hija a aprender.",
        ),
        _COMMENT,
    ),
    licence=_OWN,
)
_STUDENTS = ReadyMade(
    key="students",
    title=_("Students in grades 6 to 12: five questions"),
    about=_("School technology only: nothing about home, beliefs, health or family. Parents are told first."),
    audience=Audience.STUDENT,
    name=("Technology at your school", "La tecnología en tu escuela"),
    intro=(
        "You do not have to answer. Nobody can see who you are.",
        "No tienes que contestar. Nadie puede ver quién eres.",
    ),
    items=(
        ReadyItem(
            "device", "My school device works when I need it.", "Mi equipo de la escuela funciona cuando lo necesito."
        ),
        ReadyItem(
            "network",
            "The internet at school is fast enough for my work.",
            "El internet de la escuela es bastante rápido para mi trabajo.",
        ),
        ReadyItem("help", "I know whom to ask when it does not work.", "Sé a quién preguntar cuando algo no funciona."),
        ReadyItem("learning", "The tools we use help me learn.", "Las herramientas que usamos me ayudan a aprender."),
        ReadyItem(
            "same",
            "My teachers use tools in ways that I understand.",
            "Mis maestros usan las herramientas de una manera que entiendo.",
        ),
    ),
    licence=_OWN,
)
_UMUX = ReadyMade(
    key="umux-lite",
    title=_("UMUX-Lite: two questions about one tool"),
    about=_("A score of 0 to 100 for one tool, which can be compared over the years. Scale of 7."),
    audience=Audience.STAFF,
    name=("How well does this tool work for you?", "¿Qué tan bien le funciona esta herramienta?"),
    intro=_ANYONE,
    items=(
        ReadyItem(
            "meets",
            "This tool's capabilities meet my requirements.",
            "Las funciones de esta herramienta cumplen con lo que necesito.",
            scale_to=7,
            scale=UMUX_LITE,
        ),
        ReadyItem(
            "easy", "This tool is easy to use.", "Esta herramienta es fácil de usar.", scale_to=7, scale=UMUX_LITE
        ),
    ),
    source=(
        "Lewis, J. R., Utesch, B. S. and Maher, D. E. (2013). UMUX-LITE: when there's no time for the SUS. CHI 2013."
    ),
    licence=_("Free use with citation is usual, unverified. The Spanish wording is ours and was not validated."),
)
_TICKET = ReadyMade(
    key="ticket",
    title=_("After a ticket: one rating and a comment"),
    about=_("From 1 to 5, how was the help? Reported as the share of 4 and 5."),
    audience=Audience.TICKET,
    name=("How was our help?", "¿Cómo fue nuestra ayuda?"),
    intro=_ANYONE,
    items=(
        ReadyItem("rating", "I am satisfied with the help I got.", "Estoy satisfecho con la ayuda que recibí."),
        _COMMENT,
    ),
    licence=_OWN,
)
READY_MADE: Mapping[str, ReadyMade] = {each.key: each for each in (_TEACHERS, _PARENTS, _STUDENTS, _UMUX, _TICKET)}
SOURCES: Mapping[str, ReadyMade] = {UMUX_LITE: _UMUX}
