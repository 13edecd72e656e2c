"""Which shown lines lead somewhere, and where to."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from gptemplate.model import values

_RESERVED = "!#$%&'()*+,/:;=?@~"
_LONGEST = 2_000


def target(line: str) -> str:
    """Return the address that a web or e-mail address leads to, in plain ASCII; "" for any other line."""
    if len(line) > _LONGEST:
        return ""
    if values.is_email(line):
        return "mailto:" + quote(line, safe="@+", errors="replace")
    if not values.is_web_address(line):
        return ""
    address = values.link(line)
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    rest = quote(address.split(parts.netloc, 1)[1], safe=_RESERVED, errors="replace")
    return f"{parts.scheme}://{host}{port}{rest}"
