"""The process in which foreign pages and images are made fit to keep: `ticker.poller.refine` starts it for one of them.

It reads the file from its standard input and writes the outcome to its standard output, within bounds of processor time
and memory. The libraries for it (trafilatura, Pillow) are large, and what they read anybody may have written: nothing
else in the poller imports them.
"""

from __future__ import annotations

import io
import pickle
import resource
import sys

from ticker.errors import Cause, Failure
from ticker.feeds.child import limit

CPU_SECONDS = 15
MEMORY = 1024 * 1024 * 1024
"""Address space in bytes."""
LONGEST_TEXT = 400_000
"""Characters of an article that are kept."""
WIDEST, HIGHEST = 1200, 1600
"""Pixels of an image that is kept: no terminal shows more."""
MOST_PIXELS = 50_000_000
"""Pixels of an image that is still read."""
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")

Article = tuple[str, str | None]
"""HTML (not cleaned yet) and title."""
Image = tuple[bytes, tuple[int, int]]
"""A JPEG or PNG file, and its width and height."""


def main(task: str, url: str) -> None:
    """Do one task ("article" or "image") with what comes in; `url` is where it comes from."""
    limit(resource.RLIMIT_AS, MEMORY)
    limit(resource.RLIMIT_CPU, CPU_SECONDS)
    given = sys.stdin.buffer.read()
    outcome: Article | Image | Failure
    try:
        outcome = article(given, url) if task == "article" else image(given)
    except MemoryError:
        outcome = Failure(Cause.TOO_COSTLY, detail="memory")
    except Exception as error:  # the libraries do not tell all that they raise
        outcome = Failure(Cause.UNREADABLE, detail=type(error).__name__)
    sys.stdout.buffer.write(pickle.dumps(outcome))
    sys.stdout.buffer.flush()


def article(page: bytes, url: str) -> Article | Failure:
    """The main text of a page as HTML, with its links made absolute, and the page's title."""
    import trafilatura

    html = trafilatura.extract(
        page,
        url=url,
        output_format="html",
        include_comments=False,
        include_formatting=True,
        include_images=True,
        include_links=True,
        include_tables=True,
    )
    if not html:
        return Failure(Cause.NO_ARTICLE)
    if len(html) > LONGEST_TEXT:
        return Failure(Cause.TOO_LARGE, detail=f"more than {LONGEST_TEXT} characters")
    told = trafilatura.extract_metadata(page)
    return html, told.title


def image(given: bytes) -> Image | Failure:
    """An image of one of the known kinds: upright, still, not too large, without what a camera wrote beside it."""
    from PIL import Image as pillow
    from PIL import ImageOps

    pillow.MAX_IMAGE_PIXELS = None  # we look ourselves, before anything is decoded
    with pillow.open(io.BytesIO(given), formats=_FORMATS) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            return Failure(Cause.TOO_LARGE, detail=f"{picture.width} × {picture.height} pixels")
        picture.draft("RGB", (WIDEST, HIGHEST))
        upright = ImageOps.exif_transpose(picture)
        opaque = not upright.has_transparency_data
        made = upright.convert("RGB" if opaque else "RGBA")
    made.thumbnail((WIDEST, HIGHEST))
    file = io.BytesIO()
    if opaque:
        made.save(file, "JPEG", quality=82)
    else:
        made.save(file, "PNG")
    return file.getvalue(), made.size
