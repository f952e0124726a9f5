"""The river port with its railway."""

from __future__ import annotations

from .built import BOX_COLOURS
from .canvas import GOLD, INK, WIDTH, Canvas, Colour, Point, dice, fade, mix
from .nature import (
    person,
    ridge,
    streaks,
)
from .space import Camera, Face, Tones, Vector

# ---- logistics port: sunset over the river


def logistics_port(c: Canvas) -> None:
    """A gantry crane over container stacks, a barge on the river, a train in front."""
    c.sky("#4d6488", "#9a8fa6", "#e0a68f", "#f6cf98", bottom=470)
    c.glow(1130, 400, 760, "#ffedbd", 0.95, ry=420)
    c.disc(1130, 392, 62, "#fff5d6")
    streaks(c, [(90, 120, 420, 10), (260, 146, 300, 7), (900, 210, 520, 9), (1180, 236, 300, 7)], "#fbe3c4", 0.5)
    ridge(c, 450, 90, 19, "#a58d98", "#e3b79a", 480)
    _far_bank(c)
    c.mirror(476, 640, "#6d7f96", near=0.7, far=0.15, squash=1.6, ripple=2.4)
    c.glow(1130, 520, 420, "#ffe6b0", 0.8, ry=120)
    rng = dice(3)
    for _ in range(70):
        y = 484 + 130 * rng.random()
        x = 1130 + rng.gauss(0, 90 + (y - 480))
        c.rect(x - 24, y, x + 30, y + 2, fade("#fff0c8", rng.uniform(0.2, 0.7)))
    _barge(c)
    cam = Camera(c, eye=(0, 12, 0), focal=1400, horizon=462, centre=840)
    _quay(c, cam)
    _train(c, cam)


def _far_bank(c: Canvas) -> None:
    rng = dice(6)
    c.rect(0, 458, WIDTH, 476, "#8e7f8f")
    for x in range(-10, 1620, 34):
        for k in range(rng.choice((0, 1, 2, 3))):
            c.rect(x, 450 - k * 9, x + 31, 458 - k * 9, mix(rng.choice(BOX_COLOURS), "#d9ac96", 0.6))
    for x in (1330, 1470):
        tone = "#776f86"
        c.line([(x, 462), (x, 352)], tone, 5)
        c.line([(x + 50, 462), (x + 50, 352)], tone, 5)
        c.line([(x - 90, 372), (x + 80, 372)], tone, 5)
        c.line([(x + 20, 320), (x - 86, 370)], tone, 2)
        c.line([(x, 372), (x + 20, 320), (x + 50, 372)], tone, 3)


def _barge(c: Canvas) -> None:
    """A river vessel under way, its wake behind it."""
    x, y, k = 1300.0, 552.0, 0.8
    rng = dice(13)

    def at(u: float, v: float) -> Point:
        return (x + k * u, y + k * v)

    c.soft([at(-330, 34), at(430, 34), at(380, 60), at(-280, 60)], "#27384f", 0.55, 7)
    for i in range(8):
        for n in range(rng.choice((1, 2, 3))):
            tone = mix(BOX_COLOURS[(i * 2 + n * 3) % 6], "#8a7488", 0.18)
            (px, py), (qx, qy) = at(-190 + i * 66, -22 - n * 24), at(-127 + i * 66, 1 - n * 24)
            c.rect(px, py, qx, qy, tone)
            for u in range(6, 60, 9):
                c.rect(px + u * k, py + 3, px + u * k + 2, qy - 3, mix(tone, "#1a2a3c", 0.25))
    c.poly([at(-330, -12), at(370, -4), at(420, -16), at(386, 40), at(-300, 40)], "#17304a")
    c.poly([at(-312, 22), at(398, 22), at(386, 40), at(-300, 40)], "#8c3527")
    c.rect(*at(-312, -96), *at(-216, -10), "#eee3d4")
    c.rect(*at(-326, -104), *at(-204, -94), "#17304a")
    for n in range(3):
        c.rect(*at(-302 + n * 29, -82), *at(-282 + n * 29, -58), "#35506b")
    c.line([at(-264, -104), at(-264, -150)], "#17304a", 3)
    for n in range(3):
        c.rect(*at(-640 + n * 60, 36 + n * 9), *at(-300, 39 + n * 9), fade("#fbe6cf", 0.5 - 0.12 * n))


def _quay(c: Canvas, cam: Camera) -> None:
    c.wash(0, 632, WIDTH, 900, [(0, "#94868a"), (0.3, "#6f7080"), (1, "#3d4c60")])
    c.rect(0, 626, WIDTH, 636, "#d8b79a")
    _gantry(cam, 75, far=True)
    for z, rows in ((72, (4, 3)), (68, (3, 4)), (64, (2, 3))):
        for n, x in enumerate((-22.4, -9.4)):
            cam.shadow((x, 0, z), (12.4, rows[n] * 1.6, 2.5), (-0.9, -0.5), fade(INK, 0.25))
            for k in range(rows[n]):
                _container(cam, (x, k * 2.7, z), BOX_COLOURS[(z // 4 + n * 3 + k * 5) % 6])
    for z in (70, 65):
        for n, x in enumerate((20.0, 33.0)):
            for k in range(1 + (z + n) % 2):
                _container(cam, (x, k * 2.7, z), BOX_COLOURS[(z + n + k * 2) % 6])
    for x, z in ((6.2, 66), (7.4, 65.4)):
        px, py = cam.at(x, 0, z)
        person(c, px, py, 1.8 * cam.size(x, 0, z), "#d8782f", 0.4, helmet="#f5f3ee")
    _gantry(cam, 60, far=False)
    for x in range(-40, 44, 6):
        cam.ground(x, 52.4, x + 3, 52.8, GOLD)
    cam.ground(-60, 50.6, 60, 50.8, fade("#f5f3ee", 0.5))


def _container(cam: Camera, at: Vector, tone: Colour) -> None:
    """Evening light comes from the right and behind: the front lies in the shade."""
    faces = cam.box(
        at, (12.4, 2.6, 2.5), (mix(tone, "#ffe2b4", 0.45), mix(tone, "#1d2b45", 0.16), mix(tone, "#ffc98a", 0.35))
    )
    front = faces["front"]
    for u in range(24):
        front.patch(0.3 + u * 0.5, 0.2, 0.48 + u * 0.5, 2.4, mix(tone, "#0f1d33", 0.36))
    front.patch(0, 2.48, 12.4, 2.6, mix(tone, "#ffe2b4", 0.3))


def _gantry(cam: Camera, z: float, far: bool) -> None:
    """One portal of the rail-mounted crane; both portals carry the bridge."""
    main: Tones = ("#f6d59a", "#c98f3d" if not far else "#a97a45", "#f0bd66")
    left, right = -26.0, 12.0
    for x in (left, right):
        cam.box((x, 1.2, z), (1.5, 18.8, 1.4), main)
        cam.box((x - 1.2, 0, z - 0.2), (4.0, 1.3, 1.8), ("#5d6a7c", "#25374d", "#47566b"))
    cam.box((left - 5, 20, z), (right - left + 16, 2.0, 1.6), main)
    if far:
        return
    for x in range(-30, 22, 3):
        cam.rod((x, 22, z), (x, 23.2, z), "#7d5a2c", 1.6)
    cam.rod((left - 5, 23.2, z), (right + 11, 23.2, z), "#7d5a2c", 1.8)
    cam.box((-9, 18.2, z - 0.8), (5, 1.9, 3), ("#5d6a7c", "#17304a", "#35506b"))
    cab = cam.box((-3.9, 17.4, z - 0.8), (2.6, 2.7, 2), ("#dfe6e6", "#e9e2d3", "#f3e2c4"))
    cab["front"].patch(0.3, 0.9, 2.3, 2.3, "#35506b")
    for x in (-8.2, -4.9):
        cam.rod((x, 18.2, z), (x, 12.6, z), "#17304a", 2)
    cam.box((-12.6, 12.3, z), (12.2, 0.5, 2.4), ("#5d6a7c", "#17304a", "#35506b"))
    _container(cam, (-12.7, 9.6, z), "#0f5a85")


def _train(c: Canvas, cam: Camera) -> None:
    cam.ground(-70, 43.2, 70, 47.4, fade("#3a4453", 0.55))
    for x in range(-60, 60, 2):
        cam.ground(x, 43.8, x + 0.7, 46.8, fade("#2a3545", 0.7))
    for z in (44.5, 46.0):
        cam.ground(-70, z, 70, z + 0.14, "#d8c7b2")
    for i in range(3):
        x = -29.5 + i * 13.6
        cam.shadow((x, 0.2, 44.2), (12.9, 3.4, 2.3), (-0.3, -0.5), fade("#141f2e", 0.4))
        cam.box((x, 0.75, 44.2), (12.9, 0.45, 2.3), ("#5d6a7c", "#1b2c40", "#35506b"))
        for u in (1.4, 3.2, 9.6, 11.4):
            px, py = cam.at(x + u, 0.45, 44.1)
            c.disc(px, py, 14, "#101d2b")
            c.disc(px, py, 6, "#6b7a88")
        _container(cam, (x + 0.2, 1.2, 44.2), BOX_COLOURS[(1, 5, 3)[i]])
    _engine(c, cam, 11.6)


def _engine(c: Canvas, cam: Camera, x: float) -> None:
    faces = cam.box((x, 1.0, 44.2), (14.5, 3.7, 2.5), ("#3d7ea3", "#0c4a6e", "#2b6f97"))
    front: Face = faces["front"]
    front.patch(0, 0, 14.5, 0.7, "#08304a")
    front.patch(0, 0.9, 14.5, 1.15, GOLD)
    front.patch(0.6, 1.9, 2.6, 3.2, "#bcd3dc")
    front.patch(11.6, 1.9, 13.6, 3.2, "#f7dba0")
    for k in range(6):
        front.patch(3.6 + k * 1.25, 1.6, 4.4 + k * 1.25, 3.1, "#083a58")
    for u in (1.6, 3.2, 11.2, 12.8):
        px, py = cam.at(x + u, 0.5, 44.1)
        c.disc(px, py, 16, "#101d2b")
        c.disc(px, py, 7, "#6b7a88")
    px, py = cam.at(x + 14.4, 2.0, 44.2)
    c.glow(px, py, 60, "#fff0c4", 0.9)
