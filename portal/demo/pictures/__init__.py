"""Demonstration pictures, drawn by code: no photograph, no real place, no real person.

draw("river_park") gives the bytes of a JPEG, always the same for the same size.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import lru_cache

from PIL import Image, ImageChops

from .canvas import HEIGHT, WIDTH, Canvas, dice
from .city import city_skyline, housing
from .civic import hospital, school
from .energy import solar_grid, storage_station
from .greenway import greenway
from .heating import heating
from .hub import crossborder_hub
from .industry import factory_hall, nylon_plant
from .laboratory import laboratory
from .mark import stamp
from .planning import planning_table
from .port import logistics_port
from .production import assembly_robot, switchgear_line
from .river import river_park
from .rooms import data_screen, service_hall
from .trench import pipe_works
from .works import crane_site, road_opening

Scene = Callable[[Canvas], None]

SCENES: dict[str, Scene] = {
    paint.__name__: paint
    for paint in (
        storage_station,
        crane_site,
        factory_hall,
        switchgear_line,
        nylon_plant,
        road_opening,
        river_park,
        greenway,
        hospital,
        school,
        laboratory,
        logistics_port,
        housing,
        heating,
        service_hall,
        pipe_works,
        solar_grid,
        city_skyline,
        assembly_robot,
        planning_table,
        data_screen,
        crossborder_hub,
    )
}

QUALITY = 88


def draw(scene: str, size: tuple[int, int] = (WIDTH, HEIGHT)) -> bytes:
    """The picture as JPEG; another shape than 16:9 is cut from the middle."""
    paint = SCENES[scene]
    wide, tall = size
    if wide < 1 or tall < 1:
        raise ValueError(f"picture size must be positive: {size}")
    cover = max(wide / WIDTH, tall / HEIGHT)
    # Drawn larger and reduced, or the edges would be jagged; small pictures need more of it.
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
    """A tile of grey grain around 128, the same every time."""
    return Image.frombytes("L", (256, 256), dice(1992).randbytes(256 * 256)).point([126 + i // 52 for i in range(256)])


def _grain(image: Image.Image) -> Image.Image:
    """A trace of paper grain: it breaks up the bands a smooth sky gets in JPEG."""
    tile, sheet = _noise(), Image.new("L", image.size)
    for y in range(0, image.height, 256):
        for x in range(0, image.width, 256):
            sheet.paste(tile, (x, y))
    return ImageChops.add(image, Image.merge("RGB", (sheet, sheet, sheet)), 1, -128)
