"""The poller of this screen: started, told of when it ends by itself, started again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ticker.errors import UsageError
from ticker.l10n.messages import _
from ticker.text.sanitise import drawable
from ticker.ui.poller_process import PollerProcess

RESTART_SECONDS = 10.0
EXIT_USAGE = UsageError.exit_code


class Fetching:
    """Keeps a poller running. `halted` tells why nothing is fetched just now; None where all is well."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        later: Callable[[float, Callable[[], object]], object],
        show: Callable[[], None],
        say: Callable[[str], None],
    ) -> None:
        """`later` calls something after so many seconds, `show` draws how the feeds fare, `say` tells in passing."""
        self.halted: str | None = None
        self.process = PollerProcess(command, self.died)
        self._later = later
        self._show = show
        self._say = say

    async def start(self) -> None:
        """Start the poller."""
        await self.process.start()

    async def stop(self) -> None:
        """End the poller."""
        await self.process.stop()

    def died(self, code: int, last_words: str) -> None:
        """The poller has ended by itself, with this exit code and these last words."""
        told = _("Fetching has stopped and begins again in a few seconds (code {code}): {reason}")
        if code == EXIT_USAGE:  # the settings or the database: neither gets better by itself
            told = _("Fetching has stopped: {reason}")
        reason = drawable(last_words).removeprefix("ticker: ")
        self.halted = told.format(code=code, reason=reason or _("no reason given"))
        self._show()
        if code != EXIT_USAGE:
            self._later(RESTART_SECONDS, self.start_again)

    async def start_again(self) -> None:
        """Start the poller once more and say so."""
        self.halted = None
        await self.process.start()
        self._say(_("Fetching goes on."))
