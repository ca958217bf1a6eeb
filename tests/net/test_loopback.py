from __future__ import annotations

import concurrent.futures
import urllib.request

from tests.loopback import Gate, Reply, Request, site_in_thread


def get(url: str, headers: dict[str, str] | None = None) -> tuple[int, bytes]:
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers or {})) as answer:
        return answer.status, answer.read()


def test_a_blocking_test_can_talk_to_a_site() -> None:
    with site_in_thread() as site:
        address = site.feed("/feed", b"one", etag='"v1"')
        assert get(address) == (200, b"one")
        site.feed("/feed", b"two", etag='"v2"')
        assert get(address, {"If-None-Match": '"v1"'}) == (200, b"two")
    assert [request.header("If-None-Match") for request in site.requests] == [None, '"v1"']


def test_a_gate_holds_the_answer_back_until_it_is_opened() -> None:
    gate = Gate()
    arrived = concurrent.futures.Future[str]()

    def asked(request: Request) -> Reply:
        arrived.set_result(request.path)
        return Reply(b"late", gate=gate)

    with site_in_thread() as site, concurrent.futures.ThreadPoolExecutor(1) as pool:
        site.routes["/slow"] = asked
        answer = pool.submit(get, site.url + "/slow")
        assert arrived.result(10) == "/slow"
        assert not answer.done()
        gate.open()
        assert answer.result(10) == (200, b"late")
