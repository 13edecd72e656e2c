"""OPUS-CAT on this computer: asked as it wants to be asked, and nothing else is ever asked."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest

from gptemplate.translation.machine import MachineError, translated
from gptemplate.translation.machine_opus_cat import OpusCat
from tests.translation.opus_cat_service import Service, service


@pytest.fixture
def running() -> Iterator[Service]:
    with service() as one:
        yield one


def test_it_says_which_languages_it_has(running: Service) -> None:
    assert OpusCat(running.address).pairs() == {("fi", "sv"), ("fi", "en")}


def test_each_sentence_is_asked_for_and_what_stands_between_stays(running: Service) -> None:
    text = "Hanke alkoi keväällä. Hanke alkoi.\n\n– Hanke ”A&B” alkoi\n"
    made = translated(OpusCat(running.address), text, "fi", "sv")
    assert made == "Projektet började på våren. Projektet alkoi.\n\n– Projektet ”A&B” började\n"
    sentences = [one for one in running.asked if one["path"] == "/MTRestService/TranslateJson"]
    assert [one["input"] for one in sentences] == ["Hanke alkoi keväällä.", "Hanke alkoi.", "Hanke ”A&B” alkoi"]
    assert {(one["srcLangCode"], one["trgLangCode"], one["tokenCode"], one["modelTag"]) for one in sentences} == {
        ("fi", "sv", "", "")
    }


def test_an_older_service_that_names_its_answer_otherwise_is_understood(running: Service) -> None:
    running.pairs = ["fi-sv"]
    machine = OpusCat(running.address)
    machine.pairs()
    running.raw = b'{"Translation": "Hej"}'
    assert translated(machine, "Hei", "fi", "sv") == "Hej"


def test_languages_that_it_has_not_are_named_with_those_it_has(running: Service) -> None:
    with pytest.raises(MachineError) as told:
        translated(OpusCat(running.address), "Hej", "sv", "fi")
    assert "fi–en, fi–sv" in str(told.value)
    assert not [one for one in running.asked if "input" in one], "nothing was given away"


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org:8500",
        "https://localhost:8500",
        "http://user:word@localhost:8500",
        "http://localhost.example.org:8500",
        "http://192.168.1.7:8500",
        "http://0.0.0.0:8500",
        "http://localhost:99999",
        "file:///etc/passwd",
        "http://[::2]:8500",
        "ftp://127.0.0.1",
    ],
)
def test_an_address_of_another_computer_is_refused(address: str) -> None:
    with pytest.raises(MachineError, match="not an address of this computer"):
        OpusCat(address)


@pytest.mark.parametrize("address", ["localhost:8501", "http://127.0.0.1:8501", "http://127.9.9.9:8501/", "http://[::1]:8501"])
def test_every_way_to_write_this_computer_is_taken(address: str) -> None:
    assert OpusCat(address).address.endswith(":8501")


def test_the_usual_address_is_that_of_opus_cat() -> None:
    assert OpusCat().address == "http://localhost:8500"


def test_nothing_is_reached_before_something_is_asked() -> None:
    with service() as one:
        OpusCat(one.address)
        assert one.asked == []


def test_where_nothing_runs_a_person_is_told_what_to_do() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]  # bound, but nobody listens
        with pytest.raises(MachineError, match="Start it on this computer"):
            OpusCat(f"http://127.0.0.1:{port}").pairs()


def test_a_redirection_to_another_computer_is_not_followed(running: Service) -> None:
    machine = OpusCat(running.address)
    machine.pairs()
    running.to = "http://example.org/"
    with pytest.raises(MachineError, match="does not answer as OPUS-CAT does"):
        translated(machine, "Hei", "fi", "sv")


def test_a_proxy_of_the_computer_s_own_settings_is_not_used(running: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert OpusCat(running.address).pairs()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<html>",
        b"[" * 100_000,
        b"null",
        b'{"translation": 7}',
        b'"pairs"',
        b"\xff\xfe",
        b'{"x": "' + b"a" * 1_100_000 + b'"}',
    ],
)
def test_what_answers_as_something_else_is_not_believed(running: Service, raw: bytes) -> None:
    running.raw = raw
    with pytest.raises(MachineError, match="does not answer as OPUS-CAT does"):
        OpusCat(running.address).pairs()


def test_an_error_of_the_service_is_told(running: Service) -> None:
    running.status = 500
    with pytest.raises(MachineError, match="does not answer as OPUS-CAT does"):
        OpusCat(running.address).pairs()


def test_a_service_that_says_nothing_is_not_waited_for(running: Service) -> None:
    running.wait = threading.Event()
    with pytest.raises(MachineError, match="does not answer"):
        OpusCat(running.address, patience=0.2).pairs()


@pytest.mark.parametrize("answer", ["", "   ", "x " * 400])
def test_an_answer_that_is_empty_or_goes_round_in_circles_is_refused(running: Service, answer: str) -> None:
    running.translate = lambda _sentence: answer
    with pytest.raises(MachineError, match="can be used"):
        translated(OpusCat(running.address), "Hei maailma", "fi", "sv")


def test_an_answer_of_several_lines_becomes_one(running: Service) -> None:
    running.translate = lambda _sentence: " Hej\nvärlden\x00 "
    assert translated(OpusCat(running.address), "Hei", "fi", "sv") == "Hej världen"
