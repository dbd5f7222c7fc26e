"""From the files a district drops in to tables of text, with every byte accounted for."""

from cupola.engine.intake.arrive import Arrived, arrive
from cupola.engine.intake.limits import Limits
from cupola.engine.intake.look import look
from cupola.engine.intake.read import read
from cupola.engine.intake.shape import Kind, Shape

__all__ = ["Arrived", "Kind", "Limits", "Shape", "arrive", "look", "read"]
