"""Plants: the saw-tooth hall at noon and the nylon works at blue hour."""

from __future__ import annotations

import math

from .built import beam, puff, truck, tube
from .canvas import BLUE, GOLD, INK, WIDTH, Canvas, Colour, dice, fade, mix
from .nature import GREEN, MOSS, cloud, hedge, person, poplar, ridge, tree
from .space import Camera, Face

# ---- factory hall: cool noon, seen straight on


def factory_hall(c: Canvas) -> None:
    """A long plant under a saw-tooth roof, lorries at its gates."""
    c.sky("#3f8bb5", "#7db8d2", "#c4dfe6", "#eef3ec", bottom=640)
    cloud(c, 330, 214, 470, "#ffffff", seed=3)
    cloud(c, 1130, 168, 620, "#ffffff", seed=8)
    cloud(c, 800, 318, 240, "#ffffff", 0.7, seed=5)
    ridge(c, 620, 90, 12, "#8db4bf", "#cfdfd8", 700)
    for x in range(-20, 1640, 62):
        poplar(c, x, 672, 120 + (x * 37) % 60, mix(MOSS, "#b9d0cf", 0.45))
    cam = Camera(c, eye=(0, 6, 0), focal=1400, horizon=560, centre=60)
    c.wash(0, 690, WIDTH, 900, [(0, "#d5d6cc"), (0.3, "#c2c8c4"), (1, "#9fb0b3")])
    _office(cam)
    _sawtooth(c, cam)
    _gates(cam)
    _apron(c, cam)


def _sawtooth(c: Canvas, cam: Camera) -> None:
    wide, z, low, high = 8.4, 60.0, 10.0, 16.6
    for i in range(5, -1, -1):
        x = 4 + i * wide
        glass = Face(cam, (x, low, z + 50), (0, 0, -50), (0, high - low, 0))
        glass.patch(0, 0, 50, 6.6, "#d9eef2")
        for u in range(0, 50, 4):
            glass.patch(u + 0.3, 0.4, u + 3.7, 6.1, mix("#86bdd2", "#d7edf1", u / 50))
    cam.box((4, 0, z), (6 * wide, low, 50), ("#d9dfdc", "#f4f4ee", "#dfe5e2"))
    for i in range(6):
        x = 4 + i * wide
        points = [cam.at(x, low, z), cam.at(x, high, z), cam.at(x + wide, low, z)]
        c.shade(points, [(0, "#0f577f"), (1, BLUE)])
        c.line([cam.at(x, high, z), cam.at(x + wide, low, z)], "#eef4f3", 5)
        c.line([cam.at(x, low, z), cam.at(x, high + 0.15, z)], "#eef4f3", 6)
        for k in (0.22, 0.44):
            c.line([cam.at(x + wide * k, low, z), cam.at(x + wide * k, high - 6.6 * k, z)], fade("#3d7fa3", 0.6), 1.5)
    wall = Face(cam, (4, 0, z), (6 * wide, 0, 0), (0, low, 0))
    for i in range(101):
        wall.patch(i * 0.5, 1.4, i * 0.5 + 0.06, low - 0.5, "#dde3e0")
    wall.patch(0, low - 0.9, wall.wide, low, "#cfd8d7")
    wall.patch(0, low - 0.9, wall.wide, low - 0.55, fade(INK, 0.16))
    wall.patch(0, 0, wall.wide, 1.4, "#3c7391")
    wall.patch(0, 1.4, wall.wide, 1.52, GOLD)


def _office(cam: Camera) -> None:
    """The head building closes the row on the right."""
    at = (4 + 6 * 8.4, 0, 60)
    faces = cam.box(at, (15, 19.5, 30), ("#c9d2d0", "#f7f5ee", "#c3d0d3"))
    faces["left"].grid(8, 5, lambda i, j: "#7fa6b8" if j > 2 else None, (0.35, 0.5), edge=(1, 1))
    front: Face = faces["front"]
    front.patch(0.8, 1.2, 14.2, 18.4, "#2f6f93")
    for i in range(7):
        for j in range(5):
            t = (i * 0.9 + j) / 11
            front.patch(0.95 + i * 1.9, 1.4 + j * 3.4, 2.7 + i * 1.9, 4.5 + j * 3.4, mix("#2f7196", "#b5dbe6", t))
    front.patch(0.8, 0, 14.2, 1.4, "#dfe2da")
    front.patch(1.6, 0, 5.6, 3.5, INK)
    front.patch(1.8, 0, 3.5, 3.3, "#8fc0d3")
    front.patch(3.7, 0, 5.4, 3.3, "#a9d0dd")
    cam.box((at[0] + 1.0, 3.5, 57), (5.2, 0.4, 3), ("#f3f1e8", GOLD, "#b98d3d"))


def _gates(cam: Camera) -> None:
    wall = Face(cam, (4, 0, 60), (50.4, 0, 0), (0, 10, 0))
    for i, u in enumerate((3.2, 14.8, 26.4, 38.0)):
        wall.patch(u - 0.3, 0, u + 5.7, 6.0, "#c8d2d2")
        wall.patch(u, 0, u + 5.4, 5.7, "#2b5f7c" if i != 1 else "#f3c877")
        if i == 1:
            wall.patch(u, 0, u + 5.4, 1.0, "#d9a652")
            for k in range(3):
                wall.patch(u + 0.5 + 1.6 * k, 0.6, u + 1.7 + 1.6 * k, 3.2, "#b17f37")
            continue
        for k in range(9):
            wall.patch(u, 0.25 + k * 0.6, u + 5.4, 0.36 + k * 0.6, "#3f7591")
    for u in (10.2, 21.8, 33.4, 45.2):
        wall.patch(u, 3.4, u + 3.2, 5.6, "#9cc6d5")
        wall.patch(u + 1.52, 3.4, u + 1.68, 5.6, "#f4f4ee")


def _apron(c: Canvas, cam: Camera) -> None:
    """Yard, lorries, people and the strip of green in front."""
    cam.ground(0, 55.5, 120, 60, fade(INK, 0.14))
    for x in range(6, 62, 4):
        cam.poly([(x, 0, 52), (x + 0.18, 0, 52), (x - 1.2, 0, 46), (x - 1.38, 0, 46)], "#f6f3e6")
    for x, tone, cab in ((560, "#f6f4ec", BLUE), (1060, "#15608a", "#f2f0e8")):
        c.soft([(x - 150, 758), (x + 190, 758), (x + 150, 776), (x - 190, 776)], INK, 0.4, 6)
        truck(c, x, 764, 92, tone, cab)
    for x, coat in ((330, BLUE), (358, "#d9952f"), (848, BLUE)):
        person(c, x, 742, 43, coat, 0.5, helmet=GOLD)
    c.shade([(-10, 836), (1610, 806), (1610, 910), (-10, 910)], [(0, "#7fa478"), (1, "#47745f")])
    hedge(c, -10, 1620, 846, 40, GREEN, 4)
    for x, h, seed in ((60, 440, 5), (1560, 330, 2), (1440, 210, 9)):
        c.glow(x + 20, 862, h * 0.34, "#1f4a45", 0.5, ry=h * 0.05)
        tree(c, x, 866, h, "#5c8f63", seed, light=1)


# ---- nylon plant: blue hour with a thousand lamps, doubled in the basin

NIGHT = "#10324c"


def nylon_plant(c: Canvas) -> None:
    """Distillation columns, tanks and pipe racks at the edge of the water."""
    c.sky("#0b2743", "#1c4a6d", "#4f7b95", "#c2a58c", "#f0b874", bottom=668)
    rng = dice(5)
    for _ in range(70):
        c.disc(
            rng.uniform(0, WIDTH), rng.uniform(0, 260), rng.uniform(0.7, 1.5), fade("#ffffff", rng.uniform(0.2, 0.7))
        )
    c.glow(1180, 660, 900, "#ffcf8a", 0.55, ry=300)
    ridge(c, 668, 70, 30, "#3c6078", "#77828a", 700)
    _cooling_tower(c, 190, 668, 270)
    _far_works(c)
    for x, w, h in ((520, 40, 330), (612, 52, 470), (700, 34, 390), (782, 58, 540), (872, 38, 430)):
        _column(c, x, 672, w, h)
    _rack(c)
    _tanks(c)
    c.rect(0, 672, WIDTH, 690, "#0a2438")
    c.mirror(690, 900, "#0c2f4b", near=0.72, far=0.18, squash=1.5, ripple=2.4)
    c.rect(0, 686, WIDTH, 691, "#274a5f")
    for _ in range(46):
        x, y = rng.uniform(-60, WIDTH), 700 + 190 * rng.random() ** 1.4
        c.rect(x, y, x + rng.uniform(40, 170), y + 1.6, fade("#f3c98f", rng.uniform(0.08, 0.3)))


def _cooling_tower(c: Canvas, x: float, base: float, h: float) -> None:
    puff(c, x, base - h + 14, 100, 240, "#d9c8bd", 0.5, 11)
    side = [
        (0.62 - 0.26 * math.sin(min(1, t * 1.25) * math.pi / 2) + max(0, t - 0.8) * 0.2, t)
        for t in [i / 20 for i in range(21)]
    ]
    points = [(x - u * h * 0.8, base - t * h) for u, t in side]
    points += [(x + u * h * 0.8, base - t * h) for u, t in reversed(side)]
    c.shade(points, [(0, "#37566c"), (0.55, "#4e6a7c"), (1, "#8c8580")], across=True)
    c.disc(x, base - h, side[-1][0] * h * 0.8, "#294558", ry=7)
    for k in range(3):
        beam(c, x - 70 + 70 * k, base - h * 0.96, "#ff8f6b", 2)


def _far_works(c: Canvas) -> None:
    """The pale second row behind the columns."""
    tone = mix(NIGHT, "#6f8494", 0.55)
    for x, w, h in (
        (350, 22, 200),
        (396, 16, 260),
        (440, 26, 170),
        (960, 22, 290),
        (1010, 30, 210),
        (1410, 20, 300),
        (1460, 28, 230),
        (1520, 18, 350),
        (1570, 26, 190),
    ):
        c.rect(x - w / 2, 668 - h, x + w / 2, 668, tone, radius=w / 3)
        for k in range(int(h / 44)):
            c.rect(x - w / 2 - 4, 668 - h + 20 + k * 44, x + w / 2 + 4, 668 - h + 23 + k * 44, tone)
            c.disc(x + w / 2 + 2, 668 - h + 17 + k * 44, 1.8, "#ffd99a")
    c.rect(330, 596, 1600, 668, mix(NIGHT, "#6f8494", 0.42))


def _column(c: Canvas, x: float, base: float, w: float, h: float) -> None:
    """A distillation column: shell, dome, platforms with lamps, side pipe."""
    stops = [(0, "#1b4158"), (0.3, "#56788a"), (0.46, "#7f97a0"), (0.75, "#1c445f"), (1, "#0d2c44")]
    top = base - h
    c.ball(x, top + w * 0.1, w / 2, stops, ry=w * 0.4)
    c.shade(
        [(x - w / 2, top + w * 0.1), (x + w / 2, top + w * 0.1), (x + w / 2, base), (x - w / 2, base)],
        stops,
        across=True,
    )
    c.rect(x - 2, top - w * 0.3 - 26, x + 2, top, "#1b4158")
    beam(c, x, top - w * 0.3 - 28, "#ff7d5a", 2.2)
    tube(c, [(x + w * 0.8, base), (x + w * 0.8, top + 40), (x + w * 0.3, top + 14)], 9, "#0d2c44", "#8ba3ad")
    for k in range(int(h / 72)):
        y = top + 54 + k * 72
        c.rect(x - w * 0.78, y, x + w * 0.78, y + 5, "#0a2438")
        for u in (-0.78, -0.4, 0, 0.4, 0.78):
            c.line([(x + w * u, y), (x + w * u, y - 14)], "#0a2438", 1.6)
        c.line([(x - w * 0.78, y - 14), (x + w * 0.78, y - 14)], "#0a2438", 1.6)
        c.line([(x - w * 0.62, y), (x - w * 0.62, y + 72)], "#0a2438", 1.6)
        for side in (-1, 1):
            beam(c, x + side * w * 0.72, y - 4, "#ffd08a", 2.3)


def _rack(c: Canvas) -> None:
    """Pipe bridge in three storeys across the front."""
    frame: Colour = "#0a2438"
    for k, y in enumerate((560, 596, 632)):
        for n in range(3 - (k == 0)):
            tone = ("#a8b9bf", "#c79b5a", "#86a0ad")[n]
            tube(c, [(420, y - 7 - 9 * n), (1290, y - 7 - 9 * n)], 9, "#173c54", tone)
        c.rect(414, y, 1296, y + 5, frame)
    for x in range(424, 1300, 96):
        c.rect(x - 4, 536, x + 4, 674, frame)
        beam(c, x, 552, "#ffe0ac", 2.4)
    for x in range(424, 1204, 192):
        c.line([(x, 672), (x + 96, 601)], frame, 2)
        c.line([(x + 96, 672), (x, 601)], frame, 2)


def _tanks(c: Canvas) -> None:
    """Two spheres on legs and low storage tanks."""
    stops = [(0, "#3a5d72"), (0.35, "#a9b5b6"), (0.6, "#6c8795"), (1, "#143a54")]
    for x, r in ((1086, 74), (1256, 74)):
        for u in (-0.7, -0.25, 0.25, 0.7):
            c.line([(x + u * r, 600), (x + u * r * 1.1, 674)], "#0d2c44", 6)
        c.ball(x, 566, r, stops)
        c.arc(x, 566, r, 20, 160, fade(INK, 0.35), r * 0.2, ry=r * 0.94)
        c.line([(x - r, 566), (x + r, 566)], "#173c54", 3)
        c.line([(x + r * 0.2, 492), (x + r * 1.05, 600), (x + r * 1.3, 672)], "#0a2438", 3)
        beam(c, x, 488, "#ffd08a", 2.4)
    for x0, x1, top in ((1352, 1480, 540), (1492, 1640, 566), (-30, 70, 590), (86, 196, 610)):
        c.poly([(x0, top), ((x0 + x1) / 2, top - 22), (x1, top)], "#5f7c8b")
        c.shade([(x0, top), (x1, top), (x1, 674), (x0, 674)], stops, across=True)
        c.rect(x0, top + 22, x1, top + 27, fade(INK, 0.4))
        c.line([(x0 + 8, 670), (x1 - 10, top + 8)], fade("#0a2438", 0.8), 2.4)
        beam(c, x0 + 14, top - 6, "#ffe0ac", 2.3)
