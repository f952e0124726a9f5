"""Pylons, cranes, lamps and vehicles: parts the scenes share."""

from __future__ import annotations

import math

from .canvas import Canvas, Colour, Point, fade, mix

BOX_COLOURS = ("#0f5a85", "#b8462f", "#d79a43", "#3f7d83", "#7c8f98", "#dcd6c6")  # shipping containers


def sag(p: Point, q: Point, drop: float) -> list[Point]:
    """A hanging cable between two points."""
    out = []
    for i in range(25):
        t = i / 24
        out.append((p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t + drop * 4 * t * (1 - t)))
    return out


def truss(c: Canvas, a: Point, b: Point, deep: float, bays: int, colour: Colour, width: float) -> None:
    """A lattice girder: two chords and a zigzag; deep is measured upright to the chord."""
    long = math.hypot(b[0] - a[0], b[1] - a[1])
    nx, ny = (b[1] - a[1]) / long * deep, -(b[0] - a[0]) / long * deep
    c.line([a, b], colour, width)
    c.line([(a[0] + nx, a[1] + ny), (b[0] + nx, b[1] + ny)], colour, width)
    zigzag = []
    for i in range(2 * bays + 1):
        t, lift = i / (2 * bays), i % 2
        zigzag.append((a[0] + (b[0] - a[0]) * t + nx * lift, a[1] + (b[1] - a[1]) * t + ny * lift))
    c.line(zigzag, colour, width * 0.6)


def pylon(c: Canvas, x: float, base: float, h: float, colour: Colour, width: float) -> list[Point]:
    """A high-voltage tower; returns where its cables hang."""
    foot, waist, neck = h * 0.13, h * 0.035, h * 0.022
    y1, y2, top = base - h * 0.58, base - h * 0.93, base - h
    for side in (-1, 1):
        c.line([(x + side * foot, base), (x + side * waist, y1), (x + side * neck, y2), (x, top)], colour, width)
    levels = [(base - h * 0.58 * t, foot + (waist - foot) * t) for t in (0, 0.28, 0.52, 0.72, 0.87, 1)]
    levels += [(y1 + (y2 - y1) * t, waist + (neck - waist) * t) for t in (0.25, 0.5, 0.75, 1)]
    for (ya, wa), (yb, wb) in zip(levels, levels[1:], strict=False):
        c.line([(x - wa, ya), (x + wb, yb)], colour, width * 0.55)
        c.line([(x + wa, ya), (x - wb, yb)], colour, width * 0.55)
        c.line([(x - wb, yb), (x + wb, yb)], colour, width * 0.55)
    hooks = []
    for share, reach in ((0.62, 0.19), (0.75, 0.23), (0.88, 0.17)):
        y = base - h * share
        for side in (-1, 1):
            tip = (x + side * h * reach, y)
            c.line([(x, y - h * 0.035), tip, (x, y + h * 0.012)], colour, width * 0.7)
            c.line([tip, (tip[0], y + h * 0.045)], colour, width * 0.8)
            hooks.append((tip[0], y + h * 0.045))
    return hooks


def tower_crane(
    c: Canvas,
    x: float,
    base: float,
    h: float,
    jib: float,
    colour: Colour,
    width: float,
    drop: float = 0.3,
    at: float = 0.7,
) -> Point:
    """A tower crane; jib is its reach (negative: to the left). Returns the hook."""
    w, side, slew = h * 0.026, 1 if jib > 0 else -1, base - h * 0.86
    _mast(c, x, base, h, colour, width)
    apex, tail = (x, base - h), x - jib * 0.3
    left, right = sorted((x, x + jib))
    truss(c, (left, slew), (right, slew), h * 0.03, max(10, round(abs(jib) / (h * 0.036))), colour, width * 0.7)
    c.line([(x, slew), (tail, slew)], colour, width * 1.6)
    weight = sorted((tail, tail + side * h * 0.05))
    c.rect(weight[0], slew - h * 0.006, weight[1], slew + h * 0.04, colour)
    for end in (x + jib * 0.48, x + jib * 0.86, tail + side * h * 0.03):
        c.line([apex, (end, slew - h * 0.02)], colour, width * 0.5)
    cab = sorted((x, x + side * w * 2.4))
    c.rect(cab[0], slew + h * 0.004, cab[1], slew + h * 0.042, colour)
    hook = (x + jib * at, slew + h * drop)
    c.line([(hook[0], slew), hook], colour, width * 0.45)
    c.rect(hook[0] - h * 0.016, slew, hook[0] + h * 0.016, slew + h * 0.014, colour)
    return hook


def _mast(c: Canvas, x: float, base: float, h: float, colour: Colour, width: float) -> None:
    """The lattice tower of a crane, its turntable and the tip above."""
    w, slew = h * 0.026, base - h * 0.86
    bays = max(8, round(h * 0.86 / (w * 2.4)))
    for i in range(bays):
        ya, yb = base + (slew - base) * i / bays, base + (slew - base) * (i + 1) / bays
        s = 1 if i % 2 else -1
        c.line([(x - s * w, ya), (x + s * w, yb)], colour, width * 0.55)
        c.line([(x - w, yb), (x + w, yb)], colour, width * 0.5)
    c.rect(x - w * 1.5, slew - h * 0.008, x + w * 1.5, slew + h * 0.012, colour)
    for s in (-1, 1):
        c.line([(x + s * w, base), (x + s * w, slew), (x, base - h)], colour, width)
    for t in (0.3, 0.6):
        left, right = (x - w * (1 - t), slew - h * 0.14 * t), (x + w * (0.8 - t), slew - h * 0.14 * (t + 0.2))
        c.line([left, right], colour, width * 0.6)


def lamp(c: Canvas, x: float, base: float, h: float, colour: Colour, width: float, side: int = 1) -> Point:
    """A street lamp with a bent arm; returns the place of its light."""
    c.line([(x, base), (x, base - h * 0.9)], colour, width)
    reach = h * 0.15 * side
    arm = [
        (x + reach * (1 - math.cos(t)), base - h * 0.9 - h * 0.08 * math.sin(t))
        for t in [math.pi / 2 * i / 8 for i in range(9)]
    ]
    c.line(arm, colour, width * 0.8)
    end = arm[-1]
    c.line(arm[-2:] + [(end[0] + reach * 0.9, end[1])], colour, width * 0.8)
    c.line([(end[0] + reach * 0.3, end[1]), (end[0] + reach * 1.1, end[1])], colour, width * 1.5)
    return (end[0] + reach * 0.7, end[1] + width)


def wheel(c: Canvas, x: float, y: float, r: float) -> None:
    c.disc(x, y, r, "#1b2630")
    c.disc(x, y, r * 0.5, "#a9b4ba")
    c.disc(x, y, r * 0.2, "#4c5a63")


def truck(
    c: Canvas, x: float, base: float, h: float, body: Colour, cab: Colour, side: int = 1, long: float = 2.6
) -> None:
    """A lorry seen from the side; x is the middle, side the way it faces."""

    def X(u: float) -> float:
        return x + side * u * h

    def bar(u0: float, y0: float, u1: float, y1: float, tone: Colour, radius: float = 0) -> None:
        c.rect(min(X(u0), X(u1)), y0, max(X(u0), X(u1)), y1, tone, radius)

    r, half = h * 0.15, long / 2
    bar(-half, base - h * 0.32, half + 0.55, base - h * 0.2, "#24333f")
    bar(-half, base - h, half - 0.12, base - h * 0.27, body, h * 0.02)
    bar(-half, base - h, half - 0.12, base - h * 0.93, mix(body, "#ffffff", 0.35), h * 0.02)
    bar(-half, base - h * 0.36, half - 0.12, base - h * 0.27, mix(body, "#08202e", 0.3))
    c.poly(
        [
            (X(half), base - h * 0.2),
            (X(half), base - h * 0.86),
            (X(half + 0.38), base - h * 0.86),
            (X(half + 0.6), base - h * 0.52),
            (X(half + 0.62), base - h * 0.2),
        ],
        cab,
    )
    c.poly(
        [
            (X(half + 0.16), base - h * 0.54),
            (X(half + 0.16), base - h * 0.78),
            (X(half + 0.36), base - h * 0.78),
            (X(half + 0.51), base - h * 0.54),
        ],
        "#cfe2e8",
    )
    for u in (-half + 0.35, -half + 0.72, half + 0.3):
        wheel(c, X(u), base - r, r)


def car(c: Canvas, x: float, base: float, long: float, colour: Colour, side: int = 1) -> None:
    """A small car seen from the side."""
    h = long * 0.3

    def P(u: float, v: float) -> Point:
        return (x + side * u * long, base - v * h)

    c.poly(
        [
            P(-0.5, 0.24),
            P(-0.5, 0.6),
            P(-0.34, 0.66),
            P(-0.22, 1.0),
            P(0.12, 1.0),
            P(0.28, 0.64),
            P(0.47, 0.54),
            P(0.5, 0.24),
        ],
        colour,
    )
    c.poly([P(-0.28, 0.65), P(-0.19, 0.92), P(-0.05, 0.92), P(-0.05, 0.65)], "#d3e4ea")
    c.poly([P(-0.02, 0.65), P(-0.02, 0.92), P(0.1, 0.92), P(0.22, 0.65)], "#d3e4ea")
    c.line([P(-0.5, 0.44), P(0.5, 0.44)], mix(colour, "#08202e", 0.25), long * 0.012)
    for u in (-0.29, 0.29):
        wheel(c, P(u, 0)[0], base - long * 0.075, long * 0.075)


def link(c: Canvas, a: Point, b: Point, wide_a: float, wide_b: float, colour: Colour) -> None:
    """A tapered arm between two joints (robots, diggers)."""
    long = math.hypot(b[0] - a[0], b[1] - a[1]) or 1
    nx, ny = -(b[1] - a[1]) / long, (b[0] - a[0]) / long
    c.poly(
        [
            (a[0] + nx * wide_a, a[1] + ny * wide_a),
            (b[0] + nx * wide_b, b[1] + ny * wide_b),
            (b[0] - nx * wide_b, b[1] - ny * wide_b),
            (a[0] - nx * wide_a, a[1] - ny * wide_a),
        ],
        colour,
    )
    c.disc(*a, wide_a, colour)
    c.disc(*b, wide_b, colour)


def puff(
    c: Canvas, x: float, y: float, size: float, lean: float, colour: Colour, alpha: float = 0.5, steps: int = 9
) -> None:
    """Steam that rises, widens and thins out."""
    for i in range(steps):
        t = i / (steps - 1)
        r = size * (0.35 + 1.25 * t)
        c.glow(
            x + lean * t * t + math.sin(i * 2.1) * size * 0.25,
            y - size * 3.4 * t,
            r * 1.5,
            colour,
            alpha * (1 - t * 0.82),
            power=1.2,
        )


def beam(c: Canvas, x: float, y: float, colour: Colour, size: float) -> None:
    """A burning lamp: a white core and its halo."""
    c.glow(x, y, size * 7, colour, 0.55)
    c.disc(x, y, size, fade(mix(colour, "#ffffff", 0.6), 1))


def tube(c: Canvas, path: list[Point], width: float, dark: Colour, light: Colour) -> None:
    """A round pipe along a path, lit from the upper left, cut into bands of one tone."""
    bands = max(5, round(width / 2.4))
    edges = [[_beside(path, i, width / 2 * (2 * b / bands - 1)) for i in range(len(path))] for b in range(bands + 1)]
    for i in range(len(path) - 1):
        dx, dy = path[i + 1][0] - path[i][0], path[i + 1][1] - path[i][1]
        long = math.hypot(dx, dy) or 1
        for b in range(bands):
            side = (2 * b + 1) / bands - 1
            nx, ny, nz = -dy / long * side, dx / long * side, math.sqrt(1 - side * side)
            tone = max(0.0, -0.35 * nx - 0.72 * ny + 0.6 * nz)
            # A hair beyond the end, or the ground would shine through the joints.
            ex, ey = dx / long * 0.7, dy / long * 0.7
            p, q = edges[b][i + 1], edges[b + 1][i + 1]
            c.poly(
                [edges[b][i], (p[0] + ex, p[1] + ey), (q[0] + ex, q[1] + ey), edges[b + 1][i]],
                mix(dark, light, tone),
            )


def _beside(path: list[Point], i: int, off: float) -> Point:
    """A point beside the path, square to its direction there."""
    a, b = path[max(i - 1, 0)], path[min(i + 1, len(path) - 1)]
    long = math.hypot(b[0] - a[0], b[1] - a[1]) or 1
    return (path[i][0] - (b[1] - a[1]) / long * off, path[i][1] + (b[0] - a[0]) / long * off)


def bend(path: list[Point], r: float) -> list[Point]:
    """The path with its corners bent to quarter turns."""
    out = [path[0]]
    for a, b, d in zip(path, path[1:], path[2:], strict=False):
        la, lb = math.dist(a, b), math.dist(b, d)
        p = (b[0] + (a[0] - b[0]) * r / la, b[1] + (a[1] - b[1]) * r / la)
        q = (b[0] + (d[0] - b[0]) * r / lb, b[1] + (d[1] - b[1]) * r / lb)
        for i in range(17):
            t = i / 16
            out.append(
                tuple((1 - t) ** 2 * u + 2 * t * (1 - t) * v + t * t * w for u, v, w in zip(p, b, q, strict=True))
            )
    return [*out, path[-1]]
