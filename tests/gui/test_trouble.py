"""A library that cannot be opened: the window offers the newest whole copy, and what can still be read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from gptemplate.gui.library.trouble import Trouble
from gptemplate.gui.session import Session
from gptemplate.paths import Paths
from gptemplate.services import upkeep
from gptemplate.store.first_page import first_page
from tests.gui.conftest import Hand

Start = Callable[..., Session]
EMPTIED, ZEROS, HALF = "emptied", "zeros", "half"


def spoil(file: Path, how: str) -> None:
    content = file.read_bytes()
    middle = len(content) // 2 // 4096 * 4096
    spoilt = {EMPTIED: b"", ZEROS: content[:middle] + bytes(4096) + content[middle + 4096 :], HALF: content[:middle]}
    file.write_bytes(spoilt[how])


@pytest.fixture(params=[EMPTIED, ZEROS, HALF])
def damaged(six: Paths, request: pytest.FixtureRequest) -> Paths:
    """A library of six practices that was copied and is damaged now."""
    upkeep.back_up(six, "daily")
    spoil(six.library, request.param)
    return six


def _page(session: Session, hand: Hand) -> Trouble:
    hand.until(lambda: session.shell.findChild(Trouble) is not None)
    page = session.shell.findChild(Trouble)
    assert page is not None
    hand.until(page.isVisible)
    return page


def _is_offered(page: Trouble, name: str) -> bool:
    button = page.findChild(QPushButton, name)
    return button is not None and button.isVisible()


def test_the_newest_copy_is_named_and_one_click_puts_it_back(damaged: Paths, start: Start, hand: Hand) -> None:
    was = damaged.library.read_bytes()
    session = start(damaged)
    page = _page(session, hand)
    hand.until(lambda: _is_offered(page, "restore_button"))
    assert "6 practices" in page.text
    assert damaged.library.name in page.text
    assert damaged.library.read_bytes() == was, "nothing is written before the person chooses"
    with hand.qtbot.waitSignal(session.shell.restart_requested, timeout=20_000):
        hand.click(session.shell, "restore_button")
    assert len(first_page(damaged.library)) == 6
    assert [one.file for one in upkeep.list_copies(damaged) if one.reason.startswith("before-restore")], (
        "what was there is kept"
    )


def test_what_can_be_read_is_recovered_and_the_damaged_file_kept(six: Paths, start: Start, hand: Hand) -> None:
    spoil(six.library, ZEROS)
    was = six.library.read_bytes()
    session = start(six)
    page = _page(session, hand)
    hand.until(lambda: _is_offered(page, "salvage_button"))
    hand.click(session.shell, "salvage_button")
    hand.until(lambda: "Recovered: 6 practices" in page.text and _is_offered(page, "again_button"))
    assert was in [one.file.read_bytes() for one in upkeep.list_copies(six)]
    with hand.qtbot.waitSignal(session.shell.restart_requested, timeout=20_000):
        hand.click(session.shell, "again_button")
    assert len(first_page(six.library)) == 6


def test_without_a_copy_none_is_offered(six: Paths, start: Start, hand: Hand) -> None:
    spoil(six.library, HALF)
    session = start(six)
    page = _page(session, hand)
    looked: list[None] = []
    session.ctx.tasks.work(lambda: None, looked.append)
    hand.until(lambda: bool(looked))
    assert "safety copy" not in page.text
    assert page.findChild(QPushButton, "restore_button") is None
