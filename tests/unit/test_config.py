"""The settings: what is read, and how each fault is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from ticker.config import Config, FeedSettings, KeyWish, Secret, check_timezone, is_header_value, load, with_value
from ticker.errors import UsageError
from ticker.preferences import PREFERENCES, checked


def written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, "utf-8")
    return path


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "config.toml", required=False) == Config()


def test_a_named_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"There is no settings file .*nowhere\.toml"):
        load(tmp_path / "nowhere.toml", required=True)


def test_all_settings_are_read(tmp_path: Path) -> None:
    text = 'locale = "de_AT"\ntimezone = "Europe/Vienna"\ntheme = "light"\ncrawl = "off"\nreduced_motion = true\n'
    path = written(
        tmp_path, text + 'images = "off"\ntypography = "german"\nmeasure = 70\nshow_embargoed = true\ncursor = false\n'
    )

    assert load(path, required=True) == Config(
        "de_AT",
        "Europe/Vienna",
        "light",
        crawl="off",
        reduced_motion=True,
        cursor=False,
        images="off",
        typography="german",
        measure=70,
        show_embargoed=True,
    )


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('# one\nlocale = "de_AT"\nthem = "light"', "config.toml:3: “them” is no setting. Did you mean “theme”?"),
        (
            "x = 1",
            "config.toml:1: “x” is no setting. There are: locale, timezone, theme, crawl, reduced_motion, cursor, ",
        ),
        ("theme = 3", "“theme” must be a text in quotes."),
        ('theme = "pink"', "“theme” cannot be “pink”. Possible: auto, dark, light, ansi, "),
        ('locale = "fr_FR"', "“locale” cannot be “fr_FR”. Possible: de_DE,"),
        ('timezone = "Europe/Entenhausen"', "There is no time zone “Europe/Entenhausen”."),
        ('reduced_motion = "yes"', "config.toml:1: “reduced_motion” must be true or false, without quotes."),
        ("measure = 91", "“measure” must be a number from 66 to 90."),
        ("measure = true", "“measure” must be a number from 66 to 90."),
        ('measure = "80"', "“measure” must be a number from 66 to 90."),
        ('crawl = "left"', "“crawl” cannot be “left”. Possible: top, bottom, off."),
        ('\n[feed."https://a.example/"]\nhedders = {}', 'config.toml:2, feed."https://a.example/": “hedders”'),
        ("theme = ", "is no TOML:"),
    ],
)
def test_each_fault_is_one_clear_line(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(UsageError) as caught:
        load(written(tmp_path, text), required=False)

    assert complaint in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 2


def test_what_is_no_text_file_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xff\xfe")

    with pytest.raises(UsageError, match="cannot be read"):
        load(path, required=False)
    with pytest.raises(UsageError, match="cannot be read"):
        load(tmp_path, required=False)


FEED = """
[feed."https://www.zeitung.example/intern.rss"]
headers = { "X-Client" = "desk", "User-Agent" = "Kurierbote/1", "X-Api-Key" = { env = "ZEITUNG_KEY" } }
username = "redaktion"
password = { command = "pass show 'zeitung intern'" }

[feed."http://127.0.0.1:8080/"]
username = "jörg"
password = { env = "PASSWORD" }

[feed."https://[2001:db8::1]/feed"]
headers = { Authorization = { command = "token" } }
"""


def test_the_settings_of_feeds_are_read(tmp_path: Path) -> None:
    assert load(written(tmp_path, 'theme = "light"\n' + FEED), required=True) == Config(
        theme="light",
        feed={
            "https://www.zeitung.example/intern.rss": FeedSettings(
                headers={"X-Client": "desk", "User-Agent": "Kurierbote/1", "X-Api-Key": Secret(env="ZEITUNG_KEY")},
                username="redaktion",
                password=Secret(command=("pass", "show", "zeitung intern")),
            ),
            "http://127.0.0.1:8080/": FeedSettings(username="jörg", password=Secret(env="PASSWORD")),
            "https://[2001:db8::1]/feed": FeedSettings(headers={"Authorization": Secret(command=("token",))}),
        },
    )


def test_a_feed_may_have_an_empty_table_or_a_name_alone(tmp_path: Path) -> None:
    path = written(tmp_path, '[feed."https://a.example/"]\n[feed."https://b.example/"]\nusername = "key-1"\n')
    assert load(path, required=True).feed == {
        "https://a.example/": FeedSettings(),
        "https://b.example/": FeedSettings(username="key-1"),
    }


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("feed = 3", "“feed” must be a table."),
        ('[feed]\n"https://a.example/" = 3', "“https://a.example/” must be a table."),
        *(
            (f'[feed."{address}"]', f"“{address}” is no web address with https:// or http:// before it.")
            for address in ("a.example/feed", "ftp://a.example/", "https://", "https://[::1", "http://a b.example/", "")
        ),
    ],
)
def test_the_address_of_a_feed_must_be_one(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(UsageError) as caught:
        load(written(tmp_path, text), required=False)
    line = 2 if "\n" in text else 1
    assert str(caught.value) == f"{tmp_path / 'config.toml'}:{line}: {complaint}"


def test_an_address_with_a_password_is_not_repeated(tmp_path: Path) -> None:
    for text in ('[feed."https://anna:geheim@a.example/"]', '[feed]\n"https://anna:geheim@a.example/" = 3'):
        with pytest.raises(UsageError, match="An address with a user name or a password") as caught:
            load(written(tmp_path, text), required=False)
        assert "geheim" not in repr(caught.value)


NO_SOURCE = 'must say where it comes from, { env = "…" } or { command = "…" }.'
NO_ASCII = "must consist of printable ASCII characters."


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("pasword = 1", "“pasword” is no setting. Did you mean “password”?"),
        ("x = 1", "“x” is no setting. There are: headers, username, password."),
        ("headers = 3", "“headers” must be a table."),
        ("headers = { X-A = 3 }", "“X-A” must be a text in quotes."),
        ("headers = { X-A = { enw = 'A' } }", "“enw” is no setting. Did you mean “env”?"),
        ("headers = { X-A = {} }", f"“X-A” {NO_SOURCE}"),
        *((f'headers = {{ X-A = "{value}" }}', f"“X-A” {NO_ASCII}") for value in ("ä", "geheim\\r\\nX: 1", " geheim")),
        *(
            (f'headers = {{ "{name}" = "a" }}', f"“{name}” is no name of a header.")
            for name in ("", "X A", "X:", "Ä", "X()")
        ),
        *(
            (f'headers = {{ {name} = "geheim" }}', f"The header “{name}” cannot be set.")
            for name in (
                *("Host", "cookie", "Referer", "Accept-Encoding", "Connection", "Range", "TE", "Trailer", "Upgrade"),
                *("Content-Length", "Transfer-Encoding", "IF-NONE-MATCH", "If-Modified-Since", "A-IM", "Expect"),
                *("Keep-Alive", "Proxy-Authorization"),
            )
        ),
        ("username = 3", "“username” must be a text in quotes."),
        *((f'username = "{name}"', "“username” must do without colons") for name in ("a:b", "a\\nb", "\\u0085")),
        ('password = { env = "P" }', "“password” needs a “username”."),
        ('username = "a"\npassword = "geheim"', f"“password” {NO_SOURCE}"),
        ('username = "a"\npassword = { env = "P", command = "geheim" }', f"“password” {NO_SOURCE}"),
        ('username = "a"\npassword = { command = 3 }', "“command” must be a text in quotes."),
        *(
            (f'username = "a"\npassword = {{ command = "{line}" }}', "“command” must be a command with its arguments.")
            for line in ("", " ", "echo 'geheim", "echo geheim\\u0000")
        ),
        *(
            (f'username = "a"\npassword = {{ env = "{name}" }}', "“env” must be the name of an environment variable.")
            for name in ("", "P=geheim", "P\\u0000")
        ),
        (
            'username = "a"\nheaders = { authorization = "geheim" }',
            "“username” and the header “Authorization” exclude each other.",
        ),
    ],
)
def test_each_fault_of_a_feed_is_one_clear_line_without_a_secret(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(UsageError) as caught:
        load(written(tmp_path, f'[feed."https://a.example/"]\n{text}\n'), required=False)

    line = str(caught.value)
    assert line.startswith(f'{tmp_path / "config.toml"}:1, feed."https://a.example/": ')
    assert complaint in line
    assert "\n" not in line
    assert "geheim" not in repr(caught.value)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("", True), ("a b", True), ("Bearer x~!", True), ("a\tb", False), ("a\n", False), (" a", False), ("é", False)],
)
def test_what_the_value_of_a_header_may_be(text: str, is_one: bool) -> None:
    assert is_header_value(text) is is_one


def test_no_repr_shows_what_may_be_secret(tmp_path: Path) -> None:
    text = """
[feed."https://a.example/"]
headers = { X-Api-Key = "geheim" }
username = "geheim"
password = { command = "echo geheim" }
"""
    settings = load(written(tmp_path, text), required=True)
    assert "https://a.example/" in repr(settings)
    assert "geheim" not in repr(settings)


@pytest.mark.parametrize("name", ["", "../etc/passwd", "Mars/Olympus", "Europe"])
def test_a_time_zone_must_exist(name: str) -> None:
    with pytest.raises(UsageError, match="no time zone"):
        check_timezone(name)


def test_keys_are_read_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('theme = "light"\n[keys]\n"list.next" = "n"\nriver.star = "s"\n')

    assert load(path, required=True).keys == {
        "list.next": KeyWish("n", path, 3),
        "river.star": KeyWish("s", path, 4),
    }


@pytest.mark.parametrize("text", ["keys = 3", "[keys]\n'list.next' = 3"])
def test_keys_are_a_table_of_texts(tmp_path: Path, text: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text)

    with pytest.raises(UsageError):
        load(path, required=True)


def test_every_preference_is_a_setting_with_the_same_default() -> None:
    settings = Config()
    for preference in PREFERENCES:
        assert getattr(settings, preference.key) == preference.default
        if preference.default is not None:
            assert checked(preference.key, preference.default, "") == preference.default


def test_one_preference_is_changed_or_goes_back_to_its_default() -> None:
    changed = with_value(Config(), "measure", 70)
    assert changed == Config(measure=70)
    assert with_value(changed, "measure", None) == Config()
    with pytest.raises(UsageError, match="measure"):
        with_value(changed, "measure", 3)
