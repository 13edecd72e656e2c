"""The only reader of resources/ and translations/, in a checkout and in an installed program alike."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parent.parent


@cache
def _installed() -> bool:
    return (_PACKAGE / "_data").is_dir()


@cache
def root() -> Path:
    """Return the folder of the program's own data.

    Raises FileNotFoundError when the program was packed without it, which is a fault of the packing.
    """
    if _installed():
        return _PACKAGE / "_data" / "resources"
    if (_CHECKOUT / "pyproject.toml").is_file() and (_CHECKOUT / "resources").is_dir():
        return _CHECKOUT / "resources"
    raise FileNotFoundError("gptemplate was installed without its resources")


def path(*parts: str) -> Path:
    """Return the path of one resource: `path("fonts", "Inter_400Regular.ttf")`."""
    if ".." in parts or any(os.sep in part or "/" in part for part in parts):
        raise ValueError(f"outside the resources: {parts}")
    return root().joinpath(*parts)


def catalogue(language: str) -> bytes | None:
    """Return the compiled message catalogue of a language, or None where there is none."""
    if _installed():
        compiled = _PACKAGE / "_data" / "translations" / language / "gptemplate.mo"
        return compiled.read_bytes() if compiled.is_file() else None
    source = _CHECKOUT / "translations" / language / "gptemplate.po"
    return _compiled(source) if source.is_file() else None


def _compiled(source: Path) -> bytes:
    """Compile a .po file of the checkout, once for each of its versions: nobody runs a compile step by hand."""
    import hashlib

    import platformdirs

    text = source.read_bytes()
    folder = Path(platformdirs.user_cache_dir("gptemplate", appauthor=False)) / "catalogues"
    kept = folder / f"{hashlib.blake2b(text, digest_size=12).hexdigest()}.mo"
    if kept.is_file():
        return kept.read_bytes()
    binary = _compile(text)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(f".{id(text)}.part")
        part.write_bytes(binary)
        part.replace(kept)
    except OSError:
        pass  # a cache that cannot be written costs only time
    return binary


def _compile(text: bytes) -> bytes:
    import io

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    out = io.BytesIO()
    write_mo(out, read_po(io.BytesIO(text)))
    return out.getvalue()
