"""The planning table."""

from __future__ import annotations

import math

from .canvas import BLUE, GOLD, INK, RED, WIDTH, Canvas, Point, dice, fade, mix, spline
from .space import Iso, Tones, Vector

# ---- planning table: map and model from above


def planning_table(c: Canvas) -> None:
    """A plan with a small model on it, pencils, a ruler and rolls of drawings."""
    c.wash(0, 0, WIDTH, 900, [(0, "#b98f63"), (1, "#a27a52")])
    rng = dice(10)
    for k in range(9):
        y = k * 108 - 20
        c.wash(0, y, WIDTH, y + 106, [(0, mix("#bd9468", "#a57c53", rng.random())), (1, "#ac8459")])
        for _ in range(7):
            gx, gy = rng.uniform(-200, WIDTH), y + rng.uniform(8, 96)
            c.line([(gx, gy), (gx + rng.uniform(200, 620), gy + rng.uniform(-3, 3))], fade("#7d5a39", 0.22), 1.6)
        c.rect(0, y + 105, WIDTH, y + 108, "#8d6a46")
    iso = Iso(c, 10.0, (800, 470), turn=24, tilt=0.8)
    _sheets(c, iso)
    _plan(c, iso)
    _model(c, iso)
    _tools(c)
    c.glow(420, 160, 900, "#fff1cc", 0.3)
    c.veil(560, 900, "#3b2716", 0.0, 0.24)


def _sheets(c: Canvas, iso: Iso) -> None:
    for dx, dz, grow, tone in ((6, -6, 1.04, "#d9e2e0"), (-4, 3, 1.02, "#e9e6da")):
        sheet = [iso.at(x * grow + dx, 0, z * grow + dz) for x, z in ((-56, -38), (56, -38), (56, 38), (-56, 38))]
        c.soft([(x + 10, y + 14) for x, y in sheet], "#3b2716", 0.45, 10)
        c.poly(sheet, tone)
    sheet = [iso.at(x, 0, z) for x, z in ((-56, -38), (56, -38), (56, 38), (-56, 38))]
    c.soft([(x + 6, y + 9) for x, y in sheet], "#3b2716", 0.4, 7)
    c.poly(sheet, "#fbf9f1")
    iso.ground(-54, -36, 54, 36, "#eef1ea")


def _plan(c: Canvas, iso: Iso) -> None:
    """Plots, green, river and streets on the paper."""
    plots = ("#f2dca8", "#dbe7da", "#cfe0e8", "#f0e6d2", "#e9cdbb")
    k = 0
    for x in range(-54, 54, 12):
        for z in range(-36, 36, 12):
            iso.ground(x + 1, z + 1, x + 11, z + 11, plots[(k * 7 + k // 5) % 5])
            k += 1
    mid = spline([(-54, 14), (-34, 20), (-14, 10), (6, -4), (26, -6), (40, -20), (46, -36)], 12)
    for half, tone in ((6.6, "#bcd6b4"), (4.4, "#6fb0cb")):
        edges: tuple[list[Point], list[Point]] = ([], [])
        for i, (x, z) in enumerate(mid):
            # The bank turns with the river, so that it ends square at both borders.
            t = i / (len(mid) - 1)
            edges[0].append(iso.at(x + half * t, 0, z + half * (1 - t)))
            edges[1].append(iso.at(x - half * t, 0, z - half * (1 - t)))
        c.poly(edges[0] + edges[1][::-1], tone)
    for x in (-30, 6, 30):
        iso.ground(x - 0.9, -36, x + 0.9, 36, "#ffffff")
        iso.ground(x - 0.12, -36, x + 0.12, 36, GOLD)
    for z in (-24, 0, 24):
        iso.ground(-54, z - 0.9, 54, z + 0.9, "#ffffff")
        iso.ground(-54, z - 0.12, 54, z + 0.12, GOLD)
    c.line([iso.at(x, 0, z) for x, z in spline([(-54, -30), (-20, -14), (10, 14), (54, 30)], 12)], RED, 4, joint=True)
    ring = [iso.at(18 + 15 * math.cos(t), 0, 12 + 12 * math.sin(t)) for t in [math.tau * i / 60 for i in range(61)]]
    for i in range(0, 60, 2):
        c.line(ring[i : i + 2], BLUE, 3)


WHITE: Tones = ("#ffffff", "#cfd8da", "#eceee8")
YELLOW: Tones = ("#f6d796", "#c0903f", "#e7b45a")
DEEP: Tones = ("#5c9cc0", "#0c4a6e", "#2b7299")
SMALL = (
    (-50, -20), (-44, -20), (-50, -12), (-44, -10), (-22, -20), (-14, -20), (-20, -10), (-12, -10), (-50, 28),
    (-42, 28), (-24, 26), (-16, 27), (34, 4), (42, 5), (35, 16), (45, 15), (36, 27), (46, 27), (-46, 4), (-40, 6),
    (-6, 26), (16, -32), (-4, -32), (-26, -34), (-46, -34),
)  # fmt: skip
LARGE: tuple[tuple[Vector, Vector, Tones], ...] = (
    ((10.0, 0.0, 4.0), (4.4, 15.0, 4.4), DEEP),
    ((18.0, 0.0, 4.5), (4.0, 10.0, 4.0), WHITE),
    ((10.5, 0.0, 12.0), (3.8, 9.0, 3.8), WHITE),
    ((19.0, 0.0, 11.5), (4.6, 20.0, 4.6), YELLOW),
    ((12.0, 0.0, 19.0), (9.0, 4.0, 3.0), DEEP),
    ((9.0, 0.0, -21.0), (14.0, 3.0, 7.0), WHITE),
    ((32.0, 0.0, -32.0), (5.0, 3.0, 5.0), DEEP),
    ((-52.0, 0.0, -3.0), (8.0, 3.0, 3.0), DEEP),
)


def _model(c: Canvas, iso: Iso) -> None:
    """Blocks on the plan, their shadows, trees along the streets."""
    rng = dice(55)
    blocks = [((x, 0.0, z), (rng.uniform(3, 4.4), rng.uniform(2.5, 7), rng.uniform(3, 4.4)), WHITE) for x, z in SMALL]
    blocks = sorted([*blocks, *LARGE], key=lambda b: -(b[0][0] * 0.407 + b[0][2] * 0.914))
    for _ in range(90):
        x, z = rng.uniform(-52, 52), rng.uniform(-35, 35)
        if min(abs(x - r) for r in (-30, 6, 30)) < 2.4 or min(abs(z - r) for r in (-24, 0, 24)) < 2.2:
            sx, sy = iso.at(x, 0, z)
            c.disc(sx + 4, sy + 1, 7, fade("#38505a", 0.3), ry=3)
            c.disc(sx, sy - 5, 7, "#5f9274")
            c.disc(sx - 2, sy - 7, 4, "#93bd95")
    for at, size, _ in blocks:
        iso.shadow(at, size, (0.75, -0.22), fade("#38505a", 0.32))
    for at, size, tones in blocks:
        faces = iso.box(at, size, tones)
        for j in range(1, int(size[1] / 1.6)):
            faces["front"].patch(0.3, j * 1.6, size[0] - 0.3, j * 1.6 + 0.5, mix(tones[1], INK, 0.22))


def _tools(c: Canvas) -> None:
    """What lies about: ruler, pencils, rolls, a cup of tea."""
    c.soft([(60, 700), (610, 842), (600, 886), (50, 744)], "#3b2716", 0.45, 7)
    c.poly([(50, 690), (600, 832), (588, 876), (38, 734)], "#f0c877")
    for k in range(55):
        x, y = 54 + k * 9.9, 692 + k * 2.56
        c.line([(x, y), (x - (4.6 if k % 5 == 0 else 2.6), y + (17 if k % 5 == 0 else 9))], "#6b4c1f", 1.6)
    for (x0, y0), (x1, y1), tone in (((1190, 838), (1470, 760), RED), ((1230, 872), (1530, 812), BLUE)):
        c.soft([(x0, y0 + 8), (x1, y1 + 8), (x1, y1 + 20), (x0, y0 + 20)], "#3b2716", 0.5, 5)
        c.line([(x0, y0), (x1, y1)], tone, 15)
        c.line([(x0 - 1, y0 - 4), (x1 - 1, y1 - 4)], mix(tone, "#ffffff", 0.35), 4)
        ux, uy = (x0 - x1) / math.dist((x0, y0), (x1, y1)), (y0 - y1) / math.dist((x0, y0), (x1, y1))
        c.poly(
            [(x0 - uy * 7.5, y0 + ux * 7.5), (x0 + uy * 7.5, y0 - ux * 7.5), (x0 + ux * 30, y0 + uy * 30)], "#ecd0a4"
        )
        c.poly(
            [
                (x0 + ux * 20 - uy * 2.6, y0 + uy * 20 + ux * 2.6),
                (x0 + ux * 20 + uy * 2.6, y0 + uy * 20 - ux * 2.6),
                (x0 + ux * 30, y0 + uy * 30),
            ],
            INK,
        )
    x, y = 1466, 150
    c.soft([(x - 70, y - 30), (x + 150, y + 20), (x + 120, y + 110), (x - 60, y + 80)], "#3b2716", 0.45, 16)
    c.disc(x, y, 108, "#e9e6dc")
    c.disc(x, y, 92, "#d9d5c8")
    c.disc(x, y, 74, "#ffffff")
    c.ball(x, y, 62, [(0, "#a9702f"), (1, "#d7a253")], across=False)
    c.arc(x, y, 48, 200, 300, fade("#fff3cf", 0.6), 6)
    c.line([(x + 70, y + 30), (x + 122, y + 56)], "#ffffff", 18, caps=True)
