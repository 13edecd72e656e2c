"""OPUS-CAT of the University of Helsinki: a service that runs on the translator's own computer.

Texts go to a loopback address and nowhere else: no other host, no proxy, no redirection, and the address that was really
reached is looked at before anything is sent.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from http.client import HTTPConnection, HTTPException
from ipaddress import ip_address
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from gptemplate.i18n import Message
from gptemplate.translation.machine import MachineError, Pair, language_of, no_pair

USUAL = "http://localhost:8500"
_FIRST = 3.0  # seconds to find out whether it is there
_PATIENCE = 120.0  # seconds for a sentence: the first one waits for the model to be loaded
_LARGEST = 1_000_000  # bytes of an answer


class OpusCat:
    """The service at an address of this computer. Raises MachineError for an address of another one."""

    name = "OPUS-CAT"

    def __init__(self, address: str = "", *, patience: float = _PATIENCE) -> None:
        self._host, self._port, self.address = _checked(address or USUAL)
        self._patience = patience
        self._pairs: frozenset[Pair] | None = None

    def pairs(self) -> frozenset[Pair]:
        """Return the languages for which it has a model. Raises MachineError where it does not run."""
        if self._pairs is None:
            told = self._ask("ListSupportedLanguagePairs", min(_FIRST, self._patience), tokenCode="")
            if not isinstance(told, list):
                raise self._strange()
            self._pairs = frozenset(pair for one in told if (pair := _pair(one)) is not None)
        return self._pairs

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        """Return the translation of each sentence. Raises MachineError."""
        if (source, target) not in self.pairs():
            told = no_pair(self, source, target)
            self._pairs = None  # a model may be put in before it is asked again
            raise told
        return [self._one(sentence, source, target) for sentence in sentences]

    def _one(self, sentence: str, source: str, target: str) -> str:
        asked = {"tokenCode": "", "input": sentence, "srcLangCode": source, "trgLangCode": target, "modelTag": ""}
        told = self._ask("TranslateJson", self._patience, **asked)
        found = told.get("translation", told.get("Translation")) if isinstance(told, dict) else None
        if not isinstance(found, str):
            raise self._strange()
        return found

    def _ask(self, what: str, patience: float, **values: str) -> Any:
        """The answer to a question, as data. A service of this computer answers at once or not at all."""
        connection = HTTPConnection(self._host, self._port, timeout=patience)
        try:
            self._reach(connection)
            connection.request("GET", f"/MTRestService/{what}?{urlencode(values, quote_via=quote)}")
            answer = connection.getresponse()
            content = answer.read(_LARGEST + 1)
            if answer.status != 200 or len(content) > _LARGEST:
                raise self._strange()
            return json.loads(content)
        except TimeoutError:
            raise MachineError(Message("OPUS-CAT at {address} does not answer.", address=self.address)) from None
        except (HTTPException, ValueError, RecursionError):
            raise self._strange() from None
        except OSError:
            raise MachineError(
                Message("OPUS-CAT does not run at {address}. Start it on this computer, and try again.", address=self.address)
            ) from None
        finally:
            connection.close()

    def _reach(self, connection: HTTPConnection) -> None:
        connection.connect()
        reached = connection.sock.getpeername()[0]
        if not ip_address(reached.split("%")[0]).is_loopback:
            raise _elsewhere(self.address)

    def _strange(self) -> MachineError:
        return MachineError(
            Message("What runs at {address} does not answer as OPUS-CAT does. Nothing was changed.", address=self.address)
        )


def _checked(address: str) -> tuple[str, int, str]:
    """Host, port and plain form of an address on this computer."""
    try:
        parts = urlsplit(address if "://" in address else f"http://{address}")
        host, port = parts.hostname or "", parts.port or 8500
    except ValueError:
        raise _elsewhere(address) from None
    if parts.scheme != "http" or parts.username or parts.password or not _is_here(host):
        raise _elsewhere(address)
    shown = f"[{host}]" if ":" in host else host
    return host, port, f"http://{shown}:{port}"


def _is_here(host: str) -> bool:
    if host.casefold() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _elsewhere(address: str) -> MachineError:
    return MachineError(
        Message("{address} is not an address of this computer. Texts are given to nothing outside it.", address=address[:80])
    )


def _pair(told: object) -> Pair | None:
    if not isinstance(told, str) or told.count("-") != 1:
        return None
    source, _dash, target = told.partition("-")
    return language_of(source), language_of(target)
