"""The anatomy of a German news text: who wrote it, where, for which agency, how urgent, what is an update. Pure.

Each part is told with its place in the text, and none is guessed: what could be something else is left alone. All of
it takes time that grows with the length of the text only.
"""

from ticker.text.anatomy.parts import Anatomy, Field, Part, PartKind, text_of
from ticker.text.anatomy.reading import anatomy, of_lead
from ticker.text.anatomy.without import rest, without

__all__ = ["Anatomy", "Field", "Part", "PartKind", "anatomy", "of_lead", "rest", "text_of", "without"]
