"""Photos inside an article's body: `<figure><img data-file="photo id" …><figcaption>…</figcaption></figure>`."""

import re

_FILE = re.compile(r'<img\b[^>]*\bdata-file="(\d{1,18})"')


def photo_ids(html: str) -> list[int]:
    """Ids of the photos the body shows, in order."""
    return [int(number) for number in _FILE.findall(html)]
