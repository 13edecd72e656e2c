"""The words of a text, for all that stands between languages."""

from gptemplate.model.tokens import words

__all__ = ["words"]
