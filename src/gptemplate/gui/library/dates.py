"""Days as the table writes them; needs no locale data, so that it can be drawn at once."""

from __future__ import annotations

from datetime import datetime, timedelta

from gptemplate.i18n import N_, Translator, format_clock

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec")


def moment(milliseconds: int) -> datetime:
    """Return the local time of a moment in the library."""
    return datetime.fromtimestamp(milliseconds / 1000).astimezone()


def when(milliseconds: int, now: datetime, tr: Translator) -> str:
    """Return when something happened, the shorter the nearer: "Today 14.32", "5.3.2024"."""
    then = moment(milliseconds)
    clock = format_clock(then, tr.language)
    if then.date() == now.date():
        return tr(N_("Today {time}"), time=clock)
    if then.date() == (now - timedelta(days=1)).date():
        return tr(N_("Yesterday {time}"), time=clock)
    return day(then, tr.language)


def day(then: datetime, language: str) -> str:
    """Return a day: "5.3.2024" in Finnish and Swedish (as in Finland), "5 Mar 2024" in English."""
    if language == "en":
        return f"{then.day} {_MONTHS[then.month - 1]} {then.year}"
    return f"{then.day}.{then.month}.{then.year}"


def full(milliseconds: int, language: str) -> str:
    """Return a day and the time."""
    then = moment(milliseconds)
    return f"{day(then, language)} {format_clock(then, language)}"
