"""What readers wish for beside feeds: the full article behind an entry, its images. Fetched as politely as feeds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from ticker.address import is_private
from ticker.clock import Clock
from ticker.errors import Cause, Failure, TickerError
from ticker.model import Validators
from ticker.net.fetch import Answer, Limits, Pause, fetch
from ticker.poller import refine
from ticker.store import articles, pictures
from ticker.store.database import Database
from ticker.text.markup import clean
from ticker.text.sanitise import one_line

PAGE_LIMITS = Limits(max_body=5 * 2**20, total=40)
IMAGE_LIMITS = Limits(max_body=8 * 2**20, total=40)
_PAGES = ("text/html", "application/xhtml+xml", "")
_IMAGES = "image/"

Wish = articles.Wish | pictures.Wish


def open_wishes(db: Database) -> Mapping[str, list[Wish]]:
    """The open wishes by the host that is to be asked."""
    hosts: dict[str, list[Wish]] = defaultdict(list)
    wishes: list[Wish] = [*articles.wishes(db), *pictures.wishes(db)]
    for wish in wishes:
        hosts[urlsplit(wish.url).hostname or ""].append(wish)
    return hosts


@dataclass(frozen=True, slots=True)
class Granter:
    """What wishes are granted with. `pause` is awaited before a redirect asks the same host once more."""

    db: Database
    client: httpx.AsyncClient
    clock: Clock
    pause: Pause

    async def grant(self, wish: Wish) -> None:
        """Fetch what is wished for and store it, or why that was not to be. Nothing is raised.

        Where the store is busy the wish stays open.
        """
        with suppress(TickerError):
            try:
                await (self._article(wish) if isinstance(wish, articles.Wish) else self._picture(wish))
            except TickerError:
                raise
            except Exception as error:  # a fault of ours must not stop the others
                self._fail(wish, Failure(Cause.UNREADABLE, detail=type(error).__name__))

    async def _article(self, wish: articles.Wish) -> None:
        answer = await self._fetch(wish, wish.validators, PAGE_LIMITS)
        if isinstance(answer, Failure):
            self._fail(wish, answer)
            return
        now = self.clock.now()
        if answer.status == httpx.codes.NOT_MODIFIED:
            articles.fetched(self.db, wish, now, html=None, title=None, validators=answer.validators)
            return
        found = await _article_in(answer)
        if isinstance(found, Failure):
            self._fail(wish, found)
            return
        html, title = found
        articles.fetched(self.db, wish, now, html=html, title=title, validators=answer.validators)

    async def _picture(self, wish: pictures.Wish) -> None:
        answer = await self._fetch(wish, Validators(), IMAGE_LIMITS)
        if isinstance(answer, Answer) and not answer.content_type.lower().startswith(_IMAGES):
            answer = Failure(Cause.NO_IMAGE, detail=one_line(answer.content_type)[:80])
        made = answer if isinstance(answer, Failure) else await refine.image(answer.body, answer.url)
        if isinstance(made, Failure):
            self._fail(wish, made)
        else:
            pictures.fetched(self.db, wish, self.clock.now(), *made)

    async def _fetch(self, wish: Wish, validators: Validators, limits: Limits) -> Answer | Failure:
        """What its server says. A feed of the public net leads nobody into the reader's own network."""
        if _is_near(wish.url) and not _is_near(wish.feed_url):
            return Failure(Cause.REDIRECT, detail="from the public net to an address near by")
        now = self.clock.now()
        return await fetch(self.client, wish.url, validators, now, limits=limits, pause=self.pause)

    def _fail(self, wish: Wish, failure: Failure) -> None:
        now = self.clock.now()
        if isinstance(wish, articles.Wish):
            articles.failed(self.db, wish, now, failure)
        else:
            pictures.failed(self.db, wish, now, failure)


async def _article_in(answer: Answer) -> tuple[str, str | None] | Failure:
    kind = answer.content_type.partition(";")[0].strip().lower()
    if kind not in _PAGES:
        return Failure(Cause.NO_ARTICLE, detail=one_line(kind)[:80])
    found = await refine.article(answer.body, answer.url)
    if isinstance(found, Failure):
        return found
    html, title = found
    return clean(html, answer.url), one_line(title) if title else None


def _is_near(url: str) -> bool:
    return is_private(urlsplit(url).hostname or "")
