"""Which control answers which kind of field."""

from __future__ import annotations

from gptemplate.gui.editor.controls.base import Control
from gptemplate.gui.editor.controls.files import Files
from gptemplate.gui.editor.controls.image import ImageControl
from gptemplate.gui.editor.controls.month import Month
from gptemplate.gui.editor.controls.parts import Parts
from gptemplate.gui.editor.controls.picked import PickOne, PickSeveral, YesNo
from gptemplate.gui.editor.controls.written import Written
from gptemplate.gui.theme import Theme
from gptemplate.model.states import SHARED
from gptemplate.model.template import Field, Kind


def control_for(one: Field, language: str, theme: Theme) -> Control:
    """Return a new control for a field in a language."""
    match one.kind:
        case Kind.YES_NO:
            return YesNo(one, theme)
        case Kind.CHOICE:
            return PickOne(one)
        case Kind.CHOICES:
            return PickSeveral(one)
        case Kind.MONTH:
            return Month(one)
        case Kind.PLACE | Kind.CONTACT:
            return Parts(one)
        case Kind.FILES:
            return Files(one, theme)
        case Kind.IMAGE if language == SHARED:
            return ImageControl(one, theme)
        case _:
            return Written(one)
