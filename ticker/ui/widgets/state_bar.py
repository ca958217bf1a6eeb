"""The last line of the screen: how the feeds fare, and what there is to say in passing."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.timer import Timer

from ticker.l10n.messages import _
from ticker.ui.widgets.bars import Bar

SAID_SECONDS = 6.0


class StateBar(Bar):
    """Shows a standing text; a remark takes its place for a few seconds."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._standing = ""
        self._remark: Timer | None = None

    async def on_click(self, event: events.Click) -> None:
        """A click on what names the help opens it."""
        if self._remark is None and event.x >= self.size.width - cell_len(_("? help")):
            await self.run_action("screen.help")

    def stand(self, text: str, *, at_once: bool = False) -> None:
        """Show this text until there is another one; `at_once` does not wait for the end of a remark."""
        self._standing = text
        if at_once and self._remark is not None:
            self._remark.stop()
            self._remark = None
        if self._remark is None:
            self.show(text, _("? help"))

    def say(self, text: str) -> None:
        """Show a remark for a few seconds."""
        if self._remark is not None:
            self._remark.stop()
        self.show(text)
        self._remark = self.set_timer(SAID_SECONDS, self._said)

    def _said(self) -> None:
        self._remark = None
        self.stand(self._standing)
