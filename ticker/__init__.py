"""A live ticker of German-language news for the terminal."""

__version__ = "0.1.0"
