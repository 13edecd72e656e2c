"""What the tests of printing share."""

from __future__ import annotations

import pytest

from tests.documents.practices import PICTURE, photograph


@pytest.fixture
def attachments() -> dict[str, bytes]:
    """The pictures of the samples."""
    return {PICTURE: photograph()}
