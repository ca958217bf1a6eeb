"""The settings as one sees and changes them: each change is written at once into the file that one may edit too."""

from __future__ import annotations

import os
from pathlib import Path

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ticker import config, config_writer, paths, resources
from ticker.errors import TickerError
from ticker.l10n.messages import _, describe
from ticker.preferences import PREFERENCES, Preference, Value
from ticker.text.sanitise import drawable
from ticker.ui import bindings
from ticker.ui.choices import neighbour, shown
from ticker.ui.screens.ask import AskScreen
from ticker.ui.screens.base import TickerScreen
from ticker.ui.widgets.options import Options
from ticker.ui.widgets.told import Told

VALUE_COLUMN = 22


class SettingList(Options, inherit_bindings=False):
    """The settings, one under the other."""

    BINDINGS = bindings.of("settings")
    PLACE = "settings"

    def action_first(self) -> None:
        """Go to the first setting."""
        self.highlighted = 0

    def action_last(self) -> None:
        """Go to the last setting."""
        self.highlighted = self.option_count - 1


class SettingsScreen(TickerScreen[None]):
    """All settings with what they are for. Left and right change one, Enter too, x takes it back to its default."""

    CSS_PATH = resources.sheets("settings")
    AUTO_FOCUS = "SettingList"

    def compose(self) -> ComposeResult:
        """Heading, list, the place of the file."""
        with Vertical(id="settings"):
            yield Static(Content(_("Settings")), classes="dialog-title", markup=False)
            settings = SettingList(
                *[Option(self._prompt(one), id=one.key) for one in PREFERENCES], id="list", markup=False
            )
            settings.styles.max_height = len(PREFERENCES)
            yield settings
            yield Told(id="purpose")
            yield Told(id="remark")
            yield Static(self._where(), id="file", markup=False)

    def on_mount(self) -> None:
        """Explain the first setting once more: as high as its words are it is only when the screen has been drawn."""
        self.call_after_refresh(self._explain)

    @property
    def _file(self) -> Path | None:
        return self.session.config_file

    def _where(self) -> Content:
        file = self._file
        told = _("No settings file: changes count for this run.") if file is None else paths.shortened(file, os.environ)
        return Content(drawable(told))

    def _value(self, preference: Preference) -> Value:
        value: Value = getattr(self.session.settings, preference.key)
        return value

    def _prompt(self, preference: Preference) -> Content:
        value = self._value(preference)
        title = _(preference.title)
        gap = " " * max(1, VALUE_COLUMN - cell_len(title))
        mark = "" if value == preference.default else " •"
        later = "" if preference.live else "  " + _("from the next start")
        return Content.assemble(
            Content.styled(title, "bold"),
            gap,
            Content.styled(f"‹ {shown(preference, value, self.session.region)} ›{mark}", "$primary"),
            Content.styled(later, "$quiet"),
        )

    @on(OptionList.OptionHighlighted)
    def _explain(self) -> None:
        """Say what the setting is for, what it can be, and what it is called in the file."""
        preference = self._chosen()
        choices = " · ".join(shown(preference, choice, self.session.region) for choice in preference.choices)
        lines = [_(preference.purpose), choices, config_writer.line(preference.key, self._value(preference))]
        self.query_one("#purpose", Told).tell("\n".join(filter(None, lines)))

    def _redraw(self) -> None:
        options = self.query_one(SettingList)
        for preference in PREFERENCES:
            options.replace_option_prompt(preference.key, self._prompt(preference))
        self._explain()

    def _chosen(self) -> Preference:
        return PREFERENCES[self.query_one(SettingList).highlighted or 0]

    def action_change(self, step: int) -> None:
        """Take the next or the previous value of the setting; ask for it where it can be anything."""
        preference = self._chosen()
        following = neighbour(preference, self._value(preference), step)
        if following is None:
            self.action_enter()
        else:
            self._write(preference, following)

    @on(OptionList.OptionSelected)
    def action_enter(self) -> None:
        """Ask for the value of the setting, or take the next one."""
        preference = self._chosen()
        value = self._value(preference)
        if neighbour(preference, value, 1) is not None:
            self.action_change(1)
            return

        def answered(text: str | None) -> None:
            if text is not None:
                self._write(preference, text.strip() or None)

        self.app.push_screen(AskScreen(_(preference.title), _(preference.purpose), str(value or "")), answered)

    def action_default(self) -> None:
        """Take the setting back to its default."""
        self._write(self._chosen(), None)

    def _write(self, preference: Preference, value: Value) -> None:
        """Write a change down and let it count."""
        try:
            if self._file is not None:
                config_writer.write(self._file, preference.key, value)
                settings = config.load(self._file, required=False)
            else:
                settings = config.with_value(self.session.settings, preference.key, value)
        except TickerError as error:
            self._remark(describe(error))
            return
        self._remark("")
        self.ticker.use_settings(settings)
        self._redraw()

    def _remark(self, text: str) -> None:
        remark = self.query_one("#remark", Told)
        remark.tell(text)
        remark.set_class(bool(text), "-told")

    def action_close(self) -> None:
        """Back to where one came from."""
        self.app.pop_screen()
