"""Handing texts to a translator: a package for a translation program, or a Word table. What returns comes in by `bringing_in`.

Errand -> gathering (reads the library) -> sheets -> package or tables -> HandedOff
"""

from __future__ import annotations

from gptemplate.services.handing_off.making import Progress, hand_off
from gptemplate.services.handing_off.order import Errand, HandedOff, Kind

__all__ = ["Errand", "HandedOff", "Kind", "Progress", "hand_off"]
