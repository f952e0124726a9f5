"""Trees, clouds, hills and people: parts the scenes share."""

from __future__ import annotations

import math
import random

from .canvas import HEIGHT, WIDTH, Canvas, Colour, Point, fade, mix, spline

GREEN = "#3f6b5a"
MOSS = "#5d8468"
SAGE = "#8fae93"
STRAW = "#cfc79a"
GINKGO = "#dba53f"


def ridge(c: Canvas, base: float, rise: float, seed: int, top: Colour, foot: Colour,
          bottom: float = HEIGHT, waves: float = 1.0) -> list[Point]:
    """A range of hills from edge to edge, lighter at its foot as in mist."""
    rng = random.Random(seed)
    parts = [(rng.uniform(0.6, 1.4) * waves * n, rng.uniform(0, math.tau), 1 / n)
             for n in (1, 2.1, 3.7, 7.3)]
    line = []
    for x in range(-20, WIDTH + 41, 20):
        wave = sum(a * math.sin(f * x / WIDTH * math.tau + p) for f, p, a in parts) / 2.0
        line.append((x, base - rise * (0.5 + 0.5 * wave)))
    c.shade([*line, (WIDTH + 20, bottom), (-20, bottom)], [(0, top), (1, foot)])
    return line


def cloud(c: Canvas, x: float, y: float, wide: float, colour: Colour, alpha: float = 0.9,
          seed: int = 1) -> None:
    """A flat-bottomed cloud of a few rounded heads in two tones."""
    rng = random.Random(seed)
    heads = 7
    shade = mix(colour, "#8fb0c2", 0.28)
    for tone, lift, grow in ((fade(shade, alpha), 0.0, 1.0), (fade(colour, 1), -0.016, 0.9)):
        rng.seed(seed)
        for i in range(heads):
            t = (i + 0.5) / heads
            r = wide * (0.05 + 0.1 * math.sin(math.pi * t) * rng.uniform(0.65, 1.15))
            cx = x + wide * (t - 0.5) * 0.86
            cy = y + lift * wide - r * 0.62
            c.disc(cx, cy, r * grow, tone)
        low = y + lift * wide
        c.rect(x - wide * 0.47, low - wide * 0.062, x + wide * 0.47, low, tone,
               radius=wide * 0.031)


def streaks(c: Canvas, rows: list[tuple[float, float, float, float]], colour: Colour,
            alpha: float = 0.5) -> None:
    """Long thin clouds: x, y, length, thickness."""
    for x, y, wide, tall in rows:
        c.rect(x, y, x + wide, y + tall, fade(colour, alpha), radius=tall / 2)


def tree(c: Canvas, x: float, base: float, h: float, leaf: Colour, seed: int = 1,
         light: float = -1, trunk: Colour = "#4b4a44", wide: float = 1.0) -> None:
    """A broad-leaved tree; light is the side the sun stands on (-1 left, 1 right)."""
    rng = random.Random(seed)
    top = base - h * 0.62
    c.poly([(x - h * 0.022, base), (x + h * 0.022, base), (x + h * 0.012, top),
            (x - h * 0.012, top)], trunk)
    for side in (-1, 1):
        c.line([(x, base - h * 0.34), (x + side * h * 0.13, base - h * 0.52)], trunk, h * 0.016)
    puffs = []
    for i in range(9):
        turn = math.tau * i / 9 + rng.uniform(-0.2, 0.2)
        reach = rng.uniform(0.15, 0.2) * h
        puffs.append((x + math.cos(turn) * reach * 1.15 * wide,
                      top + math.sin(turn) * reach * 0.92, h * rng.uniform(0.13, 0.175)))
    puffs.append((x, top, h * 0.25))
    dark, lit = mix(leaf, "#0d3340", 0.34), mix(leaf, "#fdf2cf", 0.3)
    for tone, move, grow in ((dark, 0.0, 1.0), (leaf, 0.035, 0.86), (lit, 0.085, 0.48)):
        for px, py, r in puffs:
            if grow < 0.5 and (py > top or (px - x) * light < -h * 0.03):
                continue
            c.disc(px + light * h * move * 0.8, py - h * move, r * grow, tone)


def poplar(c: Canvas, x: float, base: float, h: float, leaf: Colour, light: float = -1,
           slim: float = 0.15) -> None:
    """A tall narrow tree, half in the light."""
    c.rect(x - h * 0.012, base - h * 0.2, x + h * 0.012, base, "#4b4a44")
    body = [(0, 0.0), (0.75, 0.2), (1, 0.46), (0.78, 0.74), (0.42, 0.9), (0, 1.0)]
    def side(sign: float) -> list[Point]:
        return spline([(x + sign * u * slim * h, base - h * (0.08 + 0.92 * v)) for u, v in body], 8)
    c.poly(side(light), mix(leaf, "#fdf2cf", 0.16))
    c.poly(side(-light), mix(leaf, "#0d3340", 0.24))


def conifer(c: Canvas, x: float, base: float, h: float, leaf: Colour, light: float = -1,
            snow: Colour | None = None) -> None:
    """A fir in four tiers; snow lies on the tiers when given."""
    c.rect(x - h * 0.02, base - h * 0.12, x + h * 0.02, base, "#4b4a44")
    for i in range(4):
        low, up = base - h * (0.08 + 0.2 * i), base - h * (0.44 + 0.187 * i)
        w = h * (0.25 - 0.05 * i)
        c.poly([(x - w, low), (x, up), (x + w, low)], mix(leaf, "#0d3340", 0.22))
        c.poly([(x + light * w, low), (x, up), (x, low - h * 0.02)], leaf)
        if snow:
            c.poly([(x - w * 0.62, low - (low - up) * 0.38), (x, up - h * 0.012),
                    (x + w * 0.62, low - (low - up) * 0.38), (x + w * 0.2, low - (low - up) * 0.5),
                    (x - w * 0.1, low - (low - up) * 0.36)], snow)


def bare_tree(c: Canvas, x: float, base: float, h: float, colour: Colour, seed: int = 1) -> None:
    """A leafless winter tree."""
    rng = random.Random(seed)

    def grow(px: float, py: float, turn: float, long: float, width: float, left: int) -> None:
        qx, qy = px + math.sin(turn) * long, py - math.cos(turn) * long
        c.line([(px, py), (qx, qy)], colour, width, caps=left > 3)
        if left:
            for bend in (-0.42, 0.0, 0.4):
                grow(qx, qy, turn + bend + rng.uniform(-0.14, 0.14),
                     long * rng.uniform(0.58, 0.76), width * 0.62, left - 1)

    grow(x, base, 0.0, h * 0.32, h * 0.03, 4)


def willow(c: Canvas, x: float, base: float, h: float, leaf: Colour, seed: int = 1) -> None:
    """A willow with hanging branches."""
    rng = random.Random(seed)
    dark, lit = mix(leaf, "#0d3340", 0.3), mix(leaf, "#f7f1cf", 0.34)
    trunk = spline([(x, base), (x - h * 0.02, base - h * 0.3), (x + h * 0.03, base - h * 0.62)], 8)
    c.line(trunk, "#463f38", h * 0.04, joint=True)
    c.disc(x, base - h * 0.74, h * 0.33, dark, ry=h * 0.24)
    for i in range(64):
        t = rng.uniform(-1, 1)
        px = x + t * h * 0.4
        top = base - h * (0.74 + 0.22 * math.sqrt(max(0.0, 1 - t * t))) + rng.uniform(0, h * 0.16)
        drop = h * rng.uniform(0.3, 0.56) * (0.75 + 0.4 * abs(t))
        sway = t * h * 0.08
        tone = (dark, leaf, leaf, lit)[i % 4]
        c.line(spline([(px, top), (px + sway, top + drop * 0.5), (px + sway * 1.2, top + drop)], 6),
               tone, h * rng.uniform(0.008, 0.02), joint=True, caps=True)


def hedge(c: Canvas, x0: float, x1: float, base: float, h: float, leaf: Colour,
          seed: int = 1) -> None:
    """A row of rounded bushes in two tones."""
    rng = random.Random(seed)
    dark, x = mix(leaf, "#0d3340", 0.3), x0
    while x < x1:
        r = h * rng.uniform(0.42, 0.6)
        c.disc(x, base - r * 0.8, r, dark)
        c.disc(x - r * 0.1, base - r * 1.0, r * 0.78, leaf)
        x += r * 1.15
    c.rect(x0 - h * 0.4, base - h * 0.34, x1 + h * 0.4, base, dark, radius=h * 0.16)


def person(c: Canvas, x: float, base: float, h: float, coat: Colour, step: float = 0.0,
           skin: Colour = "#e2b48f", legs: Colour = "#22384a", helmet: Colour | None = None) -> None:
    """A small simple figure; step is the stride (0 standing, 1 walking)."""
    hip, neck, w = base - h * 0.46, base - h * 0.83, h * 0.105
    for side in (-1, 1):
        foot = x + side * h * (0.045 + 0.1 * abs(step))
        c.poly([(x + side * h * 0.01 - h * 0.045, hip), (x + side * h * 0.01 + h * 0.045, hip),
                (foot + h * 0.03, base), (foot - h * 0.035, base)], legs)
    c.poly(spline([(x - w, neck + h * 0.05), (x, neck - h * 0.01), (x + w, neck + h * 0.05),
                   (x + w * 0.92, hip + h * 0.06), (x - w * 0.92, hip + h * 0.06)], 5, closed=True),
           coat)
    for side in (-1, 1):
        c.line([(x + side * w * 0.95, neck + h * 0.07),
                (x + side * (w * 1.15 + h * 0.05 * abs(step)), hip + h * 0.02)],
               mix(coat, "#0d2433", 0.2), h * 0.06, caps=True)
    c.disc(x, base - h * 0.915, h * 0.073, skin)
    cap = helmet or "#2a2f36"
    top = base - h * 0.93
    c.poly([(x + h * 0.082 * math.cos(t), top - h * 0.075 * math.sin(t))
            for t in [math.pi * i / 12 for i in range(13)]], cap)
    if helmet:
        c.line([(x - h * 0.1, top), (x + h * 0.1, top)], cap, h * 0.022)


def seated(c: Canvas, x: float, base: float, h: float, coat: Colour,
           skin: Colour = "#e2b48f") -> None:
    """Head and shoulders of someone behind a desk; base is the desk's edge."""
    w = h * 0.34
    c.poly(spline([(x - w, base), (x - w * 0.86, base - h * 0.42), (x, base - h * 0.58),
                   (x + w * 0.86, base - h * 0.42), (x + w, base)], 6), coat)
    c.rect(x - h * 0.07, base - h * 0.66, x + h * 0.07, base - h * 0.5, mix(skin, "#8a5a3c", 0.25))
    c.disc(x, base - h * 0.8, h * 0.17, skin, ry=h * 0.2)
    c.poly([(x + h * 0.19 * math.cos(t), base - h * 0.82 - h * 0.2 * math.sin(t))
            for t in [math.pi * i / 12 for i in range(13)]], "#2a2f36")
