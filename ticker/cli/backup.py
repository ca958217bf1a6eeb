"""`ticker backup`."""

from __future__ import annotations

from pathlib import Path

import click

from ticker.cli import output
from ticker.cli.options import json_option, setup_of
from ticker.l10n import numbers
from ticker.l10n.messages import _
from ticker.store.backup import backup
from ticker.store.database import open_database


def backup_command() -> click.Command:
    """The verb `backup`."""
    return click.Command(
        "backup",
        callback=_backup,
        help=_("Copy the database to a file, also while it is in use."),
        params=[
            click.Argument(["file"], metavar=_("FILE")),
            click.Option(["--force"], is_flag=True, help=_("Replace the file where there is one.")),
            json_option(),
        ],
    )


@click.pass_context
def _backup(ctx: click.Context, file: str, force: bool, as_json: bool) -> None:
    setup = setup_of(ctx)
    target = Path(file).expanduser().absolute()
    with open_database(setup.database, create=False) as db:
        size = backup(db, target, replace=force)
    if as_json:
        output.say(output.as_json({"database": str(setup.database), "file": str(target), "size": size}))
    else:
        output.say(_("Copied to {path} ({size}).").format(path=target, size=numbers.size(size, setup.region)))
