from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.loopback import Site
from ticker.net.client import make_client


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site() as site:
        yield site


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with make_client() as client:
        yield client
