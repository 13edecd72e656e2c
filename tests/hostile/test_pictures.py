"""Pictures from anywhere: each becomes a plain JPEG, or is refused by name, in little memory."""

from __future__ import annotations

import io
import struct
import sys
import warnings
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from gptemplate.errors import BadFile
from gptemplate.exchange.pictures import LONGEST_EDGE, prepare
from tests.hostile.corpus import FOLDER, corpus
from tests.hostile.limits import with_little_memory


@pytest.fixture(autouse=True)
def pillow_may_complain(expect_log) -> None:
    """Pillow logs what it finds wrong in a TIFF; the program logs nothing here."""
    expect_log("")


def _prepare(content: bytes) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # Pillow warns of what it reads past
        try:
            prepared = prepare(content, "holiday.jpg")
        except BadFile as error:
            assert "holiday.jpg" in str(error.message)
            return
    with Image.open(io.BytesIO(prepared)) as picture:
        picture.load()
        assert (picture.format, picture.mode) == ("JPEG", "RGB")
        assert max(picture.size) <= LONGEST_EDGE
        assert not dict(picture.getexif())


def _picture(kind: str, mode: str = "RGB", **options: object) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((40, 20)).convert(mode).save(out, kind, **options)  # type: ignore[arg-type]
    return out.getvalue()


def _exif(orientation: object = 6) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x013B] = "Somebody"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8769)[0x9003] = "2020:01:01 00:00:00"
    return exif


SEEDS = [
    _picture("JPEG", exif=_exif()), _picture("JPEG", progressive=True), _picture("JPEG", "CMYK"), _picture("PNG", exif=_exif()),
    _picture("PNG", "P"), _picture("PNG", "LA"), _picture("PNG", "1"), _picture("PNG", "I;16"), _picture("WEBP", exif=_exif()),
    _picture("GIF", "P"), _picture("BMP"), _picture("TIFF", exif=_exif()),
]  # fmt: skip
BITS = st.one_of(
    st.sampled_from(
        [b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"\x7f\xff\xff\xff", b"\x00\x00\x00\x01", b"\xff\xff", b"\x00\x00", b""]
    ),
    st.binary(max_size=8),
)


@pytest.mark.parametrize("file", corpus("pictures"))
def test_what_once_did_harm_is_a_picture_or_refused(file: Path) -> None:
    _prepare(file.read_bytes())


@pytest.mark.parametrize("content", SEEDS)
def test_good_pictures_are_taken(content: bytes) -> None:
    assert prepare(content, "a")


@pytest.mark.parametrize("orientation", [0, 1, 5, 8, 9, 255, 65_535])
def test_any_orientation_is_taken_or_passed_over(orientation: int) -> None:
    assert prepare(_picture("JPEG", exif=_exif(orientation)), "a")


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate])
@example((FOLDER / "pictures" / "exif-error-796.jpg").read_bytes(), [])
@given(st.sampled_from(SEEDS), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 8), BITS), min_size=1, max_size=5))
def test_a_spoilt_picture_is_taken_or_refused(seed: bytes, places: list[tuple[int, int, bytes]]) -> None:
    content = seed
    for at, size, instead in places:
        content = content[:at] + instead + content[at + size :]
    _prepare(content)


def _png(width: int, height: int, bits: int, colour: int) -> bytes:
    """A PNG of one colour: however large, it packs small."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    row = bytes((width * bits * {0: 1, 2: 3, 6: 4}[colour] + 7) // 8 + 1)
    packer, many = zlib.compressobj(9), min(height, 10_000_000 // len(row) + 1)
    packed = b"".join(packer.compress(row * min(many, height - done)) for done in range(0, height, many)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def _gif(width: int, height: int) -> bytes:
    picture = bytearray(_picture("GIF", "P"))
    picture[6:10] = struct.pack("<HH", width, height)
    return bytes(picture)


def _tiff(width: int, height: int) -> bytes:
    """A TIFF that promises more than it has."""
    tags = [
        (256, width),
        (257, height),
        (258, 8),
        (259, 1),
        (262, 1),
        (273, 8),
        (277, 1),
        (278, height),
        (279, width * height % 2**32),
    ]
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    return b"II*\x00" + struct.pack("<I", 8) + struct.pack("<H", len(tags)) + entries + bytes(4)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a limit of memory")
@pytest.mark.parametrize(
    "bomb",
    [
        pytest.param(lambda: _png(30_000, 30_000, 1, 0), id="one-bit"),
        pytest.param(lambda: _gif(65_535, 65_535), id="gif-canvas"),
        pytest.param(lambda: _tiff(65_000, 65_000), id="tiff"),
        pytest.param(lambda: _png(9_400, 9_500, 16, 6), id="just-below-the-limit", marks=pytest.mark.slow),
        pytest.param(lambda: _png(89_000_000, 1, 1, 0), id="wide"),
        pytest.param(lambda: _png(1, 89_000_000, 1, 0), id="tall", marks=pytest.mark.slow),
    ],
)
def test_a_picture_that_unpacks_to_gigabytes_takes_little_memory(tmp_path: Path, bomb: Callable[[], bytes]) -> None:
    file = tmp_path / "bomb"
    file.write_bytes(bomb())
    assert file.stat().st_size < 1_000_000
    assert with_little_memory("picture", str(file)) == "taken or refused"
