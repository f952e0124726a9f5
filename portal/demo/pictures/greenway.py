"""The greenway on an autumn afternoon."""

from __future__ import annotations

import math

from .canvas import GOLD, INK, RED, Canvas, Colour, Point, dice, fade, mix, spline
from .nature import (
    GINKGO,
    cloud,
    person,
    ridge,
    tree,
)

# ---- greenway: golden autumn afternoon, long shadows


def greenway(c: Canvas) -> None:
    """A red running path between ginkgo trees, leading to a pavilion."""
    c.sky("#6fa9c2", "#b4d0cf", "#f1e6c4", "#f9e2ac", bottom=560)
    cloud(c, 560, 176, 620, "#fff6e0", 0.8, seed=14)
    cloud(c, 1010, 262, 380, "#fff6e0", 0.6, seed=21)
    c.glow(170, 420, 620, "#fff1bf", 0.95, ry=460)
    _roofline(c)
    _autumn_wood(c)
    c.shade(
        spline([(-20, 560), (400, 540), (820, 556), (1240, 536), (1620, 552)], 10) + [(1620, 910), (-20, 910)],
        [(0, "#c9c581"), (0.35, "#9fb070"), (1, "#5f8a5f")],
    )
    _shadows(c)
    _pavilion(c, 520, 566, 270)
    _path(c)
    _company(c)
    tree(c, 1090, 606, 260, GINKGO, 3, light=-1)
    tree(c, 950, 584, 190, "#cf9a4a", 8, light=-1)
    tree(c, 224, 610, 250, "#d3a046", 12, light=-1)
    tree(c, 66, 656, 350, GINKGO, 15, light=-1)
    _leaves(c)
    tree(c, 1480, 730, 760, GINKGO, 6, light=-1, wide=1.25)
    _bench(c, 1180, 742)


def _roofline(c: Canvas) -> None:
    rng = dice(15)
    for x in range(640, 1620, 54):
        h = rng.uniform(40, 190)
        c.rect(x, 540 - h, x + rng.uniform(34, 52), 560, mix("#9db9bd", "#f1e4c2", rng.uniform(0.2, 0.6)))
    ridge(c, 520, 90, 44, "#b3c2ae", "#e8dfb8", 580, waves=0.7)


def _autumn_wood(c: Canvas) -> None:
    rng = dice(23)
    for row, base, pale in ((0, 548, 0.62), (1, 560, 0.36)):
        for k in range(30):
            tone = rng.choice(("#c9a857", "#a9a963", "#8aa06c", "#bd8747", "#d9b765"))
            tree(
                c,
                -30 + k * 58 + row * 26,
                base,
                rng.uniform(90, 150),
                mix(tone, "#f6e6b8", pale),
                k + 40 * row,
                trunk="#a08f6e",
            )
    c.veil(400, 590, "#f7e7b8", 0.0, 0.55)


def _shadows(c: Canvas) -> None:
    """The sun stands low on the left: shadows run to the right and forwards."""
    for x, y, long, wide in (
        (520, 584, 520, 26),
        (1090, 606, 420, 20),
        (950, 584, 300, 14),
        (224, 610, 300, 16),
        (66, 656, 420, 26),
    ):
        c.soft([(x, y - 5), (x + long, y + wide), (x + long * 1.05, y + wide * 2.2), (x, y + 8)], "#476a4c", 0.5, 7)
    c.soft([(1480, 720), (1640, 760), (1640, 830), (1480, 746)], "#35584a", 0.6, 8)


def _pavilion(c: Canvas, x: float, base: float, w: float) -> None:
    h = w * 0.42
    c.poly(
        [(x - w * 0.62, base + 24), (x - w * 0.56, base), (x + w * 0.56, base), (x + w * 0.62, base + 24)], "#cfc6ae"
    )
    c.rect(x - w * 0.56, base - 8, x + w * 0.56, base + 2, "#f0e8d2")
    c.rect(x - w * 0.42, base - h, x + w * 0.42, base - 8, fade("#f6e3b2", 0.5))
    for u, tone, thick in ((-0.2, "#8a2d20", 8), (0.2, "#8a2d20", 8), (-0.46, RED, 12), (0.46, RED, 12)):
        c.rect(x + u * w - thick / 2, base - h, x + u * w + thick / 2, base - 6, tone)
        c.rect(x + u * w - thick, base - 14, x + u * w + thick, base - 6, "#b7ad97")
    for u0, u1 in ((-0.44, -0.2), (0.2, 0.44)):
        c.rect(x + u0 * w, base - 44, x + u1 * w, base - 38, "#8a2d20")
        for k in range(6):
            px = x + (u0 + (u1 - u0) * (k + 0.5) / 6) * w
            c.line([(px, base - 40), (px, base - 10)], "#8a2d20", 2)
    c.rect(x - w * 0.5, base - h - 4, x + w * 0.5, base - h + 16, "#2f6a6c")
    for k in range(12):
        c.rect(x - w * 0.48 + k * w * 0.0815, base - h + 2, x - w * 0.46 + k * w * 0.0815, base - h + 10, GOLD)
    _pavilion_roof(c, x, base - h, w)


def _pavilion_roof(c: Canvas, x: float, eave: float, w: float) -> None:
    top = eave - w * 0.42

    def slope(u: float) -> list[Point]:
        """A ridge of the roof from the tip of the eave (u of the half width) to the top."""
        lift = -16 * abs(u) ** 3
        return spline(
            [
                (x + u * w * 0.72, eave + lift),
                (x + u * w * 0.44, eave - w * 0.09),
                (x + u * w * 0.17, eave - w * 0.24),
                (x + u * w * 0.03, top),
            ],
            8,
        )

    left, right = slope(-1), slope(1)
    brim = [(x + u * w * 0.72, eave + 6 - 20 * abs(u) ** 3) for u in [1 - i / 12 for i in range(25)]]
    c.shade(left + right[::-1] + brim, [(0, "#517e8b"), (0.6, "#2e5f70"), (1, "#1a4558")])
    c.poly(left + slope(-0.3)[::-1] + [(x - 0.3 * w * 0.72, eave + 5)], fade("#f9e2ac", 0.26))
    for k in range(-9, 10):
        c.line(slope(k / 10), fade("#0f3648", 0.5), 2)
    for u in (-1, -0.3, 0.3, 1):
        c.line(slope(u), "#1a4558" if abs(u) < 1 else "#3c6b7a", 6, joint=True, caps=True)
    c.line(brim, "#e8d8a6", 3)
    c.disc(x, top - 8, 9, GOLD)
    c.poly([(x - 5, top - 12), (x, top - 34), (x + 5, top - 12)], GOLD)


def _path(c: Canvas) -> None:
    left = spline([(700, 574), (800, 590), (930, 622), (880, 690), (560, 790), (200, 920)], 14)
    right = spline([(712, 572), (830, 584), (1010, 618), (1080, 690), (960, 800), (820, 920)], 14)
    c.poly(
        [(x - 3 - (y - 560) * 0.05, y) for x, y in left] + [(x + 3 + (y - 560) * 0.05, y) for x, y in reversed(right)],
        "#efe5c9",
    )
    c.shade(left + right[::-1], [(0, "#d59a72"), (0.4, "#bb6a4e"), (1, "#97452f")])
    mid = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in zip(left, right, strict=True)]
    for i in range(4, len(mid) - 2, 4):
        c.line(mid[i : i + 3], "#f3e2c8", 1 + (mid[i][1] - 560) * 0.016)
    c.soft([(1480, 744), (760, 700), (700, 730), (1480, 770)], "#5a2c22", 0.28, 12)


def _company(c: Canvas) -> None:
    for x, base, h, coat in ((925, 652, 66, "#f3efe2"), (958, 655, 64, "#1d5a7a"), (700, 800, 130, "#0c4a6e")):
        c.soft(
            [(x, base - 3), (x + h * 1.6, base + h * 0.12), (x + h * 1.6, base + h * 0.2), (x, base + 5)], INK, 0.35, 4
        )
        person(c, x, base, h, coat, 1.0)
    person(c, 470, 566, 70, "#d8b36a")
    person(c, 560, 566, 68, "#27566b")


def _bench(c: Canvas, x: float, base: float) -> None:
    wood: Colour = "#8a5a3a"
    for u in (0, 118):
        c.rect(x + u, base - 30, x + u + 8, base, "#2c4250")
        c.line([(x + u + 4, base - 30), (x + u + 10, base - 66)], "#2c4250", 6)
    for k in range(3):
        c.rect(x - 12, base - 66 + k * 12, x + 144, base - 58 + k * 12, mix(wood, "#f3d9a0", 0.12 * k))
    c.rect(x - 16, base - 32, x + 146, base - 24, "#a8714a")


def _leaves(c: Canvas) -> None:
    rng = dice(31)
    for _ in range(150):
        x, y = rng.uniform(1020, 1620), rng.uniform(700, 890)
        c.disc(x, y, rng.uniform(3, 7), rng.choice((GINKGO, "#f0c869", "#c98d34")), ry=rng.uniform(1.5, 3))
    for _ in range(26):
        x, y = rng.uniform(980, 1560), rng.uniform(420, 700)
        turn, r = rng.uniform(0, math.tau), rng.uniform(4, 8)
        c.poly(
            [
                (x, y),
                (x + r * math.cos(turn), y + r * math.sin(turn)),
                (x + r * math.cos(turn + 0.9), y + r * math.sin(turn + 0.9)),
            ],
            "#f0c869",
        )
    for _ in range(90):
        x, y = rng.uniform(0, 620), rng.uniform(620, 880)
        if x < 900 - (y - 560) * 1.9:
            for lean in (-4, 0, 4):
                c.line([(x, y), (x + lean, y - 9)], fade("#4f7d4f", 0.6), 1.6)
