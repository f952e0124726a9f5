"""The river park in morning mist."""

from __future__ import annotations

import math

from .canvas import GOLD, RED, WIDTH, Canvas, Point, dice, fade, mix, spline
from .nature import (
    person,
    ridge,
    tree,
    willow,
)

# ---- river park: early, pale, everything doubled by the water


def river_park(c: Canvas) -> None:
    """A slow river under a three-arched bridge, willows and people walking."""
    c.sky("#a9c6c8", "#cfdcd2", "#f2e8cb", "#f8efd8", bottom=490)
    c.glow(620, 260, 640, "#fffbe6", 0.9, ry=420)
    c.disc(620, 236, 50, "#fffdf0")
    _pagoda(c, 1148, 322, 150)
    ridge(c, 400, 150, 18, "#a7c2c4", "#e3e6d6", 490, waves=0.8)
    ridge(c, 440, 120, 26, "#86aaae", "#d7dfd0", 490, waves=1.1)
    _far_trees(c)
    _bridge(c, 400, 1010, 488)
    c.mirror(488, 900, "#5d93a0", near=0.78, far=0.22, squash=1.15, ripple=2.6)
    c.glow(620, 690, 620, "#fff8dc", 0.75, ry=260)
    _gleams(c)
    _right_bank(c)
    _left_bank(c)


def _pagoda(c: Canvas, x: float, base: float, h: float) -> None:
    tone = "#8facb0"
    for k in range(5):
        w, y = h * (0.2 - 0.026 * k), base - h * 0.17 * k
        c.rect(x - w * 0.72, y - h * 0.17, x + w * 0.72, y, tone)
        c.poly(
            [
                (x - w * 1.25, y - h * 0.13),
                (x - w * 0.6, y - h * 0.19),
                (x + w * 0.6, y - h * 0.19),
                (x + w * 1.25, y - h * 0.13),
            ],
            mix(tone, "#4b7079", 0.4),
        )
    c.poly([(x - 5, base - h * 0.86), (x, base - h * 1.12), (x + 5, base - h * 0.86)], tone)


def _far_trees(c: Canvas) -> None:
    rng = dice(4)
    for tone, base, size in (("#8fb0a6", 470, 34), ("#6e988d", 484, 30)):
        for x in range(-20, 1640, 26):
            if tone == "#6e988d" and 430 < x < 980:
                continue
            r = size * rng.uniform(0.6, 1.3)
            c.disc(x, base - r * 0.5, r, tone)
        c.rect(0, base - 8, WIDTH, 490, tone)
        c.veil(400, 490, "#eceddb", 0.0, 0.55)


def _bridge(c: Canvas, x0: float, x1: float, water: float) -> None:
    """Deck as a shallow bow, three arches cut out from below."""
    mid, half = (x0 + x1) / 2, (x1 - x0) / 2

    for end, way in ((x0, -1), (x1, 1)):
        c.shade(
            spline(
                [(end - way * 30, water), (end, water - 27), (end + way * 70, water - 22), (end + way * 240, water)], 8
            ),
            [(0, "#9db795"), (1, "#6f9a86")],
        )

    def deck(x: float) -> float:
        return water - 26 - 66 * (1 - ((x - mid) / half) ** 2)

    top = [(x0 + 2 * half * i / 40, deck(x0 + 2 * half * i / 40)) for i in range(41)]
    under: list[Point] = []
    for cx, r in ((mid + 178, 62), (mid, 78), (mid - 178, 62)):
        under += [
            (cx + r * math.cos(math.pi * i / 20), water - r * 0.86 * math.sin(math.pi * i / 20)) for i in range(21)
        ]
    c.shade([*top, (x1, water), *under, (x0, water)], [(0, "#e5dcc6"), (1, "#9caaa4")])
    for cx, r in ((mid + 178, 62), (mid, 78), (mid - 178, 62)):
        c.arc(cx, water, r + 5, 180, 360, "#c5c1ae", 7, ry=(r + 5) * 0.86)
    c.line([(x, y - 14) for x, y in top], "#d9d3be", 3)
    for x, y in top[::2]:
        c.line([(x, y), (x, y - 16)], "#c3c1af", 3)
    c.line(top, "#f6f0df", 5)
    for x, coat in ((630, RED), (658, "#27566b"), (842, GOLD)):
        person(c, x, deck(x), 32, coat, 0.6)


def _gleams(c: Canvas) -> None:
    rng = dice(12)
    for _ in range(80):
        y = 500 + 390 * rng.random() ** 1.3
        x = 620 + rng.gauss(0, 120 + (y - 490) * 0.8)
        long = rng.uniform(14, 60) * (0.5 + (y - 490) / 260)
        c.rect(x - long, y, x + long, y + 1.2 + (y - 490) / 260, fade("#fff9e4", rng.uniform(0.15, 0.5)), radius=1)


def _right_bank(c: Canvas) -> None:
    edge = spline(
        [(1640, 500), (1360, 508), (1150, 540), (1120, 590), (1290, 660), (1330, 740), (1190, 830), (1100, 920)], 12
    )
    c.poly([(x - 16, y + 8) for x, y in edge] + [(1640, 920)], fade("#2d5a60", 0.4))
    c.shade([*edge, (1640, 920)], [(0, "#a9c09a"), (0.4, "#7ba283"), (1, "#4f806f")])
    c.line(edge, "#d9dfbf", 4, joint=True)
    path = spline([(1640, 532), (1400, 540), (1262, 568), (1320, 616), (1452, 690), (1470, 780), (1380, 920)], 10)
    wide = spline([(1640, 548), (1410, 556), (1300, 576), (1376, 616), (1540, 690), (1590, 790), (1560, 920)], 10)
    c.poly(path + wide[::-1], "#e6dcc2")
    for x, base, h, seed in ((1236, 552, 110, 3), (1560, 540, 190, 6), (1420, 532, 150, 8)):
        tree(c, x, base, h, "#7aa284", seed, light=-1)
    willow(c, 1520, 640, 300, "#83a878", 5)
    for x, base, h, coat in (
        (1352, 612, 46, "#27566b"),
        (1380, 614, 46, RED),
        (1404, 616, 30, GOLD),
        (1500, 760, 84, "#f3efe2"),
    ):
        c.disc(x + h * 0.2, base, h * 0.3, fade("#3a5f56", 0.35), ry=h * 0.05)
        person(c, x, base, h, coat, 0.7)


def _left_bank(c: Canvas) -> None:
    edge = spline([(-40, 548), (160, 560), (330, 604), (380, 664), (300, 740), (330, 830), (470, 920)], 12)
    c.poly([(x + 14, y + 10) for x, y in edge] + [(-40, 920)], fade("#2d5a60", 0.4))
    c.shade([*edge, (-40, 920)], [(0, "#8fb08b"), (0.5, "#5f8d76"), (1, "#38685f")])
    c.line(edge, "#cdd8b4", 4, joint=True)
    willow(c, 70, 600, 330, "#7da077", 9)
    willow(c, 196, 716, 600, "#6c9772", 2)
    rng = dice(6)
    for k in range(44):
        x = 250 + 200 * rng.random()
        base = 800 + 100 * rng.random()
        h = rng.uniform(60, 150)
        lean = rng.uniform(-16, 22)
        c.line(
            spline([(x, base + 20), (x + lean * 0.3, base - h * 0.5), (x + lean, base - h)], 6),
            ("#3f6f63", "#76987a", "#2d5a57")[k % 3],
            3,
            joint=True,
        )
        if k % 4 == 0:
            c.line([(x + lean, base - h - 22), (x + lean * 0.9, base - h + 8)], "#a5825a", 7, caps=True)
