"""The command line: arguments are read, real objects are built, a face is started.

Verbs are imported when they are called, so `ticker --help` and the screen start without HTTP or parsers.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping, Sequence

COMPLETION = "_TICKER_COMPLETE"  # a shell asks for the words that may follow
EXIT_USAGE = 2
EXIT_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> None:
    """Run the program and exit: 0 done, 1 cannot be done now, 2 wrong option, file or address."""
    # What the start makes stays: looking for garbage in it would only delay the first picture or word of a verb.
    gc.disable()
    _open_streams()
    sys.exit(run(sys.argv[1:] if argv is None else argv))


def _open_streams() -> None:
    """Put nothing in the place of a standard stream that was closed: else the next file that is opened would be it."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: PTH123, SIM115 - for the whole run


def run(argv: Sequence[str]) -> int:
    """Run the program and give its exit code. Every error is one line on standard error."""
    from ticker.cli import arguments
    from ticker.errors import TickerError
    from ticker.l10n import messages

    try:
        words = arguments.globals_first(argv)
        arguments.speak(words, os.environ)
        options = arguments.without_verb(words)
        code = _call(words) if options is None or COMPLETION in os.environ else _open_screen(options)
        sys.stdout.flush()
        return code
    except TickerError as error:
        _complain(messages.describe(error))
        _point_at(error)
        return error.exit_code
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # Python must not try to flush what is left once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _open_screen(options: Mapping[str, str]) -> int:
    """Open the screen. It does not wait for click, which takes five milliseconds to import."""
    from ticker.cli.arguments import GLOBAL_OPTIONS, announce, make_setup
    from ticker.cli.screen import open_screen

    db, config, locale, timezone = map(options.get, GLOBAL_OPTIONS)
    setup = make_setup(db, config, locale, timezone, os.environ)
    announce(setup)
    return open_screen(setup)


def _call(words: Sequence[str]) -> int:
    """Let click find the verb, or say what is wrong."""
    import click

    from ticker.cli.group import ReaderGoneError, build

    try:
        code = build().main(words, prog_name="ticker", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.ClickException as error:
        _complain(_in_quotes(error.format_message()))
        return EXIT_USAGE
    except click.Abort:
        return EXIT_INTERRUPTED
    except ReaderGoneError as error:
        raise BrokenPipeError from error


def _in_quotes(text: str) -> str:
    """click's words with the quotation marks of the reader's language around names: „--out“ for '--out'."""
    import re

    from ticker.l10n.messages import _

    return re.sub(r"(?<!\w)'([^']*)'", lambda found: _("“{text}”").format(text=found[1]), text)


def _complain(text: str) -> None:
    from ticker.text.sanitise import one_line

    print(f"ticker: {one_line(text)}", file=sys.stderr)


def _point_at(error: Exception) -> None:
    """Show where in a query the mistake is: the query, and a caret below the place."""
    from ticker.rules import QueryError

    if isinstance(error, QueryError):
        from rich.cells import cell_len

        from ticker.text.sanitise import sanitise

        before, after = (
            sanitise(part).replace("\n", " ").replace("\t", " ")
            for part in (error.text[: error.position], error.text[error.position :])
        )
        print(f"  {before}{after}\n  {' ' * cell_len(before)}^", file=sys.stderr)
