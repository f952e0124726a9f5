"""Demonstration pictures, drawn by code: no photograph, no place, no person is real.

draw("river_park") gives the bytes of a JPEG, always the same for the same size.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from functools import lru_cache

from PIL import Image, ImageChops

from .canvas import HEIGHT, WIDTH, Canvas
from .mark import stamp

Scene = Callable[[Canvas], None]

from . import _scenes_dev
SCENES: dict[str, Scene] = _scenes_dev.SCENES

QUALITY = 88


def draw(scene: str, size: tuple[int, int] = (1600, 900)) -> bytes:
    """The picture as JPEG; another shape than 16:9 is cut from the middle."""
    paint = SCENES[scene]
    wide, tall = size
    if wide < 1 or tall < 1:
        raise ValueError(f"picture size must be positive: {size}")
    cover = max(wide / WIDTH, tall / HEIGHT)
    canvas = Canvas(cover * (2 if cover > 0.6 else 3))
    paint(canvas)
    image = _grain(_cut(canvas.image, wide, tall))
    stamp(image)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue()


def _cut(image: Image.Image, wide: int, tall: int) -> Image.Image:
    """Reduce to the size asked for, keeping the middle."""
    k = min(image.width / wide, image.height / tall)
    left, top = (image.width - wide * k) / 2, (image.height - tall * k) / 2
    box = (left, top, left + wide * k, top + tall * k)
    return image.resize((wide, tall), Image.Resampling.LANCZOS, box=box)


@lru_cache(maxsize=1)
def _noise() -> Image.Image:
    """A tile of grey grain around 128, from a fixed seed."""
    data = random.Random(1992).randbytes(256 * 256)
    return Image.frombytes("L", (256, 256), data).point([126 + i // 52 for i in range(256)])


def _grain(image: Image.Image) -> Image.Image:
    """A trace of paper grain: it breaks up the bands a smooth sky gets in JPEG."""
    tile, sheet = _noise(), Image.new("L", image.size)
    for y in range(0, image.height, 256):
        for x in range(0, image.width, 256):
            sheet.paste(tile, (x, y))
    grain = Image.merge("RGB", (sheet, sheet, sheet))
    return ImageChops.add(image, grain, 1, -128)
