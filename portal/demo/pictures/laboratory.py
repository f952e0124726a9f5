"""The laboratory."""

from __future__ import annotations

import math

from .built import link
from .canvas import BLUE, GOLD, INK, RED, WIDTH, Canvas, Colour, Point, dice, fade, mix, spline

# ---- laboratory: morning light on the bench


def laboratory(c: Canvas) -> None:
    """A bench with flasks and a microscope before a window."""
    c.wash(0, 0, WIDTH, 660, [(0, "#dfe6e3"), (1, "#eef0e9")])
    _lab_window(c)
    _shelf(c)
    c.wash(0, 640, WIDTH, 900, [(0, "#f9f7ef"), (0.16, "#eceae0"), (0.161, "#12506f"), (1, "#0a3a56")])
    c.rect(0, 640, WIDTH, 644, "#ffffff")
    _drawers(c)
    for x in (-20, 380, 780, 1180):
        c.mist([(x, 640), (x + 240, 640), (x + 110, 682), (x - 150, 682)], "#fffdf3", 0.9, 0.5)
    _retort(c)
    _glassware(c)
    _microscope(c, 1130, 664)
    _dishes(c)


def _drawers(c: Canvas) -> None:
    """Fronts under the bench, two stools before them."""
    for k in range(9):
        x = -60 + k * 190
        for y0, y1 in ((712, 772), (780, 872)):
            c.shade([(x, y0), (x + 182, y0), (x + 182, y1), (x, y1)], [(0, "#1a658f"), (1, "#14557a")])
            c.rect(x + 62, y0 + 16, x + 120, y0 + 22, GOLD, radius=3)
    c.veil(682, 724, "#04202f", 0.45, 0.0)
    c.rect(0, 880, WIDTH, 900, "#062739")
    for x in (330, 1010):
        c.rect(x - 7, 790, x + 7, 900, "#c9d3d5")
        c.line([(x - 52, 900), (x, 858), (x + 52, 900)], "#aebbc0", 9)
        c.disc(x, 856, 40, "#aebbc0", ry=9)
        c.disc(x, 856, 32, "#14557a", ry=6)
        c.rect(x - 66, 772, x + 66, 796, "#e9e6da", radius=11)
        c.disc(x, 774, 66, "#f8f6ee", ry=13)


def _lab_window(c: Canvas) -> None:
    for x in (60, 400):
        c.wash(x, 60, x + 310, 520, [(0, "#8fc3d8"), (0.65, "#d6ebec"), (1, "#f7eed3")])
        for k in range(6):
            h = 40 + (k * 67 + x) % 90
            c.rect(x + k * 52, 520 - h, x + k * 52 + 44, 520, fade("#7fa6b4", 0.5))
        for k in range(6):
            c.disc(x + 30 + k * 50, 516, 25, fade("#7fa98c", 0.85))
        c.rect(x, 520, x + 310, 560, "#eceee8")
        for u in (0, 151, 302):
            c.rect(x + u, 60, x + u + 8, 520, "#ffffff")
        c.rect(x, 250, x + 310, 257, "#ffffff")
    c.rect(44, 518, 726, 534, "#ffffff")
    c.rect(44, 534, 726, 540, "#cbd3d0")
    for x in (760, 1180):
        c.soft([(x, 20), (x + 190, 20), (x + 20, 640), (x - 230, 640)], "#fffbe8", 0.55, 14)


def _shelf(c: Canvas) -> None:
    for y in (196, 356):
        c.rect(820, y, 1540, y + 14, "#b98f62")
        c.rect(820, y + 14, 1540, y + 20, "#94704b")
        c.soft([(826, y + 20), (1536, y + 20), (1520, y + 44), (850, y + 44)], "#5f7480", 0.3, 8)
    rng = dice(8)
    for y in (196, 356):
        x = 850.0
        while x < 1490:
            if (960 if y > 200 else 930) < x < (1250 if y > 200 else 1080):
                x += 30  # the microscope stands before this part
                continue
            w, h = rng.uniform(34, 58), rng.uniform(64, 118)
            tone = rng.choice(("#a9cfd8", GOLD, "#2b7396", "#b9d3c4", "#d98f6b", "#e9e4d3"))
            c.rect(x, y - h * 0.78, x + w, y, tone, radius=6)
            c.rect(x + w * 0.3, y - h, x + w * 0.7, y - h * 0.74, mix(tone, "#ffffff", 0.3), radius=3)
            c.rect(x + w * 0.26, y - h - 6, x + w * 0.74, y - h + 6, "#173f58", radius=3)
            c.rect(x + w * 0.14, y - h * 0.5, x + w * 0.86, y - h * 0.2, fade("#fbf9f2", 0.92))
            c.rect(x + w * 0.08, y - h * 0.7, x + w * 0.2, y - 6, fade("#ffffff", 0.4))
            x += w + rng.uniform(12, 34)


def _vessel(c: Canvas, outline: list[Point], level: float, liquid: Colour) -> None:
    """Glass with a liquid up to the given height; outline runs left side, then right."""
    c.poly(outline, fade("#e6f3f4", 0.72))
    wet = [p for p in outline if p[1] >= level]
    left = [p for p in wet if p[0] <= sum(q[0] for q in outline) / len(outline)]
    right = [p for p in wet if p not in left]
    if left and right:
        edge = [(_cross_at(outline, level, -1), level), (_cross_at(outline, level, 1), level)]
        body = [edge[0], *left, *right, edge[1]]
        c.shade(body, [(0, mix(liquid, "#ffffff", 0.25)), (1, mix(liquid, INK, 0.12))])
        mid, half = (edge[0][0] + edge[1][0]) / 2, (edge[1][0] - edge[0][0]) / 2
        c.disc(mid, level, half, mix(liquid, "#ffffff", 0.5), ry=max(3.0, half * 0.1))
    c.line([*outline], fade("#6f9aa8", 0.85), 3, joint=True)


def _cross_at(outline: list[Point], y: float, side: int) -> float:
    xs = []
    for a, b in zip(outline, outline[1:], strict=False):
        if min(a[1], b[1]) <= y <= max(a[1], b[1]) and a[1] != b[1]:
            xs.append(a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]))
    return min(xs) if side < 0 else max(xs)


def _cone(x: float, base: float, w: float, h: float) -> list[Point]:
    neck = w * 0.16
    return [
        (x - neck * 1.3, base - h),
        (x - neck, base - h + 8),
        (x - neck, base - h * 0.68),
        (x - w / 2, base - 14),
        (x - w / 2 + 10, base),
        (x + w / 2 - 10, base),
        (x + w / 2, base - 14),
        (x + neck, base - h * 0.68),
        (x + neck, base - h + 8),
        (x + neck * 1.3, base - h),
    ]


def _round(x: float, base: float, r: float, h: float) -> list[Point]:
    neck = r * 0.26
    start = math.degrees(math.asin(neck / r))
    arc = [math.radians(a) for a in [90 + start + k * (360 - 2 * start) / 40 for k in range(41)]]
    body = [(x + r * math.cos(t), base - r - r * math.sin(t)) for t in arc]
    return [
        (x - neck * 1.3, base - h),
        (x - neck, base - h + 8),
        *body,
        (x + neck, base - h + 8),
        (x + neck * 1.3, base - h),
    ]


def _glassware(c: Canvas) -> None:
    for x, w in ((220, 190), (640, 170), (790, 120)):
        c.soft([(x - w * 0.4, 668), (x + w * 0.6, 668), (x + w * 1.2, 684), (x + w * 0.1, 684)], "#5d7480", 0.4, 6)
    _vessel(c, _cone(220, 680, 200, 270), 590, "#2b86b0")
    _vessel(c, _cone(640, 676, 170, 220), 606, GOLD)
    _vessel(
        c,
        [(740, 520), (744, 526), (744, 664), (752, 674), (838, 674), (846, 664), (846, 526), (850, 520)],
        580,
        "#5fa58c",
    )
    for k in range(5):
        c.rect(822, 552 + k * 22, 840, 554 + k * 22, "#6f9aa8")
    for x, y, r in ((200, 640, 6), (236, 620, 4), (214, 606, 3), (640, 640, 4), (652, 620, 3)):
        c.disc(x, y, r, fade("#ffffff", 0.55))
    for x, y0, y1 in ((150, 600, 660), (588, 620, 660), (752, 540, 650)):
        c.line([(x, y1), (x + 10, y0)], fade("#ffffff", 0.7), 6, caps=True)


def _retort(c: Canvas) -> None:
    """A round flask held in a stand above a burner."""
    c.rect(330, 664, 520, 676, "#24404f", radius=4)
    c.rect(344, 250, 354, 666, "#6d828c")
    c.rect(350, 396, 440, 406, "#6d828c")
    c.rect(338, 388, 362, 414, "#24404f", radius=3)
    _vessel(c, _round(452, 576, 84, 250), 500, "#c9503a")
    c.rect(428, 384, 476, 412, "#24404f", radius=4)
    c.glow(452, 604, 90, "#ffd892", 0.8)
    c.poly(spline([(436, 630), (430, 606), (452, 576), (474, 606), (468, 630)], 8, closed=True), "#f0a94b")
    c.poly(spline([(444, 630), (442, 614), (452, 596), (462, 614), (460, 630)], 8, closed=True), "#fff0c4")
    c.rect(440, 630, 464, 662, "#46606c")
    c.rect(420, 658, 484, 670, "#24404f", radius=4)
    c.line([(396, 520), (402, 470)], fade("#ffffff", 0.65), 7, caps=True)


def _microscope(c: Canvas, x: float, base: float) -> None:
    dark, body, lit = "#16384c", "#f4f3ec", "#ffffff"
    c.soft([(x - 110, base + 6), (x + 210, base + 6), (x + 280, base + 24), (x - 60, base + 24)], "#5d7480", 0.5, 8)
    c.poly([(x - 130, base + 12), (x - 112, base - 26), (x + 150, base - 26), (x + 170, base + 12)], dark)
    c.rect(x - 96, base - 40, x + 120, base - 24, "#2b5a73", radius=5)
    arm = spline([(x + 96, base - 30), (x + 150, base - 130), (x + 140, base - 250), (x + 60, base - 330)], 12)
    c.line(arm, "#a9b6b9", 60, joint=True, caps=True)
    c.line([(px - 5, py - 3) for px, py in arm], "#d9dfdd", 48, joint=True, caps=True)
    c.line([(px - 12, py - 7) for px, py in arm], body, 24, joint=True, caps=True)
    c.disc(x + 128, base - 110, 32, dark)
    c.disc(x + 128, base - 110, 20, "#5f8698")
    c.rect(x - 112, base - 128, x + 112, base - 108, dark, radius=4)
    c.rect(x - 60, base - 134, x + 20, base - 128, "#bfe0e8")
    c.glow(x - 26, base - 124, 70, "#fff3cf", 0.8, ry=40)
    c.rect(x - 58, base - 84, x + 10, base - 40, "#2b5a73", radius=6)
    for turn, long in ((0, 96), (-34, 78), (34, 74)):
        a = math.radians(turn)
        tip = (x - 24 + math.sin(a) * long, base - 236 + math.cos(a) * long)
        c.line([(x - 24, base - 236), tip], "#8fa3ab", 30)
        c.line([((x - 24 + tip[0]) / 2, (base - 236 + tip[1]) / 2), tip], GOLD if turn else "#c9d0cf", 22)
    c.disc(x - 24, base - 240, 46, dark, ry=26)
    head = spline(
        [
            (x - 62, base - 262),
            (x - 62, base - 336),
            (x - 20, base - 368),
            (x + 70, base - 366),
            (x + 108, base - 322),
            (x + 60, base - 280),
            (x + 10, base - 262),
        ],
        8,
        closed=True,
    )
    c.shade(head, [(0, lit), (1, "#d3dad9")])
    c.rect(x - 56, base - 296, x + 16, base - 286, BLUE)
    link(c, (x - 8, base - 352), (x - 92, base - 436), 25, 21, "#b9c4c6")
    link(c, (x - 12, base - 356), (x - 95, base - 439), 18, 15, lit)
    link(c, (x - 94, base - 438), (x - 122, base - 466), 19, 22, dark)


def _dishes(c: Canvas) -> None:
    for x, tone in ((930, "#d98f6b"), (1410, "#6fae96"), (1500, GOLD)):
        c.disc(x + 6, 676, 58, fade("#5d7480", 0.35), ry=14)
        c.disc(x, 668, 54, "#cfe2e4", ry=15)
        c.disc(x, 664, 54, "#f1f8f7", ry=15)
        c.disc(x, 664, 46, tone, ry=11)
        c.disc(x - 12, 661, 16, fade("#ffffff", 0.4), ry=4)
    for k in range(5):
        x = 1390 + k * 34
        c.rect(x, 470, x + 20, 610, fade("#e6f3f4", 0.8), radius=10)
        c.rect(x, 540 - k * 12, x + 20, 610, ("#2b86b0", GOLD, "#5fa58c", RED, "#2b86b0")[k], radius=10)
        c.rect(x + 4, 486, x + 8, 600, fade("#ffffff", 0.6))
    c.rect(1374, 520, 1556, 532, "#a97f55")
    c.rect(1374, 606, 1556, 622, "#a97f55")
    for x in (1374, 1546):
        c.rect(x, 520, x + 10, 640, "#94704b")
