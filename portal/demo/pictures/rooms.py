"""Rooms: the service hall by day, the operations room in the dark."""

from __future__ import annotations

import math

from .canvas import GOLD, INK, RED, WIDTH, Canvas, Colour, dice, fade, mix, spline
from .nature import (
    person,
    seated,
)
from .space import Iso

# ---- service hall: daylight, frontal, calm


def service_hall(c: Canvas) -> None:
    """A long counter with clerks, people asking, sitting and waiting."""
    c.wash(0, 0, WIDTH, 620, [(0, "#e9ece8"), (1, "#f8f5ec")])
    _hall_windows(c)
    _hall_ceiling(c)
    c.wash(0, 600, WIDTH, 900, [(0, "#dfe2dc"), (0.4, "#d2d7d3"), (1, "#bcc6c6")])
    c.rect(0, 594, WIDTH, 604, "#b9c3c4")
    _counter(c)
    _visitors(c)


def _hall_windows(c: Canvas) -> None:
    for i in range(8):
        x = 20 + i * 200
        c.wash(x, 190, x + 176, 470, [(0, "#a9d0de"), (0.6, "#d8eaea"), (1, "#f1efdf")])
        for k in range(4):
            h = 34 + (i * 53 + k * 37) % 92
            c.rect(x + k * 44, 470 - h, x + k * 44 + 38, 470, fade("#8fb1bd", 0.55))
        for k in range(4):
            c.disc(x + 20 + k * 46, 462, 26, fade("#8fb596", 0.75))
        c.rect(x + 86, 190, x + 90, 470, "#f4f2ea")
        c.rect(x, 300, x + 176, 304, "#f4f2ea")
    c.rect(0, 470, WIDTH, 596, "#efe9da")
    c.rect(0, 470, WIDTH, 476, "#d6cfbd")
    for i in range(8):
        c.soft(
            [(40 + i * 200, 610), (190 + i * 200, 610), (110 + i * 200, 880), (-80 + i * 200, 880)], "#fffbe9", 0.42, 8
        )


def _hall_ceiling(c: Canvas) -> None:
    c.wash(0, 0, WIDTH, 96, [(0, "#0c4a6e"), (1, "#15597f")])
    c.rect(0, 96, WIDTH, 100, GOLD)
    for i in range(17):
        c.rect(i * 100 - 8, 0, i * 100 - 2, 96, fade("#08304a", 0.5))
    for i in range(8):
        x = 100 + i * 200
        c.line([(x, 100), (x, 146)], "#34566a", 2)
        c.poly([(x - 12, 146), (x + 12, 146), (x + 42, 172), (x - 42, 172)], "#0c4a6e")
        c.glow(x, 176, 90, "#fff3cf", 0.7, ry=46)
        c.rect(x - 40, 172, x + 40, 177, "#fff6da")


def _counter(c: Canvas) -> None:
    coats = ("#1d5a7a", "#f7f5ee", "#1d5a7a", "#f7f5ee", "#1d5a7a", "#f7f5ee", "#1d5a7a")
    for i, coat in enumerate(coats):
        x = 130 + i * 224
        c.rect(x - 92, 398, x + 92, 448, "#08304a", radius=4)
        for k in range(4):
            c.rect(x - 70 + k * 38, 414, x - 46 + k * 38, 432, GOLD if k == i % 4 else "#2f6788", radius=3)
        seated(c, x, 584, 124, coat, bob=i % 2 == 1)
        c.rect(x + 48, 514, x + 96, 560, "#24404f", radius=3)
        c.rect(x + 68, 558, x + 76, 584, "#24404f")
    c.rect(0, 580, WIDTH, 596, "#fbf8ef")
    c.wash(0, 596, WIDTH, 716, [(0, "#0f557d"), (1, "#0a3d5b")])
    c.rect(0, 596, WIDTH, 604, fade("#041c2c", 0.35))
    for i in range(8):
        c.rect(i * 224 + 14, 596, i * 224 + 20, 716, "#e9e4d5")
    c.rect(0, 648, WIDTH, 652, GOLD)
    c.soft([(0, 712), (WIDTH, 712), (WIDTH, 734), (0, 734)], INK, 0.5, 9)
    c.rect(0, 712, WIDTH, 718, "#08304a")


def _visitors(c: Canvas) -> None:
    for x, base, h, coat, step in (
        (150, 770, 246, "#b98d5a", 0.1),
        (592, 774, 250, RED, 0.1),
        (660, 776, 236, "#3f6b7d", 0.2),
        (1050, 772, 252, "#5b7f6d", 0.1),
        (1300, 800, 262, "#d8b36a", 0.9),
    ):
        c.soft(
            [(x - h * 0.2, base - 4), (x + h * 0.24, base - 4), (x + h * 0.2, base + 10), (x - h * 0.26, base + 10)],
            INK,
            0.4,
            5,
        )
        person(c, x, base, h, coat, step, back=step < 0.5, bob=coat in (RED, "#5b7f6d"))
    for x0 in (250, 770):
        for k in range(4):
            x = x0 + k * 84
            c.rect(x, 794, x + 74, 850, "#2f6f93", radius=10)
            c.rect(x, 846, x + 74, 862, "#1d5473", radius=6)
        c.rect(x0 - 6, 862, x0 + 334, 870, "#8b989d")
        for k in (20, 306):
            c.rect(x0 + k, 868, x0 + k + 8, 896, "#8b989d")
    for x in (60, 1500):
        c.poly([(x - 34, 790), (x + 34, 790), (x + 26, 866), (x - 26, 866)], "#f4efe1")
        for k in range(9):
            t = (k - 4) / 4
            c.poly(
                spline(
                    [
                        (x, 794),
                        (x + t * 60 - 10, 700 + abs(t) * 40),
                        (x + t * 104, 640 + abs(t) * 90),
                        (x + t * 62 + 12, 716 + abs(t) * 36),
                    ],
                    5,
                    closed=True,
                ),
                ("#4f8468", "#3b6e5b", "#6fa07c")[k % 3],
            )


# ---- data screen: a dark room and a bright wall


def data_screen(c: Canvas) -> None:
    """The operations room: charts on a wall of screens, people at the desks before it."""
    c.wash(0, 0, WIDTH, 900, [(0, "#04141f"), (0.6, "#0a2a40"), (1, "#061a29")])
    for k in range(7):
        c.poly(
            [
                (200 + k * 200 - 70, 0),
                (200 + k * 200 + 70, 0),
                (800 + (k - 3) * 150, 96),
                (800 + (k - 3) * 150 - 50, 96),
            ],
            fade("#1c5573", 0.4),
        )
    c.glow(800, 380, 1000, "#2f86b5", 0.55, ry=520)
    c.rect(96, 100, 1504, 598, "#020c14", radius=8)
    c.wash(106, 110, 1494, 588, [(0, "#0b3550"), (1, "#092a41")])
    _wall_map(c)
    _wall_left(c)
    _wall_right(c)
    for x in (457, 1143):
        c.rect(x - 2, 110, x + 2, 588, "#03111b")
    c.mirror(604, 720, "#04141f", near=0.96, far=0.6, squash=1.6, ripple=1.2)
    _desks(c)


def _wall_map(c: Canvas) -> None:
    """A map of the zone: plots, river, glowing nodes and lines between them."""
    iso = Iso(c, 5.3, (800, 372), turn=30, tilt=0.62)
    rng = dice(77)
    plots = [(x, z) for x in range(-44, 44, 11) for z in range(-33, 33, 11)]
    for x, z in plots:
        iso.ground(x + 0.6, z + 0.6, x + 10.4, z + 10.4, mix("#12506f", "#1c7096", rng.random()))
    stream = spline([(-44, 20), (-24, 12), (-4, 11), (12, 0), (28, -4), (44, -18)], 10)
    c.line([iso.at(x, 0, z) for x, z in stream], "#4fb6dc", 12, joint=True)
    for x, z in sorted(plots, key=lambda p: -(p[0] * 0.5 + p[1] * 0.866)):
        if rng.random() < 0.6 and all(math.dist((x + 5, z + 5), p) > 8 for p in stream):
            h = rng.choice((3, 5, 8, 14))
            iso.box(
                (x + 3, 0, z + 3),
                (4.6, h, 4.6),
                ("#8fd3ea", "#1f7fa8", "#3b9cc4") if h < 14 else ("#ffe3a6", "#c08e3b", GOLD),
            )
    nodes = [iso.at(x, 0, z) for x, z in ((-34, 24), (-6, 27), (30, 12), (18, -20), (-24, -16))]
    hub = iso.at(0, 14, 0)
    for x, y in nodes:
        mid = ((x + hub[0]) / 2, min(y, hub[1]) - 66)
        c.line(spline([(x, y), mid, hub], 12), fade(GOLD, 0.75), 2, joint=True)
        c.glow(x, y, 34, GOLD, 0.9)
        c.disc(x, y, 4.5, "#fff3cf")
    c.glow(*hub, 60, "#ffe3a6", 0.9)
    c.disc(*hub, 6, "#ffffff")


def _panel(c: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    c.rect(x0, y0, x1, y1, fade("#1a668d", 0.28))
    c.rect(x0, y0, x1, y0 + 3, "#3b9cc4")
    c.rect(x0, y0, x0 + 34, y0 + 3, GOLD)


def _wall_left(c: Canvas) -> None:
    _panel(c, 126, 132, 438, 336)
    values = (44, 66, 58, 88, 80, 112, 128, 150)
    for i, v in enumerate(values):
        x = 148 + i * 35
        c.shade(
            [(x, 318 - v), (x + 20, 318 - v), (x + 20, 318), (x, 318)],
            [(0, GOLD if i == 7 else "#7fd0ec"), (1, "#1f6f96")],
        )
    c.line([(140, 318), (426, 318)], "#4f94b3", 2)
    _panel(c, 126, 356, 438, 566)
    for k in range(4):
        c.line([(140, 400 + k * 40), (426, 400 + k * 40)], fade("#4f94b3", 0.35), 1.4)
    for heights, tone in (((60, 74, 70, 96, 110, 104, 132, 150), GOLD), ((40, 44, 60, 58, 70, 82, 86, 98), "#7fd0ec")):
        line = spline([(144 + i * 39, 548 - h) for i, h in enumerate(heights)], 8)
        c.mist([*line, (417, 548), (144, 548)], tone, 0.4, 0.0)
        c.line(line, tone, 3.4, joint=True)
        c.disc(*line[-1], 6, "#ffffff")


def _wall_right(c: Canvas) -> None:
    _panel(c, 1162, 132, 1474, 336)
    for x, share, tone in ((1240, 0.82, GOLD), (1396, 0.64, "#7fd0ec")):
        c.arc(x, 240, 62, 0, 360, "#17506f", 17)
        c.arc(x, 240, 62, -90, -90 + 360 * share, tone, 17)
        c.disc(x, 240, 24, "#14506f")
        c.disc(x, 240, 10, mix(tone, "#ffffff", 0.4))
    _panel(c, 1162, 356, 1474, 566)
    for k, share in enumerate((0.94, 0.82, 0.74, 0.6, 0.46, 0.3)):
        y = 384 + k * 29
        c.disc(1184, y + 6, 7, GOLD if k < 3 else "#3b9cc4")
        c.rect(1204, y, 1456, y + 12, "#123f5a", radius=6)
        c.rect(1204, y, 1204 + 252 * share, y + 12, "#f0c877" if k < 3 else "#5cb7dc", radius=6)


def _desks(c: Canvas) -> None:
    """Two rows of operators, seen from behind against the light of the wall."""
    rows: tuple[tuple[float, float, float, Colour], ...] = ((716, 118, 250, "#0c2a3d"), (846, 164, 340, "#071c2b"))
    for n, (base, h, gap, tone) in enumerate(rows):
        count = 5 if n == 0 else 4
        x0 = 800 - gap * (count - 1) / 2
        for i in range(count):
            x = x0 + i * gap
            for side in (-1, 1):
                px = x + side * h * 0.44
                c.rect(px - h * 0.38, base - h * 0.86, px + h * 0.38, base - h * 0.36, "#0a2232", radius=4)
                c.wash(px - h * 0.35, base - h * 0.82, px + h * 0.35, base - h * 0.4, [(0, "#2f8cb8"), (1, "#135577")])
                for k in range(3):
                    c.rect(
                        px - h * 0.28,
                        base - h * (0.74 - 0.1 * k),
                        px + h * (0.02 + 0.08 * ((i + k) % 3)),
                        base - h * (0.70 - 0.1 * k),
                        GOLD if (i + k + n) % 4 == 0 else "#a9dff2",
                    )
                c.rect(px - 4, base - h * 0.36, px + 4, base - h * 0.2, "#0a2232")
        c.rect(x0 - gap * 0.72, base - h * 0.22, x0 + gap * (count - 0.28), base - h * 0.14, "#2b5f7d")
        c.rect(x0 - gap * 0.72, base - h * 0.14, x0 + gap * (count - 0.28), base + h * 0.3, mix(tone, "#000000", 0.2))
        for i in range(count):
            x = x0 + i * gap
            coat = ("#1c4f6d", "#2b6480", "#163f58")[(i + n) % 3]
            seated(c, x, base + h * 0.3, h * 1.16, coat, back=True, bob=(i + n) % 2 == 0)
            c.rect(x - h * 0.3, base - h * 0.02, x + h * 0.3, base + h * 0.3, "#05131d", radius=h * 0.1)
    c.veil(760, 900, "#03101a", 0.0, 0.7)
