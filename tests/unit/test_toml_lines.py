"""The line on which a setting stands."""

from __future__ import annotations

import pytest

from ticker.toml_lines import flat, line_of

TEXT = """locale = "de_AT"

[keys]
"list.next" = "j"   # an own key
river.star = "f"
 'app'."help" = "f1"
[keys.list]
top = "g"
[ feed . "https://a.example/" ]
headers = { x = "y" }
"""


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("locale", 1),
        ("keys", 3),
        ("keys.list.next", 4),
        ("keys.river.star", 5),
        ("keys.app.help", 6),
        ("keys.list.top", 8),
        ("keys.list.elsewhere", 7),
        ("feed.https://a.example/.headers.x", 10),
        ("nothing", 1),
    ],
)
def test_the_line_is_that_of_the_setting_or_of_its_nearest_table(name: str, line: int) -> None:
    assert line_of(TEXT, name) == line


def test_tables_in_tables_become_dotted_names() -> None:
    assert flat({"list.next": "j", "list": {"top": "g"}, "a": {"b": {"c": 1}}}) == {
        "list.next": "j",
        "list.top": "g",
        "a.b.c": 1,
    }
