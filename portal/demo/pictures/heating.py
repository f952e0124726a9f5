"""District heating on a winter day."""

from __future__ import annotations

from .built import bend, puff, tube
from .canvas import GOLD, INK, RED, WIDTH, Canvas, dice, fade, mix
from .nature import (
    bare_tree,
    conifer,
    person,
    ridge,
)

# ---- heating: a grey winter day with falling snow


def heating(c: Canvas) -> None:
    """Silver heat pipes with an expansion loop before snowy apartment blocks."""
    c.sky("#93a9b8", "#b7c6cf", "#dde4e6", "#eceeec", bottom=620)
    for x, top, w, tone in (
        (-20, 300, 190, 0.72),
        (200, 236, 120, 0.8),
        (1330, 262, 150, 0.75),
        (1500, 210, 130, 0.78),
        (700, 270, 130, 0.8),
    ):
        _winter_block(c, x, top, w, 590, tone, seed=x + 999)
    puff(c, 1150, 236, 46, 190, "#ffffff", 0.75)
    _boiler_house(c)
    for x, top, w, tone in ((60, 250, 170, 0.3), (330, 300, 210, 0.42), (590, 236, 150, 0.34)):
        _winter_block(c, x, top, w, 606, tone, seed=x)
    for x, h in ((20, 120), (262, 140), (560, 110), (776, 150), (1375, 130), (1290, 120), (1560, 120)):
        (
            conifer(c, x, 620, h, "#476a6c", snow="#eef2f3")
            if x % 3 == 0
            else bare_tree(c, x, 624, h * 1.2, "#4c5a62", x)
        )
    _snow_ground(c)
    person(c, 744, 700, 92, RED, 0.6)
    person(c, 790, 702, 60, GOLD, 0.5)
    _heat_pipes(c)
    _snowfall(c)


def _winter_block(c: Canvas, x: float, top: float, w: float, base: float, air: float, seed: int) -> None:
    rng = dice(seed)

    def tone(colour: str) -> tuple[int, int, int]:
        return mix(colour, "#d3dce0", air)

    c.rect(x, top, x + w, base, tone("#7d6f66"))
    c.rect(x + w * 0.8, top, x + w, base, tone("#5f5b5c"))
    c.rect(x - 5, top - 9, x + w + 5, top + 3, mix("#ffffff", "#d3dce0", air * 0.6), radius=5)
    cols, step = max(3, round(w * 0.8 / 32)), 38
    pitch = w * 0.8 / cols
    y = top + 22
    while y < base - 30:
        for i in range(cols):
            lit = rng.random() < 0.42
            left = x + i * pitch + pitch * 0.24
            c.rect(
                left, y, left + pitch * 0.52, y + 20, mix("#ffd683", "#e9e2d2", air * 0.6) if lit else tone("#3f5666")
            )
            c.rect(left - 2, y + 20, left + pitch * 0.52 + 2, y + 23, tone("#f2f4f4"))
        y += step


def _boiler_house(c: Canvas) -> None:
    c.shade(
        [(1128, 600), (1136, 240), (1168, 240), (1176, 600)],
        [(0, "#8d5a4a"), (0.5, "#a7705d"), (1, "#6b463d")],
        across=True,
    )
    for y in (262, 300):
        c.rect(1135, y, 1170, y + 14, "#e9e6df")
    c.rect(920, 470, 1330, 606, "#8f5e4d")
    c.rect(1240, 470, 1330, 606, "#734b40")
    c.poly([(906, 474), (930, 448), (1320, 448), (1344, 474)], "#f4f6f6")
    for i in range(5):
        c.rect(944 + i * 58, 506, 980 + i * 58, 566, "#f5cf83")
        c.line([(962 + i * 58, 506), (962 + i * 58, 566)], "#8f5e4d", 3)
        c.line([(944 + i * 58, 536), (980 + i * 58, 536)], "#8f5e4d", 3)
    c.rect(1262, 530, 1308, 606, "#123f57")


def _snow_ground(c: Canvas) -> None:
    ridge(c, 624, 26, 5, "#f3f6f7", "#dfe7eb", 900, waves=0.9)
    ridge(c, 716, 30, 17, "#ffffff", "#cfdbe2", 900, waves=0.7)
    for x in range(40, 1600, 130):
        c.glow(x, 690 + (x * 7) % 40, 120, "#b3c7d3", 0.5, ry=9)


def _heat_pipes(c: Canvas) -> None:
    for dx, dy, dark, light, band in ((0, 0, "#5f7380", "#f4f8fa", GOLD), (64, 78, "#53646f", "#e6edf0", RED)):
        y, left, right, top = 690 + dy, 470 + dx, 1010 + dx, 402 + dy * 0.9
        path = [(-60, y), (left, y), (left, top), (right, top), (right, y), (1660, y)]
        for x in (120 + dx, 330 + dx, 1180 + dx, 1420 + dx):
            c.rect(x - 17, y + 16, x + 17, y + 92, "#8b979d")
            c.rect(x - 26, y + 86, x + 26, y + 96, "#f8fafa", radius=4)
        for x0, x1 in ((-60, left + 30), (right - 30, 1660)):
            c.soft([(x0, y + 94), (x1, y + 94), (x1, y + 108), (x0, y + 108)], "#7893a3", 0.4, 9)
        tube(c, bend(path, 62), 56, dark, light)
        for x in (210 + dx, 690 + dx, 1280 + dx, 1520 + dx):
            yy = top if x == 690 + dx else y
            c.shade(
                [(x - 9, yy - 33), (x + 9, yy - 33), (x + 9, yy + 33), (x - 9, yy + 33)],
                [(0, mix(band, "#ffffff", 0.5)), (0.4, band), (1, mix(band, INK, 0.45))],
            )
        for x0, x1, yy in ((-40, left - 80, y), (right + 80, 1660, y), (left + 60, right - 60, top)):
            c.poly(
                [
                    (x0, yy - 25),
                    (x0 + 18, yy - 34),
                    (x1 - 18, yy - 35),
                    (x1, yy - 25),
                    (x1 - 60, yy - 20),
                    ((x0 + x1) / 2, yy - 24),
                    (x0 + 40, yy - 19),
                ],
                "#ffffff",
            )


def _snowfall(c: Canvas) -> None:
    rng = dice(7)
    for _ in range(420):
        x, y = rng.uniform(0, WIDTH), rng.uniform(0, 880)
        near = rng.random()
        c.disc(x, y, 1.2 + 3.2 * near * near, fade("#ffffff", 0.55 + 0.4 * near))
