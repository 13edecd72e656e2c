"""The words and pictures of terms."""

from __future__ import annotations

from gptemplate.i18n import N_
from gptemplate.model.terms import Standing

STANDING_WORDS = {
    Standing.PREFERRED: N_("preferred"),
    Standing.ADMITTED: N_("admitted"),
    Standing.FORBIDDEN: N_("forbidden"),
}

STANDING_ICONS = {
    Standing.PREFERRED: "circle-check",
    Standing.ADMITTED: "check",
    Standing.FORBIDDEN: "circle-x",
}

COUNTRIES = {
    "FI": N_("Finland"),
    "SE": N_("Sweden"),
    "GB": N_("United Kingdom"),
    "IE": N_("Ireland"),
    "US": N_("United States"),
}

REGIONS = {"sv": ("FI", "SE"), "en": ("GB", "IE", "US")}
"""Languages that are written differently in countries that matter here."""
