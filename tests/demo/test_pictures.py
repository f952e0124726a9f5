"""The drawn demonstration pictures: all there, all different, the same every time."""

import io
from functools import cache
from itertools import combinations

import pytest
from PIL import Image, ImageChops, ImageStat

from portal.demo.pictures import SCENES, draw

SMALL = (320, 180)
ASKED = [
    "storage_station",
    "crane_site",
    "factory_hall",
    "switchgear_line",
    "nylon_plant",
    "road_opening",
    "river_park",
    "greenway",
    "hospital",
    "school",
    "laboratory",
    "logistics_port",
    "housing",
    "heating",
    "service_hall",
    "pipe_works",
    "solar_grid",
    "city_skyline",
    "assembly_robot",
    "planning_table",
    "data_screen",
    "crossborder_hub",
]


@pytest.fixture(autouse=True)
def _fresh_cache():
    """In place of the fixture of that name in conftest.py: pictures need no Django settings."""


@cache
def small(name: str) -> bytes:
    return draw(name, SMALL)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@cache
def thumbnail(name: str) -> Image.Image:
    return opened(small(name)).convert("RGB").resize((32, 18), Image.Resampling.BOX)


def distance(one: Image.Image, two: Image.Image) -> float:
    """Mean difference of the colours, 0 to 255."""
    means = ImageStat.Stat(ImageChops.difference(one, two)).mean
    return sum(means) / len(means)


def test_the_scenes_asked_for_are_there():
    assert sorted(SCENES) == sorted(ASKED)


@pytest.mark.parametrize("name", ASKED)
def test_scene_is_a_jpeg_of_the_size_asked_for(name):
    image = opened(small(name))
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", SMALL)


@pytest.mark.parametrize("name", ASKED)
def test_scene_has_light_and_dark(name):
    """An empty canvas or one flat colour is not a picture."""
    low, high = opened(small(name)).convert("L").getextrema()
    assert high - low > 120
    assert ImageStat.Stat(thumbnail(name).convert("L")).stddev[0] > 12


def test_no_two_scenes_look_alike():
    near = {f"{a} ~ {b}": distance(thumbnail(a), thumbnail(b)) for a, b in combinations(ASKED, 2)}
    assert {pair: round(d, 1) for pair, d in near.items() if d < 15} == {}


@pytest.mark.parametrize("name", ["storage_station", "housing", "river_park"])
def test_same_bytes_every_time(name):
    assert draw(name, SMALL) == small(name)


def test_another_shape_keeps_the_middle():
    """4:3 is the middle of the 16:9 picture: nothing is squeezed."""
    tall = opened(draw("factory_hall", (240, 180)))
    assert tall.size == (240, 180)
    middle = opened(small("factory_hall")).crop((40, 0, 280, 180))
    # The mark moves with the corner, so the lowest rows are left out.
    assert distance(tall.crop((0, 0, 240, 150)), middle.crop((0, 0, 240, 150))) < 4


def test_mark_lies_in_the_lower_right_corner(monkeypatch):
    with_mark = opened(draw("river_park", (480, 270)))
    monkeypatch.setattr("portal.demo.pictures.stamp", lambda image: None)
    bare = opened(draw("river_park", (480, 270)))
    changed = ImageChops.difference(with_mark, bare).convert("L").point(lambda v: 255 if v > 24 else 0).getbbox()
    left, top, right, bottom = changed
    assert left > 400 and top > 235
    assert right > 465 and bottom > 258


def test_unknown_scene_and_empty_size_are_refused():
    with pytest.raises(KeyError):
        draw("no_such_scene", SMALL)
    with pytest.raises(ValueError, match="positive"):
        draw("housing", (0, 180))
