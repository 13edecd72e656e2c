"""What people say of a text: comments on a field or on the whole practice, and the answers to them.

A comment is working matter: it is no value, is never printed for submission and does not count as a change of the practice.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

from gptemplate.model import text as texts
from gptemplate.model.states import SHARED, Key

COMMENT = "@comment"
"""The field of the registers in which comments are kept; the id of the comment stands where others have a language."""

WHOLE = Key("", SHARED)
"""Where a comment belongs that is on the whole practice."""

LONGEST_QUOTE = 300  # characters; a quotation says where to look, it is not the text itself

_HASH = re.compile(r"[0-9a-f]{64}")
_END_OF_TIME = 250_000_000_000_000  # milliseconds since 1970: the year 9892, before calendars end


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment, or the answer to one; made by `comment_of`.

    `id` is the SHA-256 of where, who, when, what and to whom: the same comment has the same id wherever it comes from.
    The words that are `quoted`, the `source` (a file's name) and whether it is `resolved` are circumstances.
    """

    id: str
    key: Key
    author: str
    time: int  # milliseconds since 1970
    text: str
    quoted: str = ""
    source: str = ""
    answers: str = ""
    resolved: bool = False


def comment_of(
    key: Key,
    author: str,
    time: int,
    text: str,
    *,
    quoted: str = "",
    source: str = "",
    answers: str = "",
    resolved: bool = False,
) -> Comment:
    """Return a comment with clean texts and the id that belongs to it; `key` is `WHOLE` for the whole practice."""
    author, text = texts.clean_line(author), texts.clean(text).strip()
    ident = _identity(key, author, time, text, answers)
    quote = shortened(texts.clean(quoted).strip())
    return Comment(ident, Key(*key), author, time, text, quote, texts.clean_line(source), answers, resolved)


def _identity(key: Key, author: str, time: int, text: str, answers: str) -> str:
    content = [*key, author, time, text, answers]
    return hashlib.sha256(json.dumps(content, ensure_ascii=True).encode()).hexdigest()


def shortened(quoted: str) -> str:
    """Return a quotation of at most `LONGEST_QUOTE` characters, cut between words."""
    if len(quoted) <= LONGEST_QUOTE:
        return quoted
    beginning = quoted[: LONGEST_QUOTE - 2]
    return (beginning.rpartition(" ")[0] or beginning) + " …"


def comment_key(ident: str) -> Key:
    """Return the register of a comment, by which it is kept, undone and redone."""
    return Key(COMMENT, ident)


def to_plain(one: Comment) -> dict[str, object]:
    """Return a comment as plain data; what is empty is left out, and the id, which follows from the rest."""
    given = {"field": one.key.field, "language": one.key.language, **asdict(one)}
    names = ("field", "language", "author", "time", "text", "quoted", "source", "answers", "resolved")
    always = ("field", "language", "author", "time", "text")
    return {name: given[name] for name in names if name in always or given[name]}


def from_plain(raw: object) -> Comment:
    """Return the comment in plain data, its texts as they stand there. Raises ValueError for what is no comment."""
    match ({"quoted": "", "source": "", "answers": "", "resolved": False} | raw) if isinstance(raw, dict) else None:
        case {
            "field": str(name),
            "language": str(language),
            "author": str(author),
            "time": int(time),
            "text": str(text),
            "quoted": str(quoted),
            "source": str(source),
            "answers": str(answers),
            "resolved": bool(resolved),
        } if text.strip() and 0 <= time < _END_OF_TIME and (not answers or _HASH.fullmatch(answers)):
            key = Key(name, language)
            ident = _identity(key, author, time, text, answers)
            return Comment(ident, key, author, time, text, quoted, source, answers, resolved)
    raise ValueError("no comment")


def to_text(one: Comment) -> str:
    """Return a comment as the text of its register."""
    return json.dumps(to_plain(one), ensure_ascii=False)


def from_text(kept: str) -> Comment:
    """Return the comment in the text of its register. Raises ValueError."""
    try:
        return from_plain(json.loads(kept))
    except RecursionError:
        raise ValueError("nested too deeply") from None


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with all answers to it, oldest first."""

    first: Comment
    answers: tuple[Comment, ...] = field(default=())

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done about it."""
        return not self.first.resolved


def threads(comments: Iterable[Comment]) -> list[Thread]:
    """Return comments with their answers, the oldest first; an answer whose comment is not here stands for itself."""
    known = {one.id: one for one in sorted(comments, key=_oldest)}
    answers: dict[str, list[Comment]] = {}
    for one in known.values():
        first = _first(known, one)
        answers.setdefault(first.id, []).extend([] if first is one else [one])
    return [Thread(known[ident], tuple(held)) for ident, held in answers.items()]


def _first(known: dict[str, Comment], one: Comment) -> Comment:
    """The comment that began it. Ids are hashes that have the answered id in them, so no one answers in a circle."""
    while one.answers in known:
        one = known[one.answers]
    return one


def _oldest(one: Comment) -> tuple[int, str]:
    return one.time, one.id


def open_counts(comments: Iterable[Comment]) -> dict[Key, int]:
    """Return how many comments of each register are not resolved; those with answers count once."""
    return dict(Counter(one.first.key for one in threads(comments) if one.is_open))
