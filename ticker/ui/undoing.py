"""What was taken back, in words. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ticker.l10n import numbers
from ticker.l10n.messages import N_, _, ngettext
from ticker.l10n.region import Region
from ticker.store.marks import Mark

if TYPE_CHECKING:
    from ticker.store.undo import Undone

_WORDS = {
    (Mark.READ, True): N_("unread again"),
    (Mark.READ, False): N_("read again"),
    (Mark.STARRED, True): N_("no longer starred"),
    (Mark.STARRED, False): N_("starred again"),
    (Mark.HIDDEN, True): N_("in sight again"),
    (Mark.HIDDEN, False): N_("hidden again"),
    (Mark.LATER, True): N_("no longer to be read later"),
    (Mark.LATER, False): N_("to be read later again"),
}


def undone_line(undone: Undone | None, region: Region) -> str:
    """One line: how many entries are again as they were."""
    if undone is None:
        return _("There is nothing to take back.")
    count = ngettext("{count} entry", "{count} entries", undone.count)
    counted = count.format(count=numbers.number(undone.count, region))
    return f"{counted}: {_(_WORDS[undone.mark, undone.value])}"
