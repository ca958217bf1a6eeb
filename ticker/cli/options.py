"""What the verbs share on the command line: the way to their setup, and the options that several have."""

from __future__ import annotations

import click

from ticker.cli.arguments import Setup
from ticker.errors import N_, UsageError
from ticker.l10n.messages import _


def setup_of(ctx: click.Context) -> Setup:
    """The setup that the group made for its verbs."""
    setup = ctx.find_object(Setup)
    assert setup is not None, "the group has run"
    return setup


def json_option() -> click.Option:
    """The option that every verb has."""
    return click.Option(["--json", "as_json"], is_flag=True, help=_("Print JSON (see README)."))


def count_of(text: str) -> int:
    """A count as a person writes it. Raises UsageError for what is none."""
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise UsageError(N_("“{text}” is no count."), text=text)
    return int(text)
