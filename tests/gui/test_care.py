"""The window looks after its library."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from gptemplate.gui.care import Care
from gptemplate.gui.shell import Shell
from tests.gui.conftest import Hand


def _cared(shell: Shell, hand: Hand) -> dict[str, object]:
    said: dict[str, object] = {}
    care = Care(shell.context, None, shell)
    care.noticed.connect(said.__setitem__)
    care.start()
    hand.until(lambda: "second_copy" in said or "backup" in said)
    return said


def test_a_copy_is_made_once_a_day_and_nothing_is_said_while_all_is_well(shell: Shell, hand: Hand) -> None:
    assert not any(_cared(shell, hand).values())
    (copy,) = shell.context.paths.backups.glob("*.gptemplate")
    assert not any(_cared(shell, hand).values())
    assert list(shell.context.paths.backups.glob("*.gptemplate")) == [copy]


def test_a_text_that_the_disk_changed_is_told(shell: Shell, hand: Hand, expect_log) -> None:
    expect_log("does not match its hash")
    library: Path = shell.context.paths.library
    connection = sqlite3.connect(library, timeout=10)
    connection.execute("UPDATE value SET text = text || '!' WHERE id = (SELECT max(id) FROM value WHERE text <> '')")
    connection.commit()
    connection.close()
    assert _cared(shell, hand)["doctor"] is not None
