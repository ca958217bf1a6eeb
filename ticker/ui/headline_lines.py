"""What stands in the lines of the live list: entries, dividers and their headings, as the day and the settings are."""

from __future__ import annotations

from ticker.headline import Headline
from ticker.l10n import dates
from ticker.ui.dividers import dividers, title
from ticker.ui.order import Order
from ticker.ui.rows import Divider
from ticker.ui.session import Session
from ticker.ui.widgets.headline_row import Row, row_of


class HeadlineLines:
    """The texts of the list's lines. `day` is the short date of today as last seen, `last_look` when the reader
    last looked away (milliseconds since 1970), None where he never did.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.day = ""
        self.last_look: int | None = None

    def turn(self) -> bool:
        """Let today count; True where another day has begun."""
        before, self.day = self.day, dates.short_date(self._session.clock.now(), self._session.region)
        return self.day != before

    def row(self, headline: Headline, others: int | None) -> Row:
        """The line of an entry that stands for so many `others` (None: stories are not folded)."""
        row = row_of(headline, self.day, self._session.region, others)
        if self._session.settings.typography == "plain":
            return row
        from ticker.text.typography import typeset_text
        from ticker.ui.widgets.entry_layout import marks_of

        marks = marks_of(None, self._session.region, self._session.settings)
        return row._replace(title=typeset_text(row.title, marks)) if marks else row

    def divide(self, order: Order) -> list[Divider]:
        """The dividers between entries."""
        return dividers(order, self._session.region, self.last_look)

    def heading(self, divider: Divider) -> str:
        """What stands in a divider."""
        return title(divider, self._session.clock.now(), self._session.region)
