"""A live ticker of German-language news for the terminal."""

import sys

__version__ = "0.1.0"

# httpx loads its own command line, and with it Rich, wherever Rich is installed: 30 ms and some megabytes for
# a poller that draws nothing. A None here makes that import fail, which httpx takes as "not installed".
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
