"""What the tests of printing share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.documents.practices import PICTURE, photograph
from tests.documents.vera import Vera


@pytest.fixture
def attachments() -> dict[str, bytes]:
    """The pictures of the samples."""
    return {PICTURE: photograph()}


@pytest.fixture(scope="session")
def vera() -> Iterator[Vera]:
    """The validator of PDF/UA and PDF/A, started once."""
    running = Vera()
    yield running
    running.close()
