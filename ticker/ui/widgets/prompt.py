"""The line in which one types a search or a filter, in the place of the line above the list."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.highlighter import Highlighter
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.suggester import Suggester
from textual.timer import Timer
from textual.widgets import Input, Static

from ticker.completing import Names, completed
from ticker.l10n.messages import _, describe
from ticker.l10n.region import Region
from ticker.store.views import View, ViewCounts, ViewKind
from ticker.text import collation
from ticker.text.groups import BETWEEN, names_of
from ticker.ui import bindings
from ticker.ui.widgets.told import Told

if TYPE_CHECKING:
    from ticker.rules import QueryError

TYPING_SECONDS = 0.12


class Fault(Highlighter):
    """Marks the place in a query that cannot be understood."""

    def __init__(self) -> None:
        self.position: int | None = None

    def highlight(self, text: Text) -> None:
        """Underline from the fault to the end of its word."""
        if self.position is not None:
            end = text.plain.find(" ", self.position)
            text.stylize("underline bold", self.position, len(text.plain) if end < 0 else end)


class Completion(Suggester):
    """How what is typed may go on: shown behind it, taken by Tab or the right arrow."""

    def __init__(self, counts: ViewCounts, region: Region) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        paths = {path[:depth] for path in map(names_of, counts.groups.values()) for depth in range(1, len(path) + 1)}
        groups = sorted((BETWEEN.join(path) for path in paths), key=collation.key)
        self._names = Names(sorted(counts.names.values(), key=collation.key), groups, counts.categories)
        self._german = region.locale.startswith("de")

    async def get_suggestion(self, value: str) -> str | None:
        """The text written on."""
        return completed(value, self._names, german=self._german)


class Prompt(Horizontal):
    """Asks for a search (`/`) or a filter (`=`) and shows what it finds while one types."""

    BINDINGS = bindings.of("prompt")
    PLACE = "prompt"

    @dataclass
    class Asked(Message):
        """What is typed may be looked for; `done` where the reader has pressed Enter. None: everything."""

        view: View | None
        done: bool = False

    class Left(Message):
        """The reader gives it up."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._kind = ViewKind.SEARCH
        self._fault = Fault()
        self._waiting: Timer | None = None

    def compose(self) -> ComposeResult:
        """Sign, line, how much is found; and below, over the list, what is wrong: the list must not move for that."""
        yield Told(id="fault")
        yield Static("/", id="sign", markup=False)
        line = Input(compact=True, id="query", highlighter=self._fault)
        line.cursor_blink = False
        yield line
        yield Static("", id="found", markup=False)

    def ask(self, kind: ViewKind, text: str, completion: Completion) -> None:
        """Ask for a SEARCH or a FILTER, with a text to begin with."""
        self._kind = kind
        self.query_one(Input).suggester = completion
        searches = kind is ViewKind.SEARCH
        self.query_one("#sign", Static).update(Content("/" if searches else "="))
        line = self.query_one(Input)
        line.placeholder = (
            _('words; "a phrase"') if searches else _("filter, such as: is:unread feed:name -sport since:3d")
        )
        with self.prevent(Input.Changed):
            line.value = text
        line.cursor_position = len(text)
        self._complain(None)
        self.tell("")
        self.display = True
        self.screen.set_focus(line)  # at once: what is typed next must not go to the list

    @on(Input.Changed)
    def _type(self, event: Input.Changed) -> None:
        event.stop()
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self.set_timer(TYPING_SECONDS, lambda: self._look(event.value, done=False))

    @on(Input.Submitted)
    def _enter(self, event: Input.Submitted) -> None:
        event.stop()
        if self._waiting is not None:
            self._waiting.stop()
        self._look(event.value, done=True)

    def _look(self, text: str, *, done: bool) -> None:
        from ticker.rules import QueryError, parse

        try:
            parse(text, typing=not done or self._kind is ViewKind.SEARCH)
        except QueryError as error:
            self._complain(error)
            self._show_up_to(text[: error.position].strip())
            return
        self._complain(None)
        # What is still being typed is looked for as far as it goes, in a filter too.
        view = View(self._kind if done else ViewKind.SEARCH, query=text.strip()) if text.strip() else None
        self.post_message(self.Asked(view, done))

    def tell(self, found: str) -> None:
        """Show how much is found by what is typed; nothing is told where that is empty."""
        self.query_one("#found", Static).update(Content(found if self._fault.position is None else ""))

    def _show_up_to(self, sound: str) -> None:
        """Show what the text before a fault finds, whatever was shown while it was written."""
        from ticker.rules import QueryError, parse

        with suppress(QueryError):
            parse(sound, typing=True)
            self.post_message(self.Asked(View(ViewKind.SEARCH, query=sound) if sound else None))

    def _complain(self, error: QueryError | None) -> None:
        """Show what cannot be understood, at its place."""
        position = error.position if error is not None else None
        fault = self.query_one("#fault", Told)
        fault.tell(describe(error) if error is not None else "")
        fault.display = error is not None
        if position != self._fault.position:
            self._fault.position = position
            self.tell("")  # what was found before
            self.query_one(Input).refresh()

    def action_complete(self) -> None:
        """Take what is offered."""
        line = self.query_one(Input)
        line.cursor_position = len(line.value)
        line.action_cursor_right()

    def action_leave(self) -> None:
        """Give it up."""
        if self._waiting is not None:
            self._waiting.stop()
        self.post_message(self.Left())
