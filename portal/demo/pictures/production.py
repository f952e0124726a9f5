"""Production: the switchgear line and the welding robots."""

from __future__ import annotations

import math

from .built import link
from .canvas import BLUE, GOLD, INK, WIDTH, Canvas, Colour, Point, dice, fade, mix, spline
from .nature import (
    person,
)
from .space import Camera

# ---- switchgear line: one vanishing point, a polished floor


def switchgear_line(c: Canvas) -> None:
    """Rows of cabinets on both sides of an aisle under an overhead crane."""
    cam = Camera(c, eye=(1.2, 3.3, 0), focal=980, horizon=428, centre=860)
    c.wash(0, 0, WIDTH, 900, [(0, "#d5dfe0"), (0.48, "#f4f5f0"), (1, "#dfe4e1")])
    _hall_shell(c, cam)
    _hall_floor(c, cam)
    rows = list(range(96, 9, -6))
    for z in rows:
        for x, side in ((-9.6, 1), (8.6, -1)):
            _cabinet(cam, x, z, side, z // 6, upright=False)
    c.veil(430, 900, "#e3e8e5", 0.42, 0.72)
    _floor_marks(cam)
    c.glow(*cam.at(1.2, 0, 60), 520, "#ffffff", 0.6, ry=60)
    for z in rows:
        for x, side in ((-9.6, 1), (8.6, -1)):
            _cabinet(cam, x, z, side, z // 6)
        if z == 48:
            _bridge_crane(cam, 45)
        if z == 30:
            _carrier(c, cam, 1.6, 27)
    for x, z, coat, h in (
        (-4.4, 40, BLUE, 1.75),
        (4.8, 34, BLUE, 1.7),
        (-4.8, 19, "#d9952f", 1.76),
        (-3.9, 18.6, BLUE, 1.68),
    ):
        px, py = cam.at(x, 0, z)
        m = cam.size(x, 0, z)
        c.disc(px, py, 0.5 * m, fade(INK, 0.22), ry=0.07 * m)
        person(c, px, py, h * m, coat, 0.4, helmet="#f7f5ec")


def _hall_shell(c: Canvas, cam: Camera) -> None:
    """Walls, roof trusses and skylights, back to front."""
    far, tall, half = 110, 12.5, 15
    cam.poly([(-half, 0, far), (half, 0, far), (half, tall, far), (-half, tall, far)], "#eaf0ee")
    for i in range(6):
        cam.poly(
            [(-12 + i * 4.1, 2, far), (-8.6 + i * 4.1, 2, far), (-8.6 + i * 4.1, 9, far), (-12 + i * 4.1, 9, far)],
            "#cfe4ea",
        )
    for side, tone, panel in ((-1, "#c4d2d6", "#e9f1f0"), (1, "#b3c4ca", "#dbe7e9")):
        x = side * half
        cam.poly([(x, 0, 4), (x, 0, far), (x, tall, far), (x, tall, 4)], tone)
        for z in range(8, far, 9):
            cam.poly([(x, 6.6, z), (x, 6.6, z + 6), (x, 10.6, z + 6), (x, 10.6, z)], panel)
            cam.poly([(x, 0, z - 2), (x, 0, z - 1.2), (x, tall, z - 1.2), (x, tall, z - 2)], mix(tone, INK, 0.25))
        cam.poly([(x, 0, 4), (x, 0, far), (x, 2.4, far), (x, 2.4, 4)], mix(BLUE, tone, 0.35))
    cam.poly([(-half, tall, 4), (half, tall, 4), (half, tall, far), (-half, tall, far)], "#90a7b0")
    for z in range(104, 4, -9):
        for x0, x1 in ((-11, -6), (-2.5, 2.5), (6, 11)):
            cam.poly([(x0, tall, z), (x1, tall, z), (x1, tall, z + 5), (x0, tall, z + 5)], "#f9fbf6")
        wide = min(16.0, 380 / z)
        tone = mix("#2f566a", "#b9c9cc", min(0.75, z / 120))
        for y in (tall - 0.1, tall - 1.5):
            cam.rod((-half, y, z), (half, y, z), tone, max(1.5, wide * 0.6))
        zig = [cam.at(-half + 1.5 * i, tall - (0.1 if i % 2 else 1.5), z) for i in range(21)]
        c.line(zig, tone, max(1, wide * 0.3))
    for side in (-1, 1):
        cam.poly(
            [(side * 13.6, 9.3, 4), (side * 13.6, 9.3, far), (side * 13.6, 10, far), (side * 13.6, 10, 4)], "#c79a4b"
        )


def _hall_floor(c: Canvas, cam: Camera) -> None:
    floor = cam.outline([(-15, 0, 2), (15, 0, 2), (15, 0, 110), (-15, 0, 110)])
    c.shade(floor, [(0, "#f0f3ee"), (0.3, "#cfd9d7"), (1, "#a9bbbd")])


def _floor_marks(cam: Camera) -> None:
    for x in (-5.9, 5.0):
        cam.ground(x, 3, x + 0.16, 108, GOLD)
    cam.ground(-1.6, 3, 3.9, 108, fade("#7aa392", 0.3))
    for z in range(4, 100, 8):
        cam.ground(-15, z, 15, z + 0.05, fade("#7f959b", 0.4))


def _cabinet(cam: Camera, x: float, z: float, side: int, n: int, upright: bool = True) -> None:
    """One switch cabinet; the mirrored one lies below the floor."""
    air = min(0.6, z / 170)

    def tone(colour: str) -> tuple[int, int, int]:
        return mix(colour, "#eef2ef", air)

    y, h = (0.0, 4.6) if upright else (-4.6, 4.6)
    faces = cam.box((x, y, z), (2.8, h, 5.2), (tone("#dfe6e4"), tone("#7b929c"), tone("#e9ecE7")))
    inner = faces.get("right" if side > 0 else "left")
    if inner is None:
        return

    def patch(u0: float, v0: float, u1: float, v1: float, colour: str) -> None:
        a, b = (v0, v1) if upright else (h - v1, h - v0)
        inner.patch(u0, a, u1, b, tone(colour))

    for k in range(2):
        u = 0.15 + k * 2.5
        patch(u, 0.3, u + 2.4, 1.9, "#1b587b")
        patch(u, 2.05, u + 2.4, 3.3, "#2a6c8f")
        patch(u, 3.45, u + 2.4, 4.4, "#b7c7cc")
        patch(u + 0.7, 2.3, u + 1.7, 3.05, "#0a3450")
        patch(u + 0.3, 3.75, u + 1.0, 4.2, "#37596b")
        patch(u + 1.2, 3.9, u + 1.45, 4.12, "#e7b45a")
        patch(u + 1.65, 3.9, u + 1.9, 4.12, "#c8412c" if (n + k) % 3 == 0 else "#5fae7b")
        patch(u + 2.1, 1.0, u + 2.22, 1.5, "#cfdde0")
    if "front" in faces:
        faces["front"].patch(0.3, 0.4, 2.5, h - 0.4, tone("#8ea4ac"))


def _bridge_crane(cam: Camera, z: float) -> None:
    cam.box((-13.6, 9.1, z), (27.2, 1.5, 1.8), ("#f3cf8e", "#e7b45a", "#b98a3c"))
    for k in range(12):
        cam.poly(
            [
                (-13 + k * 2.2, 9.2, z),
                (-12.6 + k * 2.2, 9.2, z),
                (-11.8 + k * 2.2, 10.5, z),
                (-12.2 + k * 2.2, 10.5, z),
            ],
            fade("#8a6424", 0.25),
        )
    cam.box((-3.4, 8.3, z - 0.4), (2.4, 0.9, 2.4), ("#37596b", "#1d4459", "#12303f"))
    for dx in (-2.6, -1.8):
        cam.rod((dx, 8.3, z), (dx, 6.2, z), "#21485d", 1.8)
    cam.box((-3.6, 3.6, z - 0.6), (2.8, 2.7, 2.2), ("#e9eeec", "#2a6c8f", "#b7c7cc"))


def _carrier(c: Canvas, cam: Camera, x: float, z: float) -> None:
    """A driverless carrier with a cabinet on it."""
    px, py = cam.at(x + 1.3, 0, z)
    m = cam.size(x, 0, z)
    c.disc(px, py, 2.0 * m, fade(INK, 0.3), ry=0.22 * m)
    cam.box((x, 0.15, z), (2.7, 0.5, 3.4), ("#f3cf8e", GOLD, "#b98a3c"))
    faces = cam.box((x + 0.25, 0.65, z + 0.2), (2.2, 3.2, 2.6), ("#f2f4ef", "#d9e1df", "#a9bcc3"))
    faces["front"].patch(0.2, 0.3, 2.0, 1.4, "#1b587b")
    faces["front"].patch(0.2, 1.6, 2.0, 2.9, "#2a6c8f")
    faces["front"].patch(0.7, 1.9, 1.5, 2.6, "#0a3450")


# ---- assembly robots: a dark bay, lit by their own sparks


def assembly_robot(c: Canvas) -> None:
    """Welding robots at work on a frame on the line."""
    c.wash(0, 0, WIDTH, 640, [(0, "#071c2c"), (0.6, "#0f3a57"), (1, "#1e5572")])
    for k in range(9):
        x = 40 + k * 190
        c.wash(x, 90, x + 120, 400, [(0, "#1c506f"), (1, "#3f7f9d")])
        c.line([(x + 60, 90), (x + 60, 400)], "#0f3a57", 5)
        c.line([(x, 240), (x + 120, 240)], "#0f3a57", 5)
    for y, w in ((52, 10), (70, 5)):
        c.rect(0, y, WIDTH, y + w, "#0a2739")
    for k in range(6):
        x = 130 + k * 280
        c.glow(x, 84, 190, "#d5ecf2", 0.5, ry=90)
        c.rect(x - 80, 76, x + 80, 83, "#f1fafa")
    c.veil(300, 640, "#3c7896", 0.0, 0.35)
    _robot(c, 470, 620, 0.62, (84, -52, -92), "#5c7f8f")
    _robot(c, 1150, 620, 0.62, (98, 50, 92), "#5c7f8f")
    c.wash(0, 628, WIDTH, 900, [(0, "#27566f"), (0.3, "#173f58"), (1, "#0a2435")])
    _conveyor(c)
    _body(c)
    tips = [_robot(c, 196, 812, 1.14, (60, -46, -76), GOLD), _robot(c, 1404, 812, 1.14, (120, 46, 76), GOLD)]
    for k, tip in enumerate(tips):
        _sparks(c, *tip, seed=k + 3)
    _cell(c)


def _robot(c: Canvas, x: float, base: float, s: float, turns: tuple[float, float, float], tone: Colour) -> Point:
    """A jointed arm; turns are the angles of its links, each from the one before. Returns the tip."""
    dark, joint = mix(tone, "#0a2435", 0.45), mix(tone, "#0a2435", 0.72)
    _pedestal(c, x, base, s, (mix(tone, "#ffffff", 0.12), dark, joint))
    points, angle = [(x, base - 132 * s)], 0.0
    for turn, long in zip(turns, (250, 230, 92), strict=True):
        angle += math.radians(turn)
        px, py = points[-1]
        points.append((px + math.cos(angle) * long * s, py - math.sin(angle) * long * s))
    widths = ((44 * s, 34 * s), (32 * s, 22 * s), (18 * s, 11 * s))
    for (ax, ay), (bx, by), (wa, wb) in zip(points, points[1:], widths, strict=False):
        link(c, (ax + 6 * s, ay + 8 * s), (bx + 5 * s, by + 7 * s), wa, wb, dark)
        link(c, (ax, ay), (bx, by), wa * 0.9, wb * 0.9, tone)
        light = mix(tone, "#ffffff", 0.3)
        link(c, (ax - 4 * s, ay - 8 * s), (bx - 3 * s, by - 5 * s), wa * 0.3, wb * 0.3, light)
    (p0, (qx, qy), (rx, ry), p3) = points
    cable = spline([p0, (qx - 60 * s, qy - 20 * s), (rx, ry - 40 * s), p3], 10)
    c.line(cable, "#0b1f2c", 6 * s, joint=True)
    for p, r in zip(points[:3], (34, 26, 17), strict=True):
        c.disc(*p, r * s, joint)
        c.disc(*p, r * s * 0.55, mix(tone, "#ffffff", 0.25))
        c.disc(*p, r * s * 0.24, joint)
    tip = (p3[0] + math.cos(angle) * 34 * s, p3[1] - math.sin(angle) * 34 * s)
    c.line([p3, tip], "#c9d6da", 9 * s)
    return tip


def _pedestal(c: Canvas, x: float, base: float, s: float, tones: tuple[Colour, Colour, Colour]) -> None:
    """What the arm stands on; tones are lit, dark, foot."""

    def block(low: float, wide: float, top: float, narrow: float) -> list[Point]:
        y0, y1 = base - low * s, base - top * s
        return [(x - wide * s, y0), (x - narrow * s, y1), (x + narrow * s, y1), (x + wide * s, y0)]

    c.soft(block(-16, 150, 8, 120), "#04121d", 0.7, 8)
    c.poly(block(0, 92, 34, 76), tones[2])
    c.shade(block(34, 58, 120, 46), [(0, tones[0]), (1, tones[1])], across=True)


def _conveyor(c: Canvas) -> None:
    c.soft([(250, 830), (1350, 830), (1420, 880), (180, 880)], "#03101a", 0.6, 16)
    c.shade([(300, 742), (1300, 742), (1360, 800), (240, 800)], [(0, "#3f6a80"), (1, "#1f4a62")])
    c.rect(240, 800, 1360, 846, "#12334a")
    c.rect(240, 800, 1360, 806, "#5f8ba0")
    for k in range(14):
        c.disc(285 + k * 79, 824, 13, "#3b6077")
        c.disc(285 + k * 79, 824, 5, "#0a2435")
    c.rect(240, 842, 1360, 848, GOLD)
    for x in (300, 790, 1280):
        c.rect(x, 848, x + 30, 900, "#0c283b")


def _body(c: Canvas) -> None:
    """The workpiece: an open steel frame, seen at an angle."""

    def frame(x0: float, y0: float, x1: float, y1: float, w: float, tone: Colour) -> None:
        for a, b in (((x0, y0), (x1, y0)), ((x1, y0), (x1, y1)), ((x1, y1), (x0, y1)), ((x0, y1), (x0, y0))):
            c.line([a, b], tone, w, caps=True)

    back, front = "#4d7286", "#b4c6ce"
    frame(600, 470, 1090, 716, 11, back)
    for x in (762, 926):
        c.line([(x, 470), (x, 716)], back, 9)
    for a, b in (
        ((520, 516), (600, 470)),
        ((1020, 516), (1090, 470)),
        ((520, 774), (600, 716)),
        ((1020, 774), (1090, 716)),
    ):
        c.line([a, b], mix(back, front, 0.5), 13)
    c.shade([(530, 640), (1010, 640), (1010, 766), (530, 766)], [(0, "#6d8c9b"), (1, "#3f6377")])
    for k in range(3):
        c.rect(556 + k * 152, 664, 682 + k * 152, 742, "#2a4e63", radius=8)
    frame(520, 516, 1020, 774, 17, front)
    for x in (687, 853):
        c.line([(x, 516), (x, 774)], front, 13)
    c.line([(520, 640), (1020, 640)], front, 11)
    c.line([(520, 510), (1020, 510)], "#eef5f6", 4)


def _sparks(c: Canvas, x: float, y: float, seed: int) -> None:
    rng = dice(seed)
    c.glow(x, y, 330, "#ffca73", 0.75)
    c.glow(x, y, 120, "#fff3cf", 1.0)
    for _ in range(120):
        turn, long = rng.uniform(-math.pi * 0.95, math.pi * 0.95), rng.expovariate(1 / 90)
        vx, vy = math.cos(turn) * long, math.sin(turn) * long * 0.6
        path = []
        for k in range(7):
            t = 0.35 + 0.65 * k / 6
            path.append((x + vx * t, y + vy * t + long * 0.9 * t * t))
        c.line(path, rng.choice(("#ffdf9a", "#ffc05c", "#fff5d8")), rng.uniform(1.2, 2.6))
    c.disc(x, y, 13, "#ffffff")


def _cell(c: Canvas) -> None:
    """The yellow safety rail in front."""
    for x in range(-30, 1640, 190):
        c.rect(x, 836, x + 12, 900, "#d39c3d")
    for y in (846, 878):
        c.rect(0, y, WIDTH, y + 8, mix(GOLD, "#7a5518", 0.15))
