"""What a person said is not a fault, and why: a register of the practice of its own, so that it has history and undo."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gptemplate.model import text as texts
from gptemplate.model.checks.finding import Finding, Severity
from gptemplate.model.practice import Practice
from gptemplate.model.states import Key

DISMISSED = "@dismissed"
"""The field of the registers of what is dismissed; the language is the beginning of a digest of what it is about."""

_DIGITS = 12
_PARTS = ("check", "field", "language", "words", "reason", "who")


@dataclass(frozen=True, slots=True)
class Dismissal:
    """What is not a fault: a check, the register, and the words it is about. It holds for as long as they stand there."""

    check: str
    field: str
    language: str
    words: str
    reason: str = ""
    who: str = ""

    @property
    def key(self) -> Key:
        """The register that it is kept in."""
        about = f"{self.check}\n{self.field}\n{self.language}\n{self.words}"
        return Key(DISMISSED, texts.digest(about)[:_DIGITS])

    def to_plain(self) -> dict[str, str]:
        """Return it as plain data."""
        return {name: getattr(self, name) for name in _PARTS}

    def to_text(self) -> str:
        """Return the text of its register."""
        return json.dumps(self.to_plain(), ensure_ascii=False)


def from_plain(raw: object) -> Dismissal:
    """Return what plain data says. Raises ValueError for any other data than `to_plain` gives."""
    if not isinstance(raw, Mapping) or not all(isinstance(raw.get(name, ""), str) for name in _PARTS):
        raise ValueError("no dismissal")
    if not raw.get("check") or not raw.get("field"):
        raise ValueError("no dismissal")
    return Dismissal(**{name: texts.clean(raw.get(name, "")) for name in _PARTS})


def from_text(text: str) -> Dismissal:
    """Return what the text of a register says. Raises ValueError."""
    try:
        return from_plain(json.loads(text))
    except RecursionError:
        raise ValueError("no dismissal") from None


def may_be_dismissed(finding: Finding) -> bool:
    """Return whether a person may say that it is no fault: what the form itself asks for is not a matter of opinion."""
    return finding.severity is Severity.WARNS


def about(practice: Practice, finding: Finding) -> str:
    """Return the words that a finding is about: those it marks, or those it names where it marks none."""
    if finding.end > finding.start:
        return practice.text(finding.field, finding.language)[finding.start : finding.end]
    named = sorted(finding.message.values.items())
    return "; ".join(value for _name, value in named if isinstance(value, str))


def dismissal_of(practice: Practice, finding: Finding, reason: str = "", who: str = "") -> Dismissal:
    """Return the dismissal of a finding."""
    words = about(practice, finding)
    return Dismissal(finding.check, finding.field, finding.language, words, reason, who)


def dismissals_of(practice: Practice) -> dict[Key, Dismissal]:
    """Return what is dismissed in a practice; a register that cannot be read dismisses nothing."""
    found: dict[Key, Dismissal] = {}
    for key, value in practice.values.items():
        if key.field == DISMISSED and value.text:
            try:
                found[key] = from_text(value.text)
            except ValueError:
                continue
    return found


def without_dismissed(practice: Practice, findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that nobody dismissed."""
    gone = dismissals_of(practice)
    if not gone:
        return list(findings)
    return [one for one in findings if not may_be_dismissed(one) or dismissal_of(practice, one).key not in gone]
