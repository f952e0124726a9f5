"""Everything at once: a zip of JSON lines, written as it is sent, with the checksum of every file in it."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from .oc4ids import package
from .tables import TABLES, dictionary

CHECKED_FOR = 300  # seconds for which sums that were just worked out are shown again
Chunks = Callable[[], Iterator[bytes]]


def files() -> dict[str, Chunks]:
    """Name -> what it holds, a piece at a time; nothing is in memory as a whole."""
    found: dict[str, Chunks] = {f"{name}.jsonl": _lines(name) for name in TABLES}
    found["oc4ids.json"] = package
    found["dictionary.json"] = lambda: iter([json.dumps(dictionary(), ensure_ascii=False, indent=1).encode()])
    found["LICENCE.txt"] = lambda: iter([f"{settings.OPEN_DATA_LICENCE}\n{settings.SITE_URL}/api/docs/\n".encode()])
    return found


def _lines(name: str) -> Chunks:
    def chunks() -> Iterator[bytes]:
        table = TABLES[name]
        for line in table.lines(table.rows()):
            yield f"{line}\n".encode()

    return chunks


def manifest() -> list[dict[str, object]]:
    """Of each file its address, size in bytes and SHA-256 as they are now."""
    found = cache.get("opendata.manifest")
    if found is None:
        found = [_summed(name, chunks) for name, chunks in files().items()]
        cache.set("opendata.manifest", found, CHECKED_FOR)
    return found


def _summed(name: str, chunks: Chunks) -> dict[str, object]:
    total, size = hashlib.sha256(), 0
    for chunk in chunks():
        total.update(chunk)
        size += len(chunk)
    return {"name": name, "url": f"{settings.SITE_URL}/api/v1/bulk/{name}", "bytes": size, "sha256": total.hexdigest()}


def archive() -> Iterator[bytes]:
    """The zip. Its last file is SHA256SUMS, of the files as they went into it: `sha256sum -c SHA256SUMS`."""
    out = _Pipe()
    sums = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, chunks in files().items():
            total = hashlib.sha256()
            with book.open(_info(name), "w", force_zip64=True) as file:
                for chunk in chunks():
                    total.update(chunk)
                    file.write(chunk)
                    yield from out.taken()
            sums.append(f"{total.hexdigest()}  {name}\n")
        book.writestr(_info("SHA256SUMS"), "".join(sums))
    yield from out.taken()


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, timezone.localtime().timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


class _Pipe:
    """What zipfile takes for a file that can't go back."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._waiting.append(bytes(data))
        return len(data)

    def flush(self) -> None: ...

    def taken(self) -> Iterator[bytes]:
        waiting, self._waiting = self._waiting, []
        yield from waiting
