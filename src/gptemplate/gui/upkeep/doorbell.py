"""A second start of the program on the same library raises the window that has it."""

from __future__ import annotations

import getpass
import hashlib
import logging
import sys
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

PATIENCE = 2_000  # milliseconds; a window that takes longer is stuck, and reading beside it is better than nothing
_CALL, _ANSWER = b"raise\n", b"raised\n"


class Doorbell(QObject):
    """Listens, in the window that writes to a library, for later starts.

    Signals:
        rung: the program was started again on the same library.
    """

    rung = Signal()

    def __init__(self, library: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        QLocalServer.removeServer(name_of(library))  # left behind by a crash: whoever holds the lock is the only one
        if not self._server.listen(name_of(library)):
            log.info("later starts are not heard: %s", self._server.errorString())

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

    @Slot()
    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(self._on_ready)
            socket.disconnected.connect(socket.deleteLater)

    @Slot()
    def _on_ready(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket) and socket.readAll().data() == _CALL:
            self.rung.emit()
            socket.write(_ANSWER)
            socket.flush()


def ring(library: Path, patience: int = PATIENCE) -> bool:
    """Ask the window that has a library to come to the front and return whether it answered."""
    _let_it_come_to_the_front()
    socket = QLocalSocket()
    socket.connectToServer(name_of(library))
    if not socket.waitForConnected(patience):
        return False
    socket.write(_CALL)
    socket.flush()
    answered = socket.waitForReadyRead(patience) and socket.readAll().data() == _ANSWER
    socket.disconnectFromServer()
    return answered


def name_of(library: Path) -> str:
    """Return the name under which the window of a library and a person listens."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = ""
    whole = f"{user}\n{library.resolve()}"
    return f"gptemplate-{hashlib.blake2b(whole.encode('utf-8', 'surrogateescape'), digest_size=10).hexdigest()}"


def _let_it_come_to_the_front() -> None:
    """On Windows only the program that a person works with may hand the front to another one."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
