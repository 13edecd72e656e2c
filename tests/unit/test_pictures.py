"""Photos on their way in."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from gptemplate.errors import BadFile
from gptemplate.exchange.pictures import LONGEST_EDGE, prepare


def _photo(size: tuple[int, int] = (40, 20), kind: str = "JPEG", mode: str = "RGB", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "teal" if mode == "RGB" else None).save(out, kind, **options)  # type: ignore[arg-type]
    return out.getvalue()


def _opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_a_large_photo_is_scaled() -> None:
    assert max(_opened(prepare(_photo((4000, 1000)), "a.jpg")).size) == LONGEST_EDGE


@pytest.mark.parametrize("size", [(30_001, 1), (1, 30_001)])
def test_an_edge_that_no_camera_makes_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(BadFile, match="too many pixels"):
        prepare(_photo(size, "PNG"), "strip.png")


def test_where_and_by_whom_it_was_taken_is_gone() -> None:
    exif = Image.Exif()
    exif[0x013B] = "Somebody"
    exif.get_ifd(0x8825)[1] = "N"
    content = prepare(_photo(exif=exif), "a.jpg")
    assert not dict(_opened(content).getexif())
    assert b"Somebody" not in content


def test_a_photo_taken_sideways_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert _opened(prepare(_photo((40, 20), exif=exif), "a.jpg")).size == (20, 40)


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "LA"), ("WEBP", "RGB"), ("PNG", "I;16")])
def test_other_kinds_of_picture_become_jpeg(kind: str, mode: str) -> None:
    opened = _opened(prepare(_photo(kind=kind, mode=mode), "a"))
    assert (opened.format, opened.mode) == ("JPEG", "RGB")


@pytest.mark.parametrize("content", [b"", b"not a photo", _photo()[:200], b"\x89PNG\r\n\x1a\n" + b"\x00" * 40])
def test_what_is_not_a_photo_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(BadFile, match=r"holiday\.jpg"):
        prepare(content, "holiday.jpg")


def test_a_picture_that_unpacks_to_too_much_is_refused() -> None:
    content = _photo((20_000, 20_000), "PNG", "1")
    assert len(content) < 100_000
    with pytest.raises(BadFile):
        prepare(content, "bomb.png")


@given(st.binary(max_size=200), st.integers(0, 600))
def test_a_spoilt_photo_is_read_or_refused(noise: bytes, at: int) -> None:
    photo = _photo()
    try:
        assert prepare(photo[:at] + noise + photo[at + len(noise) :], "a.jpg")
    except BadFile as error:
        assert "a.jpg" in str(error.message)
