"""The words around a survey's questions, in the two languages in which it can be answered."""

from __future__ import annotations

from collections.abc import Mapping

from cupola.modules.voice.models import Speaker

LANGUAGES = {"en": "English", "es": "Español"}
_EN = {
    "skip": "Skip to the questions",
    "minutes": "Takes about %s min. You may leave out any question.",
    "private": "We keep your answers and the day. We keep no name, no address of your device, and no time of day.",
    "code": "Code from your slip",
    "code_hint": "Eight letters and numbers. It lets one answer in and does not say who you are.",
    "role": "What do you do at the school?",
    "low": "strongly disagree",
    "high": "strongly agree",
    "of": "%s of %s",
    "optional": "(may be left empty)",
    "no_names": "Please write no names, yours or anybody else's. Names are taken out before anyone reads this.",
    "send": "Send my answers",
    "look": "Please look at this again",
    "nothing": "You have not answered any question yet.",
    "number": "Write a number, with digits only.",
    "code_missing": "Write the code from your slip.",
    "code_used": "This code was used before. Each code lets one answer in. Ask your school for another slip.",
    "code_wrong": "We do not know this code here. Look at the slip again: letters and numbers must be the same.",
    "code_wait": "Too many wrong codes came in for this survey. Please try again in one hour.",
    "thanks": "Thank you",
    "thanks_text": "Your answers are in. You can close this page.",
    "unknown": "No survey here",
    "unknown_text": "This address leads to no survey. Look at the letter or the slip again.",
    "soon": "Not open yet",
    "soon_text": "This survey has not begun. Please come back on the day that your school told you.",
    "closed": "This survey is closed",
    "closed_text": "It takes no more answers. Thank you for coming.",
    "switch": "Language",
}
_ES = {
    "skip": "Ir a las preguntas",
    "minutes": "Toma unos %s min. Puede dejar sin contestar cualquier pregunta.",
    "private": (
        "Guardamos sus respuestas y el día. No guardamos ningún nombre, ni la dirección de su equipo, ni la hora."
    ),
    "code": "Código de su papel",
    "code_hint": "Ocho letras y números. Permite una sola respuesta y no dice quién es usted.",
    "role": "¿Qué hace usted en la escuela?",
    "low": "muy en desacuerdo",
    "high": "muy de acuerdo",
    "of": "%s de %s",
    "optional": "(puede quedar vacío)",
    "no_names": "Por favor, no escriba nombres, ni el suyo ni otros. Los nombres se quitan antes de leer esto.",
    "send": "Enviar mis respuestas",
    "look": "Por favor, revise esto",
    "nothing": "Todavía no ha contestado ninguna pregunta.",
    "number": "Escriba un número, solo con cifras.",
    "code_missing": "Escriba el código de su papel.",
    "code_used": "Este código ya se usó. Cada código permite una sola respuesta. Pida otro papel en su escuela.",
    "code_wrong": "No conocemos este código aquí. Mire otra vez el papel: letras y números deben ser iguales.",
    "code_wait": "Llegaron demasiados códigos equivocados para esta encuesta. Intente otra vez en una hora.",
    "thanks": "Gracias",
    "thanks_text": "Recibimos sus respuestas. Puede cerrar esta página.",
    "unknown": "Aquí no hay encuesta",
    "unknown_text": "Esta dirección no lleva a ninguna encuesta. Mire otra vez la carta o el papel.",
    "soon": "Todavía no está abierta",
    "soon_text": "Esta encuesta no ha empezado. Vuelva el día que le dijo su escuela.",
    "closed": "Esta encuesta está cerrada",
    "closed_text": "Ya no recibe respuestas. Gracias por venir.",
    "switch": "Idioma",
}
PHRASES: Mapping[str, Mapping[str, str]] = {"en": _EN, "es": _ES}
# Who works at a school, in the order in which a survey of staff asks.
STAFF: Mapping[str, Mapping[str, str]] = {
    "en": {
        Speaker.TEACHER: "Teacher",
        Speaker.AIDE: "Aide or specialist",
        Speaker.OFFICE: "Office staff",
        Speaker.LEADER: "School leader",
        Speaker.TECHNICIAN: "Technician",
        Speaker.OTHER: "Something else",
    },
    "es": {
        Speaker.TEACHER: "Maestra o maestro",
        Speaker.AIDE: "Asistente o especialista",
        Speaker.OFFICE: "Personal de oficina",
        Speaker.LEADER: "Dirección de la escuela",
        Speaker.TECHNICIAN: "Técnica o técnico",
        Speaker.OTHER: "Otra cosa",
    },
}


def language_of(asked: str) -> str:
    """The language that was asked for; English when it is none of ours."""
    return asked if asked in LANGUAGES else "en"
