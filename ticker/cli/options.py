"""What the verbs share on the command line: the way to their setup, and the options that several have."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from ticker.cli.arguments import Setup
from ticker.errors import N_, UsageError
from ticker.l10n.messages import _

if TYPE_CHECKING:
    from ticker.store.sight import Sight

_YES = ("j", "ja", "y", "yes")


def sight_of(setup: Setup) -> Sight:
    """What is shown now: without texts under embargo, unless the settings say otherwise."""
    from ticker.store.sight import Sight

    return Sight(None if setup.settings.show_embargoed else setup.clock.now())


def setup_of(ctx: click.Context) -> Setup:
    """The setup that the group made for its verbs."""
    setup = ctx.find_object(Setup)
    assert setup is not None, "the group has run"
    return setup


def json_option() -> click.Option:
    """The option that every verb has."""
    return click.Option(["--json", "as_json"], is_flag=True, help=_("Print JSON (see README)."))


def limit_option(usual: int, help_text: str) -> click.Option:
    """How many of something, `usual` where nobody says; the verb reads it with `count_of`."""
    return click.Option(["--limit", "-n"], default=str(usual), show_default=True, metavar=_("COUNT"), help=help_text)


def filter_option() -> click.Option:
    """Which entries, in the query language."""
    return click.Option(
        ["--filter", "query"], metavar=_("QUERY"), help=_("Only what this query finds (as for search).")
    )


def examples(*lines: str) -> str:
    """Command lines to follow, as the end of a verb's help."""
    # \b keeps click from filling the lines.
    return "\n".join(("\b", _("Examples:"), *(f"  {line}" for line in lines)))


def count_of(text: str) -> int:
    """A count as a person writes it. Raises UsageError for what is none."""
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise UsageError(N_("“{text}” is no count."), text=text)
    return int(text)


def on_terminal() -> bool:
    """Whether somebody is there who can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def agrees(question: str) -> bool:
    """Ask a question that is answered with yes or no, in German or English; anything else is no."""
    answer: str = click.prompt(question, default="", show_default=False)
    return answer.strip().lower() in _YES
