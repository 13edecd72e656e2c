"""A small service on a loopback address that answers as OPUS-CAT does, or as something else."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

WORDS = {"Hanke": "Projektet", "alkoi": "började", "keväällä.": "på våren."}


def word_by_word(sentence: str) -> str:
    """Translate the words that are known and leave the others."""
    return " ".join(WORDS.get(word, word) for word in sentence.split())


@dataclass
class Service:
    """What the service is asked, and how it answers."""

    address: str = ""
    pairs: list[str] = field(default_factory=lambda: ["fi-sv", "fin-eng"])
    translate: Callable[[str], Any] = word_by_word
    status: int = 200
    raw: bytes | None = None
    to: str = ""  # where it sends those who ask
    wait: threading.Event | None = None
    asked: list[dict[str, str]] = field(default_factory=list)

    def answer(self, path: str, query: dict[str, str]) -> bytes:
        """Return what is answered to a question."""
        self.asked.append({"path": path, **query})
        if self.wait is not None:
            self.wait.wait(20)
        if self.raw is not None:
            return self.raw
        if path == "/MTRestService/ListSupportedLanguagePairs":
            return json.dumps(self.pairs).encode()
        return json.dumps({"translation": self.translate(query["input"])}, ensure_ascii=False).encode()


@contextmanager
def service(host: str = "127.0.0.1") -> Iterator[Service]:
    """Run the service while it is needed."""
    told = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
            content = told.answer(parts.path, query)
            self.send_response(302 if told.to else told.status)
            if told.to:
                self.send_header("Location", told.to)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: object) -> None:
            """Keep quiet."""

        def handle(self) -> None:
            try:
                super().handle()
            except ConnectionError:  # who asked has gone
                self.close_connection = True

    server = ThreadingHTTPServer((host, 0), Handler)
    told.address = f"http://{host}:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield told
    finally:
        if told.wait is not None:
            told.wait.set()
        server.shutdown()
        server.server_close()
        thread.join()
