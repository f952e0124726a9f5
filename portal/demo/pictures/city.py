"""The city: the zone from the air at dawn, homes at night."""

from __future__ import annotations

import math
import random

from .built import beam, lamp
from .canvas import INK, RED, WIDTH, Canvas, Colour, Point, dice, fade, mix, spline
from .nature import (
    person,
    ridge,
    tree,
)
from .space import Camera

# ---- city skyline: dawn over the zone and its river

HAZE = "#f0d3bd"


def city_skyline(c: Canvas) -> None:
    """The zone from the air: a river, blocks and towers in the first light."""
    c.sky("#5e86a8", "#a9b4c0", "#efc6ac", "#fbe0b8", bottom=300)
    c.glow(360, 268, 760, "#fff1cc", 1, ry=380)
    c.disc(360, 246, 44, "#fff9e6")
    ridge(c, 284, 84, 71, "#a7aab8", HAZE, 330)
    ridge(c, 300, 46, 77, "#c0b3b4", HAZE, 330, waves=1.5)
    c.veil(252, 300, HAZE, 0.0, 0.9)
    cam = Camera(c, eye=(0, 210, 0), focal=1250, horizon=262)
    c.wash(0, 296, WIDTH, 900, [(0, HAZE), (0.16, "#c9c5b0"), (0.5, "#93a994"), (1, "#5f8a80")])
    bank = _river_line()
    _river(c, cam, bank)
    _quarters(cam, bank)
    c.veil(280, 470, HAZE, 0.6, 0.0)
    c.glow(360, 330, 700, "#ffeec8", 0.6, ry=240)


def _river_line() -> list[Point]:
    """The middle of the river on the ground: x and z in metres."""
    return spline(
        [
            (120, 180),
            (40, 330),
            (-130, 480),
            (-150, 650),
            (60, 830),
            (330, 1030),
            (300, 1350),
            (-80, 1800),
            (-500, 2700),
            (-700, 4200),
        ],
        14,
    )


def _river(c: Canvas, cam: Camera, bank: list[Point]) -> None:
    for half, tone in ((64, "#a9b999"), (52, None)):
        left = [(x - half, 0.0, z) for x, z in bank]
        right = [(x + half, 0.0, z) for x, z in bank]
        outline = cam.outline(left + right[::-1])
        if tone:
            c.poly(outline, tone)
        else:
            c.shade(outline, [(0, "#fbe6c6"), (0.25, "#cfd3cc"), (0.6, "#7fa9b5"), (1, "#4d8597")])
    for z in (560, 980):
        cam.ground(-900, z + 2, 900, z + 12, "#cfc6ae" if z < 900 else "#dccdb6")
        x = min(bank, key=lambda p: abs(p[1] - z))[0]
        cam.box((x - 150, 3, z), (300, 5, 14), ("#f4ead8", "#9fa5a3", "#d8cdb8"))
        for s in (-1, 1):
            ramp = [
                (x + s * 150, 8.0, z),
                (x + s * 240, 0.5, z),
                (x + s * 240, 0.5, z + 14),
                (x + s * 150, 8.0, z + 14),
            ]
            cam.poly(ramp, "#f4ead8")
            cam.poly([ramp[0], ramp[1], (x + s * 150, 0.0, z)], "#9fa5a3")
        for k in (-60, 0, 60):
            cam.box((x + k - 4, 0, z + 2), (8, 42, 8), ("#f4ead8", "#8fa0a4", "#f7dcb2"))
            for s in (-50, 50):
                cam.rod((x + k, 42, z + 6), (x + k + s, 8, z + 6), "#eadcc4", 1.4)


def _free(x: float, z: float, bank: list[Point]) -> bool:
    near = min(bank, key=lambda p: abs(p[1] - z))
    return abs(near[0] - x) > (250 if 480 < z < 640 else 112)


def _quarters(cam: Camera, bank: list[Point]) -> None:
    """Blocks on a grid; the middle rises, the distance dissolves in haze."""
    rng = dice(88)
    for row in range(26, -1, -1):
        z = 300 + row * 74 + row * row * 1.2
        reach = int(z * 0.66 / 74) + 1
        for col in sorted(range(-reach, reach + 1), key=lambda n: -abs(n)):
            x = col * 74.0
            if not _free(x + 27, z + 27, bank):
                continue
            air = min(0.9, (z / 2400) ** 0.8)
            cam.ground(x, z, x + 58, z + 58, mix("#8aa584" if rng.random() < 0.45 else "#b9bba6", HAZE, air))
            middle = math.exp(-(((x - 230) / 210) ** 2 + ((z - 900) / 330) ** 2))
            _block(cam, rng, x, z, middle, air)


def _block(cam: Camera, rng: random.Random, x: float, z: float, middle: float, air: float) -> None:
    if rng.random() < 0.13:
        _grove(cam, rng, x, z, air)
        return
    works = x < -120 and z < 900
    for i, j in ((0, 0),) if works else ((1, 1), (0, 1), (1, 0), (0, 0)):
        if not works and rng.random() < 0.22:
            continue
        w = 50.0 if works else rng.uniform(15, 23)
        d = 46.0 if works else rng.uniform(15, 23)
        h = rng.uniform(10, 17) if works else rng.uniform(14, 44) + 190 * middle * rng.uniform(0.35, 1)
        cool = rng.choice(("#3f6f8c", "#5d8499", "#2c5f80", "#7f97a0", "#8d8f92"))
        tones = (
            mix("#e9dfcf" if not works else rng.choice(("#3a7796", "#e6dccb", "#c9cfc9")), HAZE, air),
            mix(cool, HAZE, air),
            mix("#f9d9a6", HAZE, air),
        )
        at = (x + 4 + i * 28, 0, z + 4 + j * 28)
        cam.shadow(at, (w, min(h, 60), d), (0.9, -0.35), fade(mix("#2f5560", HAZE, air), 0.4))
        faces = cam.box(at, (w, h, d), tones)
        if z < 1000:
            faces["front"].grid(
                max(2, int(w / 5)),
                max(1, int(h / 6)),
                lambda a, b, t=cool: mix(mix(t, "#ffdf9f" if (a * 5 + b * 3) % 11 == 0 else INK, 0.4), HAZE, air),
                (0.4, 0.5),
            )
        if works:
            for k in range(5):
                faces["top"].patch(4 + k * 9.4, 4, 8 + k * 9.4, d - 4, mix("#a9cbd4", HAZE, air))


def _grove(cam: Camera, rng: random.Random, x: float, z: float, air: float) -> None:
    for _ in range(16):
        px, pz = x + rng.uniform(4, 54), z + rng.uniform(4, 54)
        sx, sy = cam.at(px, 0, pz)
        m = cam.size(px, 0, pz)
        c = cam.canvas
        c.disc(sx, sy - 4 * m, 6.5 * m, mix("#3f7063", HAZE, air))
        c.disc(sx - 1.5 * m, sy - 6 * m, 4.2 * m, mix("#7ba27f", HAZE, air))


# ---- housing: night, a hundred windows


def housing(c: Canvas) -> None:
    """Rental apartment blocks with lit windows under the moon."""
    c.sky("#061a2b", "#0b2c47", "#1b4a6a", "#3b6a83", bottom=800)
    rng = dice(44)
    for _ in range(150):
        c.disc(
            rng.uniform(0, WIDTH), rng.uniform(0, 420), rng.uniform(0.6, 1.7), fade("#ffffff", rng.uniform(0.25, 0.9))
        )
    c.glow(560, 150, 260, "#cfe2e8", 0.5)
    c.disc(560, 150, 40, "#f3efdc")
    c.disc(546, 142, 9, fade("#d9d6c4", 0.8))
    c.disc(574, 164, 6, fade("#d9d6c4", 0.8))
    for x in range(-10, 1620, 70):
        h = rng.uniform(40, 150)
        c.rect(x, 740 - h, x + 58, 760, "#1d4866")
        for _k in range(5):
            c.rect(wx := x + rng.uniform(5, 46), wy := 740 - rng.uniform(14, h), wx + 5, wy + 6, "#d9b873")
    cam = Camera(c, eye=(0, 2.4, 0), yaw=0, focal=1000, horizon=742, centre=700)
    c.wash(0, 744, WIDTH, 900, [(0, "#15394f"), (1, "#0a2233")])
    _homes(cam, rng)
    _courtyard(c, cam)


def _homes(cam: Camera, rng: random.Random) -> None:
    blocks = (
        ((-24, 0, 128), (22, 44, 14), 0.5),
        ((14, 0, 116), (24, 50, 14), 0.42),
        ((48, 0, 84), (22, 42, 40), 0.2),
        ((-66, 0, 70), (26, 40, 44), 0.12),
    )
    for at, size, air in blocks:

        def tone(colour: str, air: float = air) -> tuple[int, int, int]:
            return mix(colour, "#2b5873", air)

        faces = cam.box(at, size, (tone("#2a4a5e"), tone("#1d4259"), tone("#122f43")))
        for name, face in faces.items():
            if name == "top":
                continue
            cols, rows = max(4, round(face.wide / 3.6)), round(size[1] / 3.2)
            face.grid(cols, rows, lambda i, j: _window(rng, tone), (0.44, 0.46), edge=(0.8, 0.6), base=1.5)
            for j in range(1, rows):
                v = 1.5 + j * (face.tall - 1.5) / rows
                face.patch(0, v - 0.12, face.wide, v + 0.12, fade("#4d7389", 0.35))
            face.patch(face.wide * 0.48, 0, face.wide * 0.53, face.tall, fade("#071c2b", 0.35))
            face.patch(0, face.tall - 0.7, face.wide, face.tall, tone("#3b647b"))
            face.patch(face.wide * 0.44, 0, face.wide * 0.57, 3.0, "#f2c56d")


def _window(rng: random.Random, tone: object) -> Colour:
    lit = rng.random()
    if lit < 0.3:
        return "#ffd98a"
    if lit < 0.42:
        return "#f4b862"
    if lit < 0.48:
        return "#cfe3e6"
    return tone("#0b2436")


def _courtyard(c: Canvas, cam: Camera) -> None:
    path = cam.outline([(-5, 0, 8), (7, 0, 8), (3.5, 0, 112), (-2.5, 0, 112)])
    c.shade(path, [(0, "#56788a"), (1, "#31566b")])
    for z in (86, 64, 48, 36, 27, 20):
        m = cam.size(0, 0, z)
        for x, side in ((-7.5, 1), (9, -1)):
            px, py = cam.at(x, 0, z)
            tree(
                c,
                px - side * 3.6 * m,
                py,
                6.6 * m,
                mix("#1f5054", "#2b5873", z / 260),
                int(z) + side,
                light=side,
                trunk="#14303f",
                glint=0.12,
            )
            spot = lamp(c, px, py, 5.2 * m, "#0a2233", max(1.2, 0.14 * m), side)
            c.glow(spot[0], py, 5.5 * m, "#ffd48a", 0.6, ry=1.1 * m)
            beam(c, *spot, "#ffdf9f", max(1.5, 0.2 * m))
    for x, z, coat, h in (
        (-1.2, 24, "#c98a4b", 1.72),
        (-0.3, 24, "#8fb0bf", 1.64),
        (0.5, 24.5, RED, 1.1),
        (2.4, 46, "#d8c7a4", 1.7),
    ):
        px, py = cam.at(x, 0, z)
        m = cam.size(x, 0, z)
        c.disc(px, py, 0.45 * m, fade("#061a2b", 0.5), ry=0.08 * m)
        person(c, px, py, h * m, coat, 0.6, skin="#c79a78", legs="#0b2030")
