"""Reading templates, and saying what is wrong with one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gptemplate import resources
from gptemplate.errors import TemplateError
from gptemplate.i18n import INTERFACE_LANGUAGES
from gptemplate.model.states import SHARED
from gptemplate.model.template import Kind, Template
from gptemplate.model.template_file import read_template
from gptemplate.services.templates import Templates

SMALL = """
format = 1
id = "small"
submission_language = "en"
label = { en = "Small", fi = "Pieni" }

[[language]]
code = "en"
name = "English"

[[language]]
code = "de"
name = "Deutsch"

[choices]
colours = [{ id = "red", en = "Red" }, { id = "blue", en = "Blue" }]

[[section]]
id = "only"
label = { en = "Only" }

[[section.field]]
id = "title"
kind = "text"
label = { en = "Title" }
limit = { default = 100, de = 120 }
required = true

[[section.field]]
id = "colour"
kind = "choice"
label = { en = "Colour" }
choices = "colours"
"""


def test_the_form_of_2021_is_all_there(templates: Templates) -> None:
    template = templates("interreg-europe-2021")
    assert template.codes == ("fi", "sv", "en")
    limits = {name: template.fields[name].limit.of("fi") for name in ("title", "summary", "detailed_information")}
    assert limits == {"title": 100, "summary": 160, "detailed_information": 1500}
    assert template.fields["project"].when is not None
    assert {one.kind for one in template.fields.values()} == set(Kind)
    assert not template.fields["consent"].handed_in, "working fields are never handed in"
    assert template.fields["author"].personal


def test_the_older_form_is_data_as_well(templates: Templates) -> None:
    older = templates("interreg-europe-2014")
    assert set(older.fields) != set(templates("interreg-europe-2021").fields)
    assert older.fields["author"].part("phone") is not None


@pytest.mark.parametrize("name", ["interreg-europe-2021", "interreg-europe-2014"])
def test_every_word_of_a_form_is_there_in_three_languages(templates: Templates, name: str) -> None:
    template = templates(name)
    worded = [template.labels, *(section.labels for section in template.sections)]
    for one in template.fields.values():
        worded += [one.labels, *(part.labels for part in one.parts), *(question.labels for question in one.questions)]
        worded += [choice.labels for choice in one.choices]
        worded += [labels for labels in (one.help, one.example, one.ongoing) if labels]
    for labels in worded:
        assert set(labels) >= set(INTERFACE_LANGUAGES), labels


def test_languages_are_data() -> None:
    template = read_template(SMALL.encode(), "small.toml")
    assert template.codes == ("en", "de")
    title = template.fields["title"]
    assert (title.limit.of("de"), title.limit.of("en")) == (120, 100)
    assert template.languages_of(title) == ("en", "de")
    assert template.languages_of(template.fields["colour"]) == (SHARED,)
    assert title.label("de") == "Title", "a missing label falls back"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("format = 1", "format = 9", "small.toml: “format” must be 1."),
        ('kind = "choice"', 'kind = "colour"', "small.toml, “colour”: “colour” is not a kind"),
        ('choices = "colours"', 'choices = "sizes"', "small.toml, “colour”: there is no list “sizes”"),
        ("required = true", 'required = "yes"', "small.toml, “title”: “required” must be true or false"),
        ("limit = { default = 100, de = 120 }", "limit = -1", "small.toml, “title”: “limit” must be a whole number"),
        ('id = "colour"', 'id = "title"', "small.toml, “title”: two fields have the same id"),
        ('id = "colour"', 'id = "Col our"', "small.toml, “Col our”: the id"),
        ('label = { en = "Colour" }', "", "small.toml, “colour”: “label” needs a text"),
        ('submission_language = "en"', 'submission_language = "fi"', "“fi” is not one of the template's languages"),
        ('code = "de"', 'code = "en"', "each language needs"),
        ('kind = "choice"', 'kind = "choice"\nafter = "nothing"', "there is no field “nothing”"),
        ("format = 1", "format = ", "small.toml: not valid TOML"),
        ("format = 1", f"format = {'9' * 6000}", "small.toml: not valid TOML"),
        ("format = 1", f"{'a.' * 60}b = 1", "small.toml: not valid TOML: a key has more than 20 names"),
        ('code = "de"', 'code = "id"', "small.toml: “id” has another meaning here; write “id-ID”."),
        ('code = "de"', 'code = "shared"', "small.toml: “shared” is not a language code"),
        ('id = "red"', 'id = "r\\ned"', "small.toml, “choices.colours”: each item needs an id"),
        ('id = "red",', 'id = "red", parent = ["x"],', "small.toml, “choices.colours”: “parent” is missing or not a text"),
        (
            'choices = "colours"',
            'choices = "colours"\ndefault = "green"',
            "small.toml, “colour”: “Colour”: choose from: red, blue",
        ),
        ('id = "colour"', "id = ['colour']", "small.toml, “field”: “id” is missing or not a text"),
    ],
)
def test_a_fault_is_named_with_file_field_and_reason(old: str, new: str, told: str) -> None:
    with pytest.raises(TemplateError) as caught:
        read_template(SMALL.replace(old, new, 1).encode(), "small.toml")
    assert told in str(caught.value.message)


def test_a_default_is_kept_as_a_person_could_have_chosen_it() -> None:
    chosen = SMALL.replace('choices = "colours"', 'choices = "colours"\ndefault = " red "')
    assert read_template(chosen.encode(), "small.toml").fields["colour"].default == "red"


def test_labels_hold_nothing_that_cannot_be_printed() -> None:
    spoilt = SMALL.replace('{ en = "Title" }', '{ en = "Ti\\u0000tle\\uFFFE" }')
    assert read_template(spoilt.encode(), "small.toml").fields["title"].label("en") == "Title\ufffd"


def test_a_form_may_have_five_hundred_fields_and_no_more() -> None:
    def form(fields: int) -> bytes:
        more = "".join(f'[[section.field]]\nid = "n{n}"\nkind = "text"\nlabel = "x"\n' for n in range(fields - 2))
        return (SMALL + more).encode()

    assert len(read_template(form(500), "small.toml").fields) == 500
    with pytest.raises(TemplateError, match="more than 500 fields"):
        read_template(form(501), "small.toml")


def test_a_file_that_is_not_text_is_told_apart() -> None:
    with pytest.raises(TemplateError, match="UTF-8"):
        read_template(b"\xff\xfe\x00", "x.toml")


@given(st.binary(max_size=300))
def test_no_file_breaks_the_reader(content: bytes) -> None:
    with pytest.raises(TemplateError):
        read_template(content, "x.toml")


@given(st.integers(0, 400), st.integers(0, 60), st.text(max_size=6))
def test_a_template_with_a_spoilt_place_is_read_or_refused(at: int, size: int, instead: str) -> None:
    spoilt = SMALL[:at] + instead + SMALL[at + size :]
    try:
        assert isinstance(read_template(spoilt.encode("utf-8", "replace"), "small.toml"), Template)
    except TemplateError as error:
        assert "small.toml" in str(error.message)


def test_a_person_can_add_a_template_and_a_faulty_one_does_not_stop_the_others(tmp_path) -> None:
    (tmp_path / "mine.toml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "broken.toml").write_text("format = 1\nid =", encoding="utf-8")
    templates = Templates(tmp_path)
    assert templates("small").codes == ("en", "de")
    assert {one.id for one in templates.all()} == {"small", "interreg-europe-2021", "interreg-europe-2014"}
    assert ["broken.toml" in str(fault.message) for fault in templates.faults()] == [True]


def test_only_the_resources_are_read_from() -> None:
    with pytest.raises(ValueError, match="outside"):
        resources.path("..", "pyproject.toml")
