"""What all tests share."""

from __future__ import annotations

import pytest

from ticker.l10n import messages


@pytest.fixture(autouse=True)
def english() -> None:
    """Every test begins in the language of the message ids, whatever the one before it spoke."""
    messages.activate("en_GB")
