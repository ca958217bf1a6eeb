"""Ask for a command, hand it an entry, show what it says."""

from __future__ import annotations

import asyncio
import os

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from ticker.l10n import numbers
from ticker.l10n.messages import _, of_system
from ticker.l10n.region import Region
from ticker.text.sanitise import sanitise
from ticker.ui import bindings, pipe
from ticker.ui.widgets.told import Told

PLACEHOLDER = "wc -w"


class CommandLine(Input):
    """The line that is typed; its keys work on the whole prompt."""

    BINDINGS = bindings.of("pipe")
    PLACE = "pipe"


class PipeScreen(ModalScreen[str | None]):
    """A line for the command; what it says comes below. Gives the command line that was run last."""

    BINDINGS = bindings.of("dialog")
    PLACE = "dialog"

    def __init__(self, as_text: str, as_json: str, command: str, region: Region) -> None:
        """`command` stands in the line at first."""
        super().__init__()
        self._forms = {_("text"): as_text, "JSON": as_json}
        self._form = _("text")
        self._command = command
        self._region = region
        self._ran: str | None = None
        self._work: asyncio.Task[None] | None = None

    def compose(self) -> ComposeResult:
        """The prompt, a line about the form, the output."""
        with VerticalScroll(classes="dialog", id="pipe", can_focus=False):
            yield Static(_("Hand the entry to a command"), classes="dialog-title", markup=False)
            line = CommandLine(self._command, placeholder=PLACEHOLDER, id="command")
            line.cursor_blink = False
            yield line
            yield Told(self._hint(), id="remark")
            output = Static("", id="output", markup=False)
            output.display = False
            yield output

    def _hint(self) -> str:
        return _("As {form} on its standard input (Tab: {other}). Enter runs it, Esc goes back.").format(
            form=self._form, other=next(form for form in self._forms if form != self._form)
        )

    def _tell(self, text: str, output: str = "") -> None:
        self.query_one("#remark", Told).tell(text)
        told = self.query_one("#output", Static)
        told.update(Content(output))
        told.display = bool(output)

    @on(Input.Submitted)
    def _run(self, message: Input.Submitted) -> None:
        words = pipe.words_of(message.value)
        if not words:
            self._tell(_("“{text}” is no command.").format(text=sanitise(message.value)))
            return
        self._stop()
        self._ran = message.value
        self._tell(_("{command} runs … Esc ends it.").format(command=sanitise(words[0])))
        given = self._forms[self._form].encode("utf-8", "replace")
        self._work = asyncio.create_task(self._show(words, given))

    async def _show(self, words: list[str], given: bytes) -> None:
        name = sanitise(words[0])
        try:
            answer = await pipe.run(words, given, os.environ)
        except OSError as error:
            reason = of_system(error.strerror) or type(error).__name__
            self._tell(_("{command} cannot be started: {reason}").format(command=name, reason=reason))
            return
        told = _("{command}: done.") if answer.code == 0 else _("{command} ended with {code}.")
        line = told.format(command=name, code=answer.code)
        if answer.cut:
            line += " " + _("Only the first {size} are shown.").format(size=numbers.size(pipe.MOST, self._region))
        self._tell(line, sanitise(answer.output).rstrip() or _("(no output)"))

    def _stop(self) -> None:
        if self._work is not None:
            self._work.cancel()

    def on_unmount(self) -> None:
        """Nothing goes on behind a closed prompt."""
        self._stop()

    def action_other_form(self) -> None:
        """Text in the place of JSON, or the other way round."""
        self._form = next(form for form in self._forms if form != self._form)
        self.query_one("#remark", Told).tell(self._hint())

    def action_next(self) -> None:
        """Scroll the output down by a line."""
        self.action_scroll_output(1)

    def action_previous(self) -> None:
        """Scroll the output up by a line."""
        self.action_scroll_output(-1)

    def action_scroll_output(self, lines: int) -> None:
        """Scroll the output."""
        self.query_one("#pipe", VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_cancel(self) -> None:
        """End a command that runs, else go back."""
        if self._work is not None and not self._work.done():
            self._stop()
            self._tell(_("Ended."))
            return
        self.dismiss(self._ran)
