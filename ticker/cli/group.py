"""The group of verbs. A verb's module is imported when the verb is asked for, its text made in the active language."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from importlib import import_module

import click

from ticker import __version__
from ticker.cli.arguments import announce, make_setup
from ticker.errors import N_, UsageError
from ticker.l10n.messages import _

VERBS = {
    "add": "subscriptions",
    "backup": "backup",
    "doctor": "doctor",
    "export": "opml",
    "feeds": "feeds",
    "import": "opml",
    "list": "entries",
    "parse": "parse",
    "poll": "poll",
    "prune": "prune",
    "record": "record",
    "refresh": "refresh",
    "remove": "subscriptions",
    "replay": "replay",
    "search": "search",
    "show": "entries",
    "tail": "tail",
    "tape": "tape",
}


class ReaderGoneError(Exception):
    """Whoever read what a verb prints has enough of it."""


class VerbGroup(click.Group):
    """Finds verbs by name without importing the others."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the verb. Raises ReaderGoneError where what it prints into was closed: click would end with 1 then."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise ReaderGoneError from None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb that is called. Raises UsageError, with the nearest one, for a name that is nearly one."""
        if args[0] not in VERBS:
            import difflib

            for nearest in difflib.get_close_matches(args[0], VERBS, 1):
                raise UsageError(
                    N_("There is no command “{name}”. Did you mean “{nearest}”?"), name=args[0], nearest=nearest
                )
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs, sorted."""
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb of that name."""
        if cmd_name not in VERBS:
            return None
        module = import_module(f"ticker.cli.{VERBS[cmd_name]}")
        make: Callable[[], click.Command] = getattr(module, f"{cmd_name}_command")
        command = make()
        for each in (command, *(command.commands.values() if isinstance(command, click.Group) else ())):
            each.options_metavar = _("[OPTIONS]")
        return command


def build() -> click.Group:
    """The whole command line, in the active language."""
    return VerbGroup(
        name="ticker",
        callback=_start,
        invoke_without_command=True,
        options_metavar=_("[OPTIONS]"),
        subcommand_metavar=_("[VERB …]"),
        help=_("A live ticker of German-language news. Without a verb it opens the screen."),
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        params=[
            click.Option(["--db"], metavar=_("FILE"), help=_("Database (also TICKER_DB).")),
            click.Option(["--config", "config_file"], metavar=_("FILE"), help=_("Settings (also TICKER_CONFIG).")),
            click.Option(
                ["--locale"],
                metavar="de_DE",
                help=_("Language and region: de_DE, de_AT, de_CH, de_LI, en_GB, en_US (also TICKER_LOCALE)."),
            ),
            click.Option(["--timezone"], metavar="Europe/Berlin", help=_("Time zone; without it the system's.")),
            click.Option(
                ["--version"],
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_version,
                help=_("Show the version and exit."),
            ),
        ],
    )


def _version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"ticker {__version__}")
        ctx.exit()


@click.pass_context
def _start(
    ctx: click.Context, db: str | None, config_file: str | None, locale: str | None, timezone: str | None
) -> int | None:
    ctx.obj = make_setup(db, config_file, locale, timezone, os.environ)
    announce(ctx.obj)
    if ctx.invoked_subcommand is not None:
        # A verb may run for weeks, and every request leaves rings of objects that only the collector can free.
        gc.enable()
        return None
    from ticker.cli.screen import open_screen

    return open_screen(ctx.obj)
