from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ticker.store.database import Database, open_database


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with open_database(tmp_path / "ticker.db") as db:
        yield db
