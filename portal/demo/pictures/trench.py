"""Pipes in the ground: a trench cut open."""

from __future__ import annotations

from .built import link
from .canvas import BLUE, GOLD, INK, RED, WIDTH, Canvas, Point, dice, fade, mix, spline
from .nature import (
    person,
    ridge,
    tree,
)

# ---- pipe works: an overcast day, the earth cut open


def pipe_works(c: Canvas) -> None:
    """A trench in section: new pipes in the ground, an excavator above."""
    c.sky("#c3cfd2", "#dfe4e1", "#f1eee3", bottom=420)
    ridge(c, 376, 70, 8, "#b6c5c6", "#dfe2da", 420)
    _street_fronts(c)
    surface = 420.0
    _strata(c, surface)
    trench = [(380, surface), (476, 800), (1130, 800), (1226, surface)]
    _trench(c, trench)
    _pipes(c)
    _excavator(c, 330, surface)
    _site_people(c, surface)


def _street_fronts(c: Canvas) -> None:
    rng = dice(21)
    x = -20.0
    while x < 1620:
        w, h = rng.uniform(90, 170), rng.uniform(90, 230)
        tone = mix("#8fa3aa", "#e9e8df", rng.uniform(0.35, 0.7))
        c.rect(x, 420 - h, x + w, 420, tone)
        for i in range(int(w // 30)):
            for j in range(int(h // 36)):
                c.rect(x + 10 + i * 30, 432 - h + j * 36, x + 26 + i * 30, 452 - h + j * 36, mix(tone, "#5f7f90", 0.35))
        x += w + rng.choice((0, 14, 40))
    c.veil(200, 420, "#eceadf", 0.15, 0.5)
    for k, tx in enumerate((60, 140, 820, 1330, 1470, 1560)):
        tree(c, tx, 420, 110 + 20 * (k % 3), "#8fa889", k + 3)


def _strata(c: Canvas, top: float) -> None:
    """Layers of earth, each with its own edge and grain."""
    rng = dice(2)
    layers = (
        (top, "#5b6468"),
        (top + 26, "#8b7f70"),
        (top + 74, "#a98763"),
        (top + 190, "#8f6d50"),
        (top + 330, "#70563f"),
    )
    for k, (y, tone) in enumerate(layers):
        wave = 0 if k < 2 else 9
        edge = spline([(x, y + rng.uniform(-wave, wave)) for x in range(-40, 1680, 120)], 8)
        c.shade([*edge, (1680, 910), (-40, 910)], [(0, tone), (1, mix(tone, "#2b2018", 0.3))])
    for _ in range(330):
        x, y = rng.uniform(0, WIDTH), rng.uniform(top + 84, 896)
        r = rng.uniform(1.5, 7) * (0.7 + (y - top) / 600)
        c.disc(x, y, r, fade(rng.choice(("#d2b58c", "#5c4632", "#c09a6c")), 0.5), ry=r * 0.66)
    c.rect(0, top - 3, WIDTH, top + 2, "#e7e3d6")


def _trench(c: Canvas, cut: list[Point]) -> None:
    (x0, top), (x1, low), (x2, _), (x3, _) = cut
    inner = [(x0, top - 4), (x1, low), (x2, low), (x3, top - 4)]
    c.shade(inner, [(0, "#e9e4d5"), (0.35, "#d9cdb5"), (1, "#b59f82")])
    for k in range(6):
        y = top + 40 + k * 60
        t = (y - top) / (low - top)
        c.line([(x0 + (x1 - x0) * t + 12, y), (x3 + (x2 - x3) * t - 12, y)], fade("#8b7355", 0.22), 2)
    c.shade([(x1 - 22, 706), (x2 + 22, 706), (x2, low), (x1, low)], [(0, "#e0c896"), (1, "#c7a768")])
    for side, (xa, xb) in ((1, (x0, x1)), (-1, (x3, x2))):
        c.poly([(xa, top), (xb, low), (xb + side * 12, low), (xa + side * 12, top)], "#3d5f70")
        for k in range(1, 7):
            t = k / 7
            px, py = xa + (xb - xa) * t, top + (low - top) * t
            c.rect(min(px, px + side * 20), py - 5, max(px, px + side * 20), py + 5, GOLD)
    c.rect(x0 + 60, 524, x3 - 60, 538, "#2f5366")
    c.rect(x0 + 60, 524, x3 - 60, 528, "#6d93a3")


def _pipes(c: Canvas) -> None:
    """Sewer, water, heat, gas and cable ducts, cut across."""
    for x, y, r, wall, inside, bore in (
        (610, 706, 92, "#aeb6b4", "#4f5d60", "#1d2d35"),
        (800, 730, 66, "#2f7ba6", "#0c4a6e", "#08283d"),
        (946, 740, 54, "#c9573f", "#e9dfc9", "#3b1c18"),
        (1062, 744, 46, "#e7b45a", "#b98530", "#4a3212"),
    ):
        c.disc(x + 6, y + 8, r, fade("#3b2d1e", 0.35))
        c.ball(x, y, r, [(0, mix(wall, "#ffffff", 0.45)), (0.6, wall), (1, mix(wall, INK, 0.35))])
        c.disc(x, y, r * 0.8, inside)
        c.ball(x, y, r * 0.64, [(0, bore), (1, mix(bore, inside, 0.55))], across=False)
    c.disc(610, 734, 44, fade("#5d93a8", 0.55), ry=20)
    c.disc(800, 730, 40, "#3f8db5")
    for x in (1004, 1086):
        c.line([(x, 538), (x, 600)], "#2f5366", 3)
    c.rect(980, 596, 1110, 674, "#c4c3ba", radius=4)
    c.rect(980, 596, 1110, 604, "#e6e4da", radius=4)
    for i in range(4):
        for j in range(2):
            c.disc(1000 + i * 30, 620 + j * 30, 13, "#e0ddd2")
            c.disc(1000 + i * 30, 620 + j * 30, 8.5, "#24333c")


def _excavator(c: Canvas, x: float, base: float) -> None:
    dark, body = "#23313a", GOLD

    def part(*points: Point) -> list[Point]:
        return [(x + u, base - v) for u, v in points]

    c.rect(x - 150, base - 44, x + 60, base - 2, dark, radius=21)
    for k in range(6):
        c.disc(x - 126 + k * 32.5, base - 20, 12, "#5c6a72")
    c.rect(x - 96, base - 60, x + 10, base - 42, "#39474f")
    c.poly(part((-158, 128), (-140, 142), (-40, 142), (-40, 58), (-150, 58)), body)
    c.poly(part((-158, 128), (-150, 58), (-120, 58), (-124, 142), (-140, 142)), mix(body, "#7a5518", 0.4))
    c.poly(part((-44, 58), (-44, 196), (22, 196), (44, 130), (44, 58)), mix(body, "#7a5518", 0.18))
    c.poly(part((-32, 124), (-32, 184), (14, 184), (32, 124)), "#cfe0e4")
    shoulder, elbow, wrist = part((20, 96), (190, 286), (330, 122))
    link(c, shoulder, elbow, 21, 14, body)
    link(c, *part((60, 84), (128, 206)), 7, 5, "#c9d1d2")
    link(c, elbow, wrist, 15, 9, mix(body, "#7a5518", 0.22))
    link(c, *part((150, 262), (222, 268)), 6, 5, "#c9d1d2")
    for p in (shoulder, elbow, wrist):
        c.disc(*p, 8, dark)
    bucket = part((318, 130), (364, 116), (360, 70), (312, 44), (272, 72), (286, 78), (308, 82))
    c.poly(spline(bucket, 6, closed=True), dark)
    c.poly(spline(part((274, 76), (300, 94), (332, 92), (338, 78)), 6), "#a07f58")


def _site_people(c: Canvas, base: float) -> None:
    for x, coat, step in ((1290, "#d8782f", 0.2), (1336, BLUE, 0.6)):
        person(c, x, base, 96, coat, step, helmet=GOLD)
    person(c, 540, 800, 96, "#d8782f", 0.3, helmet="#f4f1e8")
    for i in range(3):
        x = 1400 + i * 74
        c.rect(x, base - 56, x + 66, base - 36, "#f4f1e8")
        for k in range(3):
            c.poly(
                [
                    (x + k * 24, base - 36),
                    (x + k * 24 + 12, base - 56),
                    (x + k * 24 + 20, base - 56),
                    (x + k * 24 + 8, base - 36),
                ],
                RED,
            )
        for u in (8, 54):
            c.rect(x + u, base - 56, x + u + 5, base, "#5c6a72")
    for x in (440, 466):
        c.line([(x + 14, base - 46), (x + 70, 798)], "#8a979c", 4)
    for k in range(14):
        x, y = 455 + 56 * k / 14, base - 36 + 414 * k / 14
        c.line([(x, y), (x + 26, y)], "#8a979c", 3)
    heap = spline([(-40, base - 10), (20, base - 66), (74, base - 84), (130, base - 40), (176, base)], 8)
    c.shade([*heap, (-40, base)], [(0, "#b3926a"), (1, "#866545")])
