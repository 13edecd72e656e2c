"""What came from outside beside what is here: texts that wait for a decision, and the steps that brought them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select

from gptemplate.model.practice import Practice, Value
from gptemplate.model.revisions import heads
from gptemplate.model.states import Key
from gptemplate.store.schema import StepRow, table

if TYPE_CHECKING:
    from gptemplate.store.work import Work

_RECENT = 8  # steps of the library in which one that wrote in an open practice is looked for
_step = table(StepRow)


def set_beside(work: Work, practice: Practice, ident: str, *, apart: bool) -> Key | None:
    """Let a revision stand beside the shown text again, or be an earlier text of it.

    Returns the register it is of, None where there is no such revision any more. It stays in the history either way.
    """
    one = work.revision(ident)
    if one is None or one.practice != practice.id or one.key not in practice.values:
        return None
    work.cut(practice, [one.key])
    shown = practice.values[one.key].head
    waiting = [each for each in heads(work.history(practice.id, one.key)) if each.id != shown and each.text == one.text]
    if apart and not waiting:
        work.add_branch(practice, one.key, Value(one.text, one.state, origin=one.origin), one.id)
    elif waiting and not apart:
        work.join(practice, one.key, waiting)
    return one.key


def wrote_in(practice_id: str, moves: Iterable[Key], *, undone: bool) -> Select[Any]:
    """Return the query for the last library step that wrote in a practice, or for the first that was undone.

    Steps that put a value into one of the registers `moves` do something else with it.
    """
    order = _step.c.id if undone else _step.c.id.desc()
    # By id: what is in a step that brought a thousand practices must not be copied only to be looked at.
    recent = select(_step.c.id).where(_step.c.scope == "", _step.c.undone.is_(undone)).order_by(order).limit(_RECENT)
    moved = (_step.c.changes.contains(f'["{practice_id}", "{key.field}"', autoescape=True) for key in moves)
    wrote = _step.c.changes.contains(f'["{practice_id}", ', autoescape=True)
    return select(_step).where(_step.c.id.in_(recent), wrote, *(~each for each in moved)).order_by(order).limit(1)
