"""Building: cranes at dusk, a new road at noon."""

from __future__ import annotations

from .built import lamp, tower_crane
from .canvas import BLUE, GOLD, RED, WIDTH, Canvas, Colour, dice, fade, mix, spline
from .nature import (
    cloud,
    person,
    ridge,
    streaks,
    tree,
)
from .space import Camera

# ---- crane site: dusk, everything against the light


def crane_site(c: Canvas) -> None:
    """Frames under construction and tower cranes before a low sun."""
    c.sky("#35576f", "#7d8d95", "#dba87c", "#f3bd72", "#f9dc9d", bottom=760)
    c.glow(1010, 560, 820, "#fff0bf", 1, ry=620)
    c.disc(1010, 520, 112, "#fff4d2")
    streaks(
        c,
        [
            (120, 180, 420, 12),
            (330, 206, 300, 8),
            (1130, 240, 520, 10),
            (880, 500, 300, 9),
            (60, 330, 260, 8),
            (1080, 556, 360, 7),
        ],
        "#fbe0a8",
        0.4,
    )
    ridge(c, 720, 84, 14, "#d3a276", "#e7bf88", 800)
    _far_town(c)
    tower_crane(c, 1296, 770, 470, -360, "#6c6763", 2.6, drop=0.34, at=0.55)
    _frame(c, 830, 430, 9, 5, 64, 66, "#5a5c5f", 796)
    _frame(c, 190, 300, 6, 7, 82, 68, "#20394a", 812)
    tower_crane(c, 560, 830, 740, 760, "#12293a", 5, drop=0.2, at=0.62)
    _load(c, 560 + 760 * 0.62, 830 - 740 * 0.66)
    _building_ground(c)


def _far_town(c: Canvas) -> None:
    rng = dice(11)
    for x in range(-20, 1620, 46):
        h = rng.uniform(20, 90)
        c.rect(x, 736 - h, x + rng.uniform(24, 44), 770, "#c79670")
    c.veil(600, 780, "#f6cf8d", 0.0, 0.75)


def _frame(
    c: Canvas, x: float, top: float, bays: int, floors: int, bay: float, storey: float, tone: Colour, base: float
) -> None:
    """A concrete skeleton one can look through; the upper floors still grow."""
    side = mix(tone, "#0b1c28", 0.35)
    for j in range(floors):
        y = base - (j + 1) * storey
        wide = bays - (0 if j < floors - 2 else (j - floors + 3) * 2)
        for i in range(wide + 1):
            px = x + i * bay
            c.rect(px - 6, y, px + 6, y + storey, tone)
            c.rect(px + 6, y, px + 12, y + storey, side)
        c.rect(x - 12, y - 11, x + wide * bay + 18, y + 3, tone)
        c.rect(x - 12, y + 3, x + wide * bay + 18, y + 7, side)
        if j % 3 == 1:
            for i in range(0, wide, 2):
                c.rect(x + i * bay + 12, y + storey * 0.45, x + (i + 1) * bay - 6, y + storey, side)
        if j >= floors - 3:
            for i in range(wide + 1):
                for k in (-4, 0, 4):
                    c.line([(x + i * bay + k, y - 11), (x + i * bay + k, y - 40)], tone, 1.3)
    scaffold = x + bays * bay + 14
    for k in range(4):
        c.line([(scaffold + k * 15, base), (scaffold + k * 15, base - storey * (floors - 2.2))], tone, 2)
    for k in range(int((floors - 2.2) * 2)):
        y = base - k * storey / 2
        c.line([(scaffold, y), (scaffold + 45, y)], tone, 2)
        c.line([(scaffold, y), (scaffold + 45, y - storey / 2)], tone, 1.1)


def _load(c: Canvas, x: float, y: float) -> None:
    """A bundle of girders on the hook."""
    c.line([(x - 62, y + 52), (x, y), (x + 62, y + 52)], "#12293a", 1.8)
    c.rect(x - 84, y + 52, x + 84, y + 60, "#12293a")
    c.rect(x - 76, y + 62, x + 76, y + 68, GOLD)


def _building_ground(c: Canvas) -> None:
    c.shade(
        spline([(-20, 800), (300, 786), (700, 806), (1100, 782), (1620, 800)], 10) + [(1620, 910), (-20, 910)],
        [(0, "#3b3a3c"), (0.25, "#1d3040"), (1, "#0b202f")],
    )
    c.line(spline([(-20, 800), (300, 786), (700, 806), (1100, 782), (1620, 800)], 10), "#e9b673", 2)
    for i in range(17):
        x = 900 + i * 46
        c.rect(x, 806, x + 43, 858, "#14445f" if i % 4 else "#c79443")
        c.rect(x, 806, x + 43, 810, "#e9b673")
    for i in range(5):
        c.rect(250 - i * 8, 838 - i * 9, 420 + i * 3 - 18 * (i % 2), 845 - i * 9, "#4a4a4a")
    for x, h in ((748, 60), (782, 58), (868, 60)):
        person(c, x, 808 - (x > 800) * 6, h, "#122c3c", 0.6, skin="#4a3f3a", legs="#0b1d29", helmet=GOLD)
    c.rect(640, 800, 730, 862, "#0f2736")
    c.poly([(632, 802), (640, 788), (730, 788), (738, 802)], "#0b1d29")
    for x in (652, 692):
        c.rect(x, 814, x + 26, 832, "#ffd27f")


# ---- road opening: bright noon, one vanishing point


def road_opening(c: Canvas) -> None:
    """A new avenue with lamps, trees, fresh marks and the first cars."""
    c.sky("#2f86ba", "#6fb4d6", "#bfe0ea", "#f1f5ee", bottom=470)
    cloud(c, 1150, 232, 760, "#ffffff", seed=4)
    cloud(c, 290, 150, 420, "#ffffff", seed=6)
    cloud(c, 560, 356, 260, "#ffffff", 0.7, seed=9)
    ridge(c, 452, 96, 40, "#84adbd", "#cbdcd9", 500)
    _roadside_town(c)
    cam = Camera(c, eye=(-1.2, 4.4, 0), focal=1150, horizon=442, centre=690)
    c.wash(0, 442, WIDTH, 900, [(0, "#b5c9a3"), (0.2, "#9dbb8b"), (1, "#6f9d74")])
    _carriageway(c, cam)
    _median(cam)
    for z in (330, 280, 235, 195, 160, 132, 108, 88, 71, 57, 45, 35, 27, 20):
        _roadside(c, cam, z)


def _roadside_town(c: Canvas) -> None:
    rng = dice(3)
    for x in range(-10, 1620, 58):
        h = rng.uniform(30, 110) * (0.4 + abs(x - 690) / 700)
        tone = mix("#7d9fb0", "#dbe6e3", rng.uniform(0.25, 0.6))
        c.rect(x, 452 - h, x + rng.uniform(30, 56), 470, tone)
        c.rect(x, 452 - h, x + 8, 470, mix(tone, "#ffffff", 0.35))


def _carriageway(c: Canvas, cam: Camera) -> None:
    far = 1400
    for x0, x1, tone in (
        (-24, -19.4, "#d9d5c6"),
        (15.4, 20, "#d9d5c6"),
        (-19.4, -15.4, "#b0624f"),
        (11.4, 15.4, "#b0624f"),
        (-15.4, 11.4, "#53646e"),
    ):
        cam.ground(x0, 4, x1, far, tone)
    road = cam.outline([(-14.2, 0, 4), (10.2, 0, 4), (10.2, 0, far), (-14.2, 0, far)])
    c.shade(road, [(0, "#8296a0"), (0.12, "#52656f"), (1, "#2f414d")])
    for x in (-13.9, 9.9):
        cam.ground(x - 0.12, 4, x + 0.12, far, "#f4f2ea")
    for x in (-10.2, -6.4, 2.4, 6.2):
        for z in range(6, 420, 12):
            cam.ground(x - 0.09, z, x + 0.09, z + 6, "#f4f2ea")
    cam.ground(-3.4, 4, -0.6, far, "#e9e5d6")
    cam.ground(-3.1, 4, -0.9, far, "#6b9a63")
    for x in (-3.75, -0.25):
        cam.ground(x - 0.07, 4, x + 0.07, far, GOLD)
    for x in (-17.4, 13.4):
        for z in range(8, 300, 14):
            cam.ground(x - 0.07, z, x + 0.07, z + 5, "#f1dfd4")
    c.veil(442, 520, "#eef4ee", 0.75, 0.0)


def _median(cam: Camera) -> None:
    """Clipped hedges on the strip in the middle, arrows on the lanes."""
    for k in range(26, -1, -1):
        z = 7.5 + k * 9
        air = min(0.7, z / 300)
        cam.box(
            (-2.8, 0, z),
            (1.6, 0.85, 7),
            (mix("#8cb873", "#dbe6dc", air), mix("#3f7a58", "#dbe6dc", air), mix("#558d62", "#dbe6dc", air)),
        )
    for x in (-12.1, -8.3, 4.3, 8.1):
        z, way = (30, 1) if x > 0 else (34, -1)
        cam.ground(x - 0.12, z, x + 0.12, z + 4 * way, "#f4f2ea")
        cam.poly([(x - 0.5, 0, z + 4 * way), (x + 0.5, 0, z + 4 * way), (x, 0, z + 7 * way)], "#f4f2ea")


def _roadside(c: Canvas, cam: Camera, z: float) -> None:
    """Everything that stands at one depth: shrubs, trees, lamps, a car."""
    m = cam.size(0, 0, z)
    air = min(0.75, z / 420)
    for x, side in ((-21.8, 1), (17.8, -1)):
        px, py = cam.at(x, 0, z)
        c.disc(px + 2.0 * m, py, 2.6 * m, fade("#35604f", 0.35 * (1 - air)), ry=0.45 * m)
        tree(c, px, py, 8.2 * m, mix("#5f9a62", "#d3e2da", air * 0.8), int(z) + side, light=-1)
    for x, side in ((-16.2, 1), (12.2, -1)):
        px, py = cam.at(x, 0, z)
        if px < 20:
            continue  # its head alone would hang in the picture
        end = lamp(c, px, py, 9.6 * m, mix("#e9eef0", "#d8e5ea", air), max(1, 0.2 * m), side)
        c.rect(end[0] - 0.4 * m, end[1] - 0.02 * m, end[0] + 0.4 * m, end[1] + 0.08 * m, "#fffbe9")
    cars = {195: (5, "#b9c4c8"), 108: (-8.2, RED), 71: (4.4, BLUE), 132: (8, "#f3f1ea"), 160: (-4.9, "#e7b45a")}
    if z in cars:
        _car_behind(c, cam, cars[z][0], z, cars[z][1])


def _car_behind(c: Canvas, cam: Camera, x: float, z: float, tone: Colour) -> None:
    px, py = cam.at(x, 0, z)
    m = cam.size(x, 0, z)
    c.disc(px, py, 1.25 * m, fade("#1a2a33", 0.5), ry=0.2 * m)
    c.poly(
        [
            (px - 0.95 * m, py - 0.2 * m),
            (px - 0.95 * m, py - 0.85 * m),
            (px - 0.7 * m, py - 1.5 * m),
            (px + 0.7 * m, py - 1.5 * m),
            (px + 0.95 * m, py - 0.85 * m),
            (px + 0.95 * m, py - 0.2 * m),
        ],
        tone,
    )
    c.poly(
        [
            (px - 0.74 * m, py - 0.9 * m),
            (px - 0.58 * m, py - 1.38 * m),
            (px + 0.58 * m, py - 1.38 * m),
            (px + 0.74 * m, py - 0.9 * m),
        ],
        "#24404f",
    )
    for side in (-1, 1):
        c.rect(
            px + side * 0.72 * m - 0.2 * m,
            py - 0.78 * m,
            px + side * 0.72 * m + 0.2 * m,
            py - 0.62 * m,
            "#d8432b" if x > -2 else "#fff3cf",
        )
        c.rect(px + side * 0.66 * m - 0.2 * m, py - 0.22 * m, px + side * 0.66 * m + 0.2 * m, py, "#1b2630")
