"""No text for a reader bypasses the message catalogue: a look at the syntax trees of the faces."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "ticker"
FACES = sorted(path for room in ("cli", "ui") for path in (PACKAGE / room).rglob("*.py"))

TRANSLATORS = {"_", "N_", "ngettext", "pgettext"}
SHOWN_ARGUMENTS = {"help", "short_help", "epilog", "placeholder", "title", "subtitle", "label", "tooltip", "prompt"}
SHOWING_CALLS = {
    *("echo", "secho", "confirm", "prompt", "print"),
    *("ClickException", "UsageError", "UnavailableError", "BadParameter"),
    *("notify", "say", "show", "Static", "Label", "Button", "Content", "styled"),
}


def violations(source: str) -> list[str]:
    """The literals in a module that a reader would see untranslated, each with its line."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            found += [f"{text.lineno}: {_words(text)}" for text in _literals_of(node) if _speaks(_words(text))]
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _docstring_is_help(node):
            found.append(f"{node.lineno}: the docstring of {node.name} is its help")
    return found


def _literals_of(call: ast.Call) -> Iterator[ast.Constant | ast.JoinedStr]:
    name = _name(call.func)
    if name in TRANSLATORS:
        for argument in call.args:
            yield from (text for text in _literals(argument) if text is not argument or isinstance(text, ast.JoinedStr))
    if name in SHOWING_CALLS and call.args:
        yield from _literals(call.args[0])
    for keyword in call.keywords:
        if keyword.arg in SHOWN_ARGUMENTS:
            yield from _literals(keyword.value)


def _literals(node: ast.expr) -> Iterator[ast.Constant | ast.JoinedStr]:
    """The strings that an expression can become: through conditions, sums and `.format`, not through calls."""
    match node:
        case ast.Constant(value=str()) | ast.JoinedStr():
            yield node
        case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
            yield from _literals(one)
            yield from _literals(other)
        case ast.BoolOp(values=values):
            for value in values:
                yield from _literals(value)
        case ast.Call(func=ast.Attribute(value=text)):
            yield from _literals(text)


def _name(function: ast.expr) -> str:
    return (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )


def _words(text: ast.Constant | ast.JoinedStr) -> str:
    parts = text.values if isinstance(text, ast.JoinedStr) else [text]
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts)


def _speaks(text: str) -> bool:
    """Whether it is language and no format, sign or name: words with a space beside, or a capitalised word."""
    words = text.replace("ticker", "")
    return re.search(r"[^\W\d_]{2}", words) is not None and re.search(r"\s|[A-ZÄÖÜ][a-zäöü]", words) is not None


def _docstring_is_help(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether click would print the docstring as the help of a command."""
    calls = [node for node in function.decorator_list if isinstance(node, ast.Call)]
    commands = [call for call in calls if _name(call.func) in ("command", "group")]
    helpless = not any(keyword.arg == "help" for call in commands for keyword in call.keywords)
    return bool(commands) and helpless and ast.get_docstring(function) is not None


@pytest.mark.parametrize(
    "line",
    [
        'click.echo("There is no feed.")',
        'click.echo(f"{count} feeds")',
        'click.echo("no feed" if x else _("a feed"))',
        'click.echo(_("a feed") + " or two")',
        'click.echo("{} feeds".format(3))',
        'click.echo(name or "no name")',
        'click.option("--speed", help="How fast")',
        'app.notify("Quit")',
        'Static("A headline")',
        'Static(Content("A headline"))',
        'Static(Content.styled("A headline", "bold red"))',
        'Button("Quit", id="quit")',
        'Input(placeholder="Address of the feed")',
        'Screen(title=f"Feeds of {name}")',
        '_(f"A feed {name}")',
        '_("a feed " + "or two")',
        '_("A feed {}".format(name))',
        'raise UsageError("There is no such thing.")',
        'cli.command()(f)\n@cli.command("add")\ndef add():\n    """Add a feed."""',
    ],
)
def test_a_literal_that_bypasses_the_catalogue_is_seen(line: str) -> None:
    assert violations(line)


@pytest.mark.parametrize(
    "line",
    [
        'click.echo(_("There is no feed."))',
        'click.echo(_("There is {name}.").format(name=name))',
        'click.echo(f"{name}: {count:>5} {_(text)}")',
        'click.echo(ngettext("{n} feed", "{n} feeds", n).format(n=n))',
        'click.option("--speed", help=N_("How fast"), metavar="FACTOR")',
        'click.echo("\\t".join(fields))',
        'click.echo("")',
        'click.echo("xml")',
        'click.echo(f"ticker: {message}")',
        'Static("", id="left pane", classes="one two")',
        'Static(Content.styled(_("A headline"), "bold red"))',
        'Static("·")',
        "_(message)",
        '_("one " "sentence")',
        'raise UsageError(N_("There is no such thing."))',
        'raise ValueError("for programmers only")',
        '@cli.command("add", help=N_("Add a feed."))\ndef add():\n    """Subscribe."""',
        '@property\ndef add():\n    """Subscribe."""',
    ],
)
def test_what_is_translated_or_no_language_is_let_through(line: str) -> None:
    assert violations(line) == []


@pytest.mark.parametrize("path", FACES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_faces_speak_through_the_catalogue(path: Path) -> None:
    assert violations(path.read_text(encoding="utf-8")) == []
