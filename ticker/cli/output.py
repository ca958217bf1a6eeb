"""What verbs print: JSON after the contract (`ticker.contract`), and plain lines for people."""

from __future__ import annotations

import click

from ticker.contract import Json, as_json, change, document, entry, entry_data, feed, hit, moment, revision

__all__ = ["Json", "as_json", "change", "document", "entry", "entry_data", "feed", "hit", "moment", "revision", "say"]


def say(text: str = "") -> None:
    """Print a line (or several) for a person."""
    click.echo(text)
