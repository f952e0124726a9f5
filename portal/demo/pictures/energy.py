"""Energy: the storage station; source, grid, load and storage together."""

from __future__ import annotations

import math

from .built import pylon, sag
from .canvas import BLUE, GOLD, WIDTH, Canvas, fade, mix
from .nature import (
    person,
    ridge,
    streaks,
)
from .space import Camera, Face

# ---- storage station: a clear early morning, long shadows towards the viewer


def storage_station(c: Canvas) -> None:
    """Rows of battery containers, a substation and a line of pylons."""
    c.sky("#5f8fae", "#9dbfcb", "#dfe3d2", "#f7dca4", bottom=400)
    streaks(c, [(860, 96, 520, 9), (1010, 118, 420, 6), (240, 168, 300, 7), (1240, 210, 300, 6)], "#fdf0d2", 0.55)
    c.glow(300, 372, 880, "#ffe7b0", 1, ry=560)
    c.disc(300, 346, 46, "#fff6dc")
    ridge(c, 376, 66, 4, "#a9bfc4", "#e3d9bd", 410)
    ridge(c, 396, 46, 9, "#7e9ca6", "#c8cbb6", 420, waves=1.6)
    cam = Camera(c, eye=(0, 9.5, 0), yaw=24, focal=1250, horizon=392)
    c.wash(0, 398, WIDTH, 900, [(0, "#c9c5a8"), (0.12, "#a9ad97"), (0.5, "#8d9c93"), (1, "#6f8585")])
    _yard(cam)
    _line_of_pylons(c)
    _substation(c, cam)
    units = [(x, z) for z in (26, 37.5, 49, 64, 79, 97, 118) for x in range(-8, 104, 14)]
    for x, z in units:
        cam.shadow((x, 0, z), (12, 3.3, 2.7), (0.75, -0.85), fade("#23424f", 0.5))
    for x, z in sorted(units, key=lambda u: -cam.depth(*u)):
        _container(cam, x, z)
    for x, z in ((11.3, 22.2), (12.6, 21.7)):
        px, py = cam.at(x, 0, z)
        person(c, px, py, 1.75 * cam.size(x, 0, z), "#d9952f", 0.4, helmet="#f5f3ee")


def _line_of_pylons(c: Canvas) -> None:
    spots = [(1545, 432, 420), (1190, 420, 250), (985, 414, 168), (855, 410, 118), (765, 407, 84)]
    hooks = []
    for i, (x, base, h) in enumerate(spots):
        tone = mix("#274b5f", "#c8cbb6", 0.16 * i)
        hooks.append((pylon(c, x, base, h, tone, max(1.0, h / 110)), tone))
    for (near, tone), (far, _) in zip(hooks, hooks[1:], strict=False):
        for p, q in zip(near, far, strict=True):
            c.line(sag(p, q, (p[0] - q[0]) * 0.05), fade(tone, 0.75), 1.0)
    for p in hooks[0][0]:
        c.line(sag(p, (1900, p[1] - 90), 30), fade(hooks[0][1], 0.8), 1.2)


def _substation(c: Canvas, cam: Camera) -> None:
    """Portal frames and transformers behind the rows."""
    for i, x in enumerate((30, 50, 70, 90, 110, 130)):
        z = 152
        tone = mix("#3b5c6c", "#c8cbb6", 0.3)
        for dx in (0, 14):
            cam.rod((x + dx, 0, z), (x + dx, 13, z), tone, 2.4)
        cam.rod((x, 12.6, z), (x + 14, 12.6, z), tone, 3.2)
        cam.rod((x, 11.6, z), (x + 14, 11.6, z), tone, 1.4)
        for k in range(3):
            cam.rod((x + 3 + 4 * k, 11.6, z), (x + 3 + 4 * k, 9.4, z), "#7b5b43", 2)
        if i % 2 == 0:
            cam.box((x + 3, 0, z - 6), (7, 4.4, 4), ("#9db0b1", "#5d7a86", "#c9c7b0"))
    cam.box((-6, 0, 150), (22, 7, 10), ("#e7ddc4", "#8fa3a6", "#efe0bd"))


def _yard(cam: Camera) -> None:
    """Fields behind the station, the paved lanes between the rows."""
    for i, x in enumerate(range(-160, 900, 70)):
        for j, z in enumerate((170, 230, 310, 430)):
            tone = ("#c9c398", "#a3ab88", "#bcb78f", "#93a184")[(i * 3 + j * 5 + i * j) % 4]
            cam.ground(x, z, x + 66, z + (52, 72, 108, 190)[j], fade(tone, 0.7))
    for z0, z1 in ((20.5, 24.3), (54.5, 60.5), (86, 92)):
        cam.ground(-60, z0, 160, z1, fade("#dcd6bf", 0.55))


def _container(cam: Camera, x: float, z: float) -> None:
    far = min(0.55, cam.depth(x, z) / 260)

    def air(tone: str) -> tuple[int, int, int]:
        return mix(tone, "#d9d3b8", far)

    cam.box((x, 0, z), (12, 0.35, 2.7), (air("#8f9c9b"), air("#5f7279"), air("#9aa19a")))
    faces = cam.box((x, 0.35, z), (12, 2.9, 2.7), (air("#fdf6e4"), air("#b7c7cd"), air("#f8e6bf")))
    front = faces["front"]
    front.patch(0, 0, 12, 0.42, air(BLUE))
    for i in range(6):
        u = 0.35 + i * 1.62
        front.patch(u, 0.62, u + 1.42, 2.6, air("#a5b8c0"))
        front.patch(u + 0.2, 1.75, u + 1.22, 2.4, air("#6c8794"))
        for k in range(3):
            front.patch(u + 0.2, 1.86 + k * 0.17, u + 1.22, 1.92 + k * 0.17, air("#9cb1bb"))
        front.patch(u + 1.28, 1.1, u + 1.36, 1.5, air("#4c6a79"))
    front.patch(10.15, 0.42, 12, 2.9, air("#15506f"))
    front.patch(10.5, 1.5, 11.6, 2.4, air("#0b3d58"))
    front.patch(10.95, 0.9, 11.2, 1.1, air(GOLD))
    for i in range(4):
        cam.box((x + 1 + i * 2.7, 3.25, z + 0.6), (1.7, 0.45, 1.4), (air("#e9e2cf"), air("#98aab2"), air("#e2d3b2")))
    if "left" in faces:
        faces["left"].patch(0.3, 0.3, 1.25, 2.6, air("#ecd6a8"))
        faces["left"].patch(1.4, 0.3, 2.35, 2.6, air("#ecd6a8"))


# ---- source, grid, load, storage: a golden late afternoon from above


def solar_grid(c: Canvas) -> None:
    """Solar fields and roofs, wind turbines, a line and a store of batteries."""
    c.sky("#79a7b8", "#bcd0c6", "#f0dcae", "#f3cd8c", bottom=330)
    c.glow(1330, 250, 900, "#fff0c4", 0.95, ry=420)
    for x, base, h in ((130, 300, 150), (330, 300, 190), (540, 300, 146), (700, 300, 120)):
        _turbine(c, x, base, h, "#f8f3e6", 12 + x)
    ridge(c, 300, 60, 21, "#8fb0b2", "#c9cdb0", 360)
    ridge(c, 318, 36, 33, "#6f978c", "#b6bd92", 380, waves=1.4)
    c.wash(0, 316, WIDTH, 900, [(0, "#bcc194"), (0.25, "#9db183"), (1, "#5f876d")])
    cam = Camera(c, eye=(0, 30, 0), yaw=-20, focal=1180, horizon=262)
    _countryside(cam)
    _fields(cam)
    _turbine(c, *cam.at(-29, 0, 149), 470, "#fdf9ef", 38)
    _grid_line(c)
    _solar_plant(cam)
    _battery_block(cam)


def _countryside(cam: Camera) -> None:
    """Meadows and field ways: they lead the eye to the horizon."""
    for i, x in enumerate(range(-420, 420, 60)):
        for j, z in enumerate((240, 300, 380, 480)):
            tone = ("#c9c88f", "#94ae80", "#b3bd86", "#82a37c")[(i * 3 + j * 5 + i * j) % 4]
            cam.ground(x, z, x + 56, z + (52, 72, 92, 130)[j], fade(tone, 0.75))
    cam.ground(-24, 40, -19, 640, "#ddd6ae")
    cam.ground(-420, 231, 420, 236, "#d6d1a8")
    cam.ground(-19, 111, 90, 118, "#d9d4b0")


def _turbine(c: Canvas, x: float, base: float, h: float, tone: str, turn: float) -> None:
    hub, long = base - h * 0.72, h * 0.42
    w = h * 0.013
    c.shade(
        [(x - w, base), (x - w * 0.5, hub), (x + w * 0.5, hub), (x + w, base)],
        [(0, mix(tone, "#6d8c97", 0.45)), (1, tone)],
        across=True,
    )
    for k in range(3):
        a = math.radians(turn + 120 * k)
        dx, dy = math.sin(a), -math.cos(a)
        nx, ny = -dy, dx
        root = 0.14
        c.poly(
            [
                (x + nx * w * 0.5, hub + ny * w * 0.5),
                (x + dx * long * root + nx * w * 1.7, hub + dy * long * root + ny * w * 1.7),
                (x + dx * long, hub + dy * long),
                (x - nx * w * 0.5, hub - ny * w * 0.5),
            ],
            tone,
        )
        c.line([(x, hub), (x + dx * long, hub + dy * long)], mix(tone, "#6d8c97", 0.4), w * 0.5)
    c.disc(x, hub, w * 1.6, mix(tone, "#6d8c97", 0.3))


def _fields(cam: Camera) -> None:
    """Slanted solar tables in blocks, with service lanes between."""
    for z in range(222, 40, -11):
        for x in range(-171, 60, 24):
            if (x > -30 and z < 172) or (x > -50 and 140 < z < 160):
                continue
            haze = min(0.6, cam.depth(x, z) / 420)
            base = mix("#124a70", "#c9cdb0", haze)
            lit = mix(base, "#e9efdc", 0.3)
            cam.ground(x - 1.6, z + 0.2, x + 20.4, z + 4.0, fade("#274f4c", 0.5))
            cam.poly([(x, 0.9, z), (x + 22, 0.9, z), (x + 22, 3.4, z + 4.2), (x, 3.4, z + 4.2)], base)
            for u in range(x + 2, x + 22, 2):
                cam.rod((u, 0.9, z), (u, 3.4, z + 4.2), lit, 0.8)
            cam.rod((x, 2.15, z + 2.1), (x + 22, 2.15, z + 2.1), lit, 0.8)
            cam.rod((x, 3.4, z + 4.2), (x + 22, 3.4, z + 4.2), mix(base, "#fff3cf", 0.8), 1.6)


def _solar_plant(cam: Camera) -> None:
    """The load: a factory whose own roof carries modules."""
    at, size = (-7, 0, 124), (72, 11, 34)
    cam.shadow(at, size, (-1.5, -0.3), fade("#23484a", 0.42))
    faces = cam.box(at, size, ("#e4e0cb", "#c3c8bd", "#f5e2b4"))
    front: Face = faces["front"]
    front.patch(0, 0, 72, 2.2, "#3d6f89")
    front.grid(14, 1, lambda i, j: "#6d93a3", (0.25, 0.2), base=4.4, edge=(1, 1.4))
    front.patch(32, 0, 38, 5.6, "#0c4a6e")
    top: Face = faces["top"]
    for i in range(11):
        for j in range(5):
            u, v = 2 + i * 6.3, 2 + j * 6.2
            top.patch(u, v, u + 5.2, v + 4.6, "#17507a")
            top.patch(u, v + 2.2, u + 5.2, v + 2.4, "#6f9fb9")
            top.patch(u + 2.5, v, u + 2.7, v + 4.6, "#6f9fb9")


def _grid_line(c: Canvas) -> None:
    spots = [(1075, 352, 110), (1200, 366, 160), (1400, 410, 260), (1790, 520, 470)]
    hooks = [
        pylon(c, x, b, h, mix("#2c5663", "#c9cdb0", 0.4 - 0.12 * i), 1.2 + 0.5 * i) for i, (x, b, h) in enumerate(spots)
    ]
    for far, near in zip(hooks, hooks[1:], strict=False):
        for p, q in zip(far, near, strict=True):
            c.line(sag(p, q, 14), fade("#2c5663", 0.75), 1.2)


def _battery_block(cam: Camera) -> None:
    """The store in the foreground."""
    cam.ground(-18, 55, 70, 106, "#d3ccac")
    for z in (97, 87, 77, 67):
        for x in (-14, -1, 12, 25, 38):
            cam.shadow((x, 0, z), (10.5, 3.2, 3), (-1.5, -0.4), fade("#4c5f55", 0.5))
            faces = cam.box((x, 0, z), (10.5, 3.2, 3), ("#fdf8e9", "#ced7d3", "#f8e2b0"))
            front = faces["front"]
            front.patch(0, 0, 10.5, 0.6, BLUE)
            front.grid(6, 1, lambda i, j: "#9fb4b8" if i < 5 else "#1c5876", (0.22, 0.25), base=0.6)
            front.patch(9.3, 1.7, 9.8, 2.1, GOLD)
