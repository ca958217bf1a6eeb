"""Going through the values of a setting. Pure."""

from __future__ import annotations

from ticker.errors import N_
from ticker.preferences import Preference, Value

_WORDS = {True: N_("yes"), False: N_("no"), None: N_("by the system")}


def shown(value: Value) -> str:
    """A value as one reads it: a message id, or the value itself."""
    if value is None or isinstance(value, bool):
        return _WORDS[value]
    return str(value)


def neighbour(preference: Preference, value: Value, step: int) -> Value:
    """The next value (step 1) or the previous one (-1), round in a circle; None where it can be anything.

    Numbers go by twos and stop at their ends. A choice that has no default of its own begins with the first one.
    """
    if isinstance(preference.default, bool):
        return not value
    if isinstance(value, int):
        return max(preference.least, min(preference.most, value + 2 * step))
    if not preference.choices:
        return None
    if value not in preference.choices:
        return preference.choices[0 if step > 0 else -1]
    return preference.choices[(preference.choices.index(str(value)) + step) % len(preference.choices)]
