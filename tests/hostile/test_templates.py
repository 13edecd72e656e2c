"""Template files from anywhere: each is a form that can be filled in and handed on, or is refused with a reason."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gptemplate import resources
from gptemplate.errors import TemplateError
from gptemplate.exchange import practice_file
from gptemplate.model import values
from gptemplate.model.practice import Key, Practice, Value
from gptemplate.model.template import COMPOSITE, SHARED, Template
from gptemplate.model.template_file import read_template
from tests.hostile.corpus import corpus
from tests.hostile.limits import with_little_memory
from tests.hostile.shapes import IDENT

FORMS = sorted(resources.path("templates").glob("*.toml"))


def _read(content: bytes) -> None:
    try:
        template = read_template(content, "x.toml")
    except TemplateError as error:
        assert "x.toml" in str(error.message)
        return
    _assert_sane(template)


def _assert_sane(template: Template) -> None:
    """Whatever a person chooses in the form can be kept, and the practice can be handed on as a file."""
    practice = Practice(IDENT, template.id, template.codes[0])
    for one in template.fields.values():
        assert one.default == "" or values.accept(one, SHARED if one.shared else template.codes[0], one.default)
        for choice in one.choices:
            assert values.accept(one, SHARED, choice.id) == choice.id
            assert choice.parent is None or isinstance(choice.parent, str)
        for language in template.codes:
            if one.is_written and not one.shared:
                practice.values[Key(one.id, language)] = Value(f"{one.id} {language}")
            elif one.kind not in COMPOSITE:
                values.show(one, "", language)
    carried = json.dumps(practice_file.write(template, practice, {})).encode()
    back = practice_file.read(carried, "back.json")
    assert (back.id, back.template) == (IDENT, template.id)
    assert {key: value.text for key, value in practice.values.items()} == dict(back.values)


@pytest.mark.parametrize("file", corpus("templates"))
def test_what_once_did_harm_is_a_form_or_refused(file: Path) -> None:
    _read(file.read_bytes())


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_our_own_forms_are_sane(form: Path) -> None:
    _assert_sane(read_template(form.read_bytes(), form.name))


BITS = [
    b"", b"[", b"]", b"[[", b"]]", b"=", b'"', b'"""', b"{", b"}", b",", b".", b"\n", b"#", b"nan", b"-1", b"0", b"true", b"[]",
    b"{}", b"1e999", b"0x7f", b"1979-05-27", b"\\u0000", b"\\ud800", b"\xff", b"\x00", b"id", b"kind", b"label", b"choices",
    b"[[section]]", b"[[section.field]]", b"shared = false", b'kind = "image"', b'kind = "place"', b'default = "x"',
    b"\xf0\x9f\x98\x80", b"9" * 400,
]  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(FORMS),
    st.lists(st.tuples(st.integers(0, 9_000), st.integers(0, 40), st.sampled_from(BITS)), min_size=1, max_size=4),
)
def test_a_spoilt_form_is_a_form_or_refused(form: Path, places: list[tuple[int, int, bytes]]) -> None:
    content = form.read_bytes()
    for at, size, instead in places:
        content = content[:at] + instead + content[at + size :]
    _read(content)


def test_a_form_too_large_is_refused_unread() -> None:
    with pytest.raises(TemplateError, match="too large"):
        read_template(b"#" * 2_000_001, "x.toml")


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a limit of time")
def test_a_form_of_forty_thousand_fields_does_not_take_minutes(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    begin = 'format=1\nid="a"\nlabel="x"\n[[language]]\ncode="en"\nname="E"\n[[section]]\nid="s"\nlabel="x"\n'
    fields = "".join(f'[[section.field]]\nid="{n}"\nkind="text"\nlabel="x"\n' for n in ("title", *range(37_000)))
    file.write_text(begin + fields, encoding="ascii")
    assert with_little_memory("template", str(file)) == "taken or refused"
