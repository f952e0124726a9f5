"""Trees, clouds, hills and people: parts the scenes share."""

from __future__ import annotations

import math

from .canvas import HEIGHT, WIDTH, Canvas, Colour, Point, dice, fade, mix, spline

GREEN = "#3f6b5a"
MOSS = "#5d8468"
SAGE = "#8fae93"
STRAW = "#cfc79a"
GINKGO = "#dba53f"


def ridge(
    c: Canvas,
    base: float,
    rise: float,
    seed: int,
    top: Colour,
    foot: Colour,
    bottom: float = HEIGHT,
    waves: float = 1.0,
) -> list[Point]:
    """A range of hills from edge to edge, lighter at its foot as in mist."""
    rng = dice(seed)
    parts = [(rng.uniform(0.6, 1.4) * waves * n, rng.uniform(0, math.tau), 1 / n) for n in (1, 2.1, 3.7, 7.3)]
    line = []
    for x in range(-20, WIDTH + 41, 20):
        wave = sum(a * math.sin(f * x / WIDTH * math.tau + p) for f, p, a in parts) / 2.0
        line.append((x, base - rise * (0.5 + 0.5 * wave)))
    c.shade([*line, (WIDTH + 20, bottom), (-20, bottom)], [(0, top), (1, foot)])
    return line


def cloud(
    c: Canvas,
    x: float,
    y: float,
    wide: float,
    colour: Colour = "#ffffff",
    alpha: float = 0.96,
    seed: int = 1,
    foot: float = 0.12,
) -> None:
    """A flat-bottomed cloud that thins out downwards."""
    for share, low, shift in ((1.0, y, 0.0), (0.62, y - wide * 0.012, -0.1)):
        rng = dice(seed)
        heads = []
        for i in range(8):
            t = (i + 0.5) / 8
            heads.append(
                (
                    x + wide * ((t - 0.5) * 0.86 * share + shift),
                    wide * share * (0.035 + 0.125 * math.sin(math.pi * t) ** 1.5 * rng.uniform(0.6, 1.2)),
                )
            )
        half, edge = wide * 0.5 * share, []
        for k in range(121):
            px = x + wide * shift - half + 2 * half * k / 120
            rise = max(
                (math.sqrt(r * r - (px - cx) ** 2) + r * 0.25 for cx, r in heads if abs(px - cx) < r), default=0.0
            )
            end = 1 - abs(2 * k / 120 - 1) ** 8
            edge.append((px, low - max(rise, wide * 0.02 * share) * end))
        c.mist(edge, colour, alpha * share, foot)


def streaks(c: Canvas, rows: list[tuple[float, float, float, float]], colour: Colour, alpha: float = 0.5) -> None:
    """Long thin clouds: x, y, length, thickness."""
    for x, y, wide, tall in rows:
        c.disc(x + wide * 0.5, y, wide * 0.5, fade(colour, alpha), ry=tall * 0.5)
        c.disc(x + wide * 0.62, y + tall * 0.3, wide * 0.3, fade(colour, alpha), ry=tall * 0.5)


def tree(
    c: Canvas,
    x: float,
    base: float,
    h: float,
    leaf: Colour,
    seed: int = 1,
    light: float = -1,
    trunk: Colour = "#4b4a44",
    wide: float = 1.0,
    glint: float = 0.26,
) -> None:
    """A broad-leaved tree; light is the side the sun stands on (-1 left, 1 right)."""
    rng = dice(seed)
    top, detail = base - h * 0.62, min(3.0, max(1.0, h / 230))
    c.poly([(x - h * 0.022, base), (x + h * 0.022, base), (x + h * 0.012, top), (x - h * 0.012, top)], trunk)
    for side in (-1, 1):
        c.line([(x, base - h * 0.34), (x + side * h * 0.13, base - h * 0.52)], trunk, h * 0.016)
    dark, lit = mix(leaf, "#0d3340", 0.32), mix(leaf, "#fdf2cf", glint)
    puffs, n = [(0.0, 0.0, 0.23)], round(15 * detail**0.6)
    for i in range(n):
        turn = math.tau * i / n + rng.uniform(-0.15, 0.15)
        reach = rng.uniform(0.17, 0.225)
        puffs.append(
            (math.cos(turn) * reach * wide, math.sin(turn) * reach * 0.94, rng.uniform(0.075, 0.115) / detail**0.3)
        )
    for px, py, r in puffs:
        c.disc(x + px * h, top + py * h, r * h, dark)
    for px, py, r in puffs:
        c.disc(x + (px * 0.86 + light * 0.03) * h, top + (py * 0.86 - 0.03) * h, r * 0.92 * h, leaf)
    for _ in range(round(26 * detail**2)):
        turn, reach = rng.uniform(0, math.tau), 0.24 * math.sqrt(rng.random())
        px, py = math.cos(turn) * reach * wide, math.sin(turn) * reach
        # Leaves catch the light above, on the sun's side; below they stay in the dark.
        side = px * light - py
        tone = lit if side > 0.03 else dark if side < -0.15 else None
        if tone:
            r = h / detail
            c.disc(x + px * h, top + py * h, r * rng.uniform(0.018, 0.05), tone, ry=r * rng.uniform(0.014, 0.034))


def poplar(c: Canvas, x: float, base: float, h: float, leaf: Colour, light: float = -1, slim: float = 0.15) -> None:
    """A tall narrow tree, half in the light."""
    c.rect(x - h * 0.012, base - h * 0.2, x + h * 0.012, base, "#4b4a44")
    body = [(0, 0.0), (0.75, 0.2), (1, 0.46), (0.78, 0.74), (0.42, 0.9), (0, 1.0)]

    def side(sign: float) -> list[Point]:
        return spline([(x + sign * u * slim * h, base - h * (0.08 + 0.92 * v)) for u, v in body], 8)

    c.poly(side(light), mix(leaf, "#fdf2cf", 0.16))
    c.poly(side(-light), mix(leaf, "#0d3340", 0.24))


def conifer(
    c: Canvas, x: float, base: float, h: float, leaf: Colour, light: float = -1, snow: Colour | None = None
) -> None:
    """A fir in four tiers; snow lies on the tiers when given."""
    c.rect(x - h * 0.02, base - h * 0.12, x + h * 0.02, base, "#4b4a44")
    for i in range(4):
        low, up = base - h * (0.08 + 0.2 * i), base - h * (0.44 + 0.187 * i)
        w = h * (0.25 - 0.05 * i)
        c.poly([(x - w, low), (x, up), (x + w, low)], mix(leaf, "#0d3340", 0.22))
        c.poly([(x + light * w, low), (x, up), (x, low - h * 0.02)], leaf)
        if snow:
            c.poly(
                [
                    (x - w * 0.62, low - (low - up) * 0.38),
                    (x, up - h * 0.012),
                    (x + w * 0.62, low - (low - up) * 0.38),
                    (x + w * 0.2, low - (low - up) * 0.5),
                    (x - w * 0.1, low - (low - up) * 0.36),
                ],
                snow,
            )


def bare_tree(c: Canvas, x: float, base: float, h: float, colour: Colour, seed: int = 1) -> None:
    """A leafless winter tree."""
    rng = dice(seed)

    def grow(px: float, py: float, turn: float, long: float, width: float, left: int) -> None:
        qx, qy = px + math.sin(turn) * long, py - math.cos(turn) * long
        c.line([(px, py), (qx, qy)], colour, width, caps=left > 3)
        if left:
            for bend in (-0.42, 0.0, 0.4):
                grow(
                    qx,
                    qy,
                    turn + bend + rng.uniform(-0.14, 0.14),
                    long * rng.uniform(0.58, 0.76),
                    width * 0.62,
                    left - 1,
                )

    grow(x, base, 0.0, h * 0.32, h * 0.03, 4)


def willow(c: Canvas, x: float, base: float, h: float, leaf: Colour, seed: int = 1) -> None:
    """A willow: arched limbs, and branches that hang from them like a curtain."""
    rng = dice(seed)
    dark, lit = mix(leaf, "#0d3340", 0.3), mix(leaf, "#f7f1cf", 0.34)
    fork = (x + h * 0.02, base - h * 0.5)
    c.line(spline([(x, base), (x - h * 0.025, base - h * 0.25), fork], 8), "#463f38", h * 0.036, joint=True)
    ends = (-0.34, -0.2, -0.06, 0.09, 0.22, 0.35)
    crown = []
    for u in ends:
        peak = base - h * (0.95 - 0.5 * abs(u) ** 1.2)
        limb = spline(
            [
                fork,
                (x + u * h * 0.5, peak + h * 0.06),
                (x + u * h, peak + h * 0.02),
                (x + u * h * 1.2, peak + h * 0.12),
            ],
            8,
        )
        c.line(limb, "#463f38", h * 0.012, joint=True)
        crown += limb[6:]
    for px, py in crown:
        c.disc(px, py, h * rng.uniform(0.045, 0.085), dark, ry=h * rng.uniform(0.035, 0.06))
    for tone, count in ((dark, 90), (leaf, 100), (lit, 46)):
        for _ in range(round(count * min(1.0, 0.3 + h / 900))):
            px, py = crown[rng.randrange(len(crown))]
            px, py = px + rng.gauss(0, h * 0.04), py + rng.uniform(-0.05, 0.03) * h
            drop = (base - h * 0.1 - py) * rng.uniform(0.3, 0.86)
            sway = (px - x) * 0.16 + rng.uniform(-0.01, 0.01) * h
            c.line(
                spline([(px, py), (px + sway, py + drop * 0.45), (px + sway * 1.1, py + drop)], 5),
                tone,
                h * rng.uniform(0.005, 0.013),
            )


def hedge(c: Canvas, x0: float, x1: float, base: float, h: float, leaf: Colour, seed: int = 1) -> None:
    """A row of rounded bushes in two tones."""
    rng = dice(seed)
    dark, x = mix(leaf, "#0d3340", 0.3), x0
    while x < x1:
        r = h * rng.uniform(0.42, 0.6)
        c.disc(x, base - r * 0.8, r, dark)
        c.disc(x - r * 0.1, base - r * 1.0, r * 0.78, leaf)
        x += r * 1.15
    c.rect(x0 - h * 0.4, base - h * 0.34, x1 + h * 0.4, base, dark, radius=h * 0.16)


def person(
    c: Canvas,
    x: float,
    base: float,
    h: float,
    coat: Colour,
    step: float = 0.0,
    skin: Colour = "#e2b48f",
    legs: Colour = "#22384a",
    helmet: Colour | None = None,
    back: bool = False,
    bob: bool = False,
) -> None:
    """A small simple figure; step is the stride (0 standing, 1 walking)."""
    hip, neck, w = base - h * 0.46, base - h * 0.83, h * 0.1
    for side in (-1, 1):
        foot = x + side * h * (0.045 + 0.1 * abs(step))
        c.poly(
            [
                (x + side * h * 0.015 - h * 0.05, hip),
                (x + side * h * 0.015 + h * 0.05, hip),
                (foot + h * 0.032, base),
                (foot - h * 0.035, base),
            ],
            legs,
        )
    sleeve = mix(coat, "#0d2433", 0.18)
    for side in (-1, 1):
        hand = (x + side * (w * 1.2 + h * 0.06 * abs(step)), hip + h * 0.01)
        c.line([(x + side * w * 0.86, neck + h * 0.06), hand], sleeve, h * 0.055, caps=True)
        c.disc(hand[0], hand[1] + h * 0.028, h * 0.024, skin)
    half = [(0.3, -0.005), (0.78, 0.018), (1.0, 0.08), (0.94, 0.22), (1.0, 0.42)]
    c.poly([(x - w * u, neck + h * v) for u, v in reversed(half)] + [(x + w * u, neck + h * v) for u, v in half], coat)
    c.rect(x - h * 0.026, neck - h * 0.03, x + h * 0.026, neck + h * 0.012, mix(skin, "#7a4a30", 0.2))
    _head(c, x, base - h * 0.915, h * 0.073, skin, helmet, back, bob)


def _head(c: Canvas, x: float, y: float, r: float, skin: Colour, helmet: Colour | None, back: bool, bob: bool) -> None:
    hair = "#2a2f36"
    if bob:
        c.rect(x - r * 1.1, y - r * 0.5, x + r * 1.1, y + r * 1.25, hair, radius=r * 0.5)
    c.disc(x, y, r, hair if back else skin, ry=r * 1.08)
    cap = helmet or hair
    c.poly(
        [(x + r * 1.1 * math.cos(t), y - r * 0.18 - r * math.sin(t)) for t in [math.pi * i / 12 for i in range(13)]],
        cap,
    )
    if helmet:
        c.line([(x - r * 1.35, y - r * 0.2), (x + r * 1.35, y - r * 0.2)], cap, r * 0.3)


def seated(
    c: Canvas,
    x: float,
    base: float,
    h: float,
    coat: Colour,
    skin: Colour = "#e2b48f",
    back: bool = False,
    bob: bool = False,
) -> None:
    """Head and shoulders of someone behind a desk; base is the desk's edge."""
    w = h * 0.34
    c.poly(
        spline(
            [
                (x - w, base),
                (x - w * 0.86, base - h * 0.42),
                (x, base - h * 0.58),
                (x + w * 0.86, base - h * 0.42),
                (x + w, base),
            ],
            6,
        ),
        coat,
    )
    c.rect(x - h * 0.07, base - h * 0.66, x + h * 0.07, base - h * 0.5, mix(skin, "#8a5a3c", 0.25))
    _head(c, x, base - h * 0.8, h * 0.175, skin, None, back, bob)
