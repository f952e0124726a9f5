"""For the people: hospital and school."""

from __future__ import annotations

import math

from .canvas import BLUE, GOLD, INK, RED, WIDTH, Canvas, Point, dice, fade, mix
from .nature import (
    GREEN,
    cloud,
    hedge,
    person,
    poplar,
    ridge,
    tree,
)
from .space import Camera, Face

# ---- hospital: soft light after rain, two-point perspective from low down


def hospital(c: Canvas) -> None:
    """A ward tower on a podium, a cross above the entrance, an ambulance before it."""
    c.sky("#9db8c6", "#c6d6da", "#e6ebe6", "#f4f1e6", bottom=700)
    for k, (x, y, w) in enumerate(((260, 150, 620), (1180, 230, 760), (700, 330, 520))):
        cloud(c, x, y, w, "#f7f8f5", 0.75, seed=k + 11)
    ridge(c, 640, 120, 51, "#b3c5c6", "#dfe4da", 720)
    for x in range(-10, 1620, 58):
        tree(c, x, 700, 120 + (x * 31) % 70, "#9db5a0", x + 20)
    cam = Camera(c, eye=(0, 3.2, 0), yaw=34, focal=1050, horizon=640)
    c.wash(0, 690, WIDTH, 900, [(0, "#ccd2cb"), (0.3, "#b3bfbf"), (1, "#8ea0a5")])
    _hospital_block(cam)
    _hospital_front(c, cam)


def _hospital_block(cam: Camera) -> None:
    tower = cam.box((34, 0, 64), (62, 44, 18), ("#dfe4e2", "#b9cad1", "#fbf9f1"))
    tower["front"].grid(
        16, 10, lambda i, j: mix("#4f86a3", "#9cc3d1", (i * 7 + j * 5) % 9 / 9), (0.22, 0.5), edge=(1.5, 1.0), base=8
    )
    tower["left"].grid(
        4, 10, lambda i, j: mix("#6fa3bb", "#c4dde4", (i * 3 + j * 5) % 7 / 7), (0.3, 0.5), edge=(2.5, 1.0), base=8
    )
    _cross(tower["left"], 9, 39.4, 2.9)
    core = cam.box((52, 0, 60), (12, 49, 8), ("#e8ece9", "#2b6d91", "#3d83a6"))
    core["front"].grid(
        4, 13, lambda i, j: "#a6d0de" if (i + j) % 5 else "#f0d79b", (0.12, 0.14), edge=(0.7, 0.7), base=8
    )
    _cross(core["left"], 4, 44.5, 2.2)
    podium = cam.box((20, 0, 42), (74, 9.5, 22), ("#eceeea", "#d3dcdc", "#fffdf6"))
    podium["front"].patch(0, 0.6, 74, 7.6, "#43809f")
    podium["front"].grid(
        26, 2, lambda i, j: mix("#5f9ab5", "#c9e1e6", (i * 5 + j * 3) % 8 / 8), (0.1, 0.1), edge=(0.3, 0.9)
    )
    podium["left"].grid(6, 2, lambda i, j: "#8fbccb", (0.3, 0.36), edge=(0.8, 0.9))
    podium["front"].patch(0, 8.4, 74, 9.5, "#f7f5ec")
    podium["front"].patch(0, 8.2, 74, 8.4, GOLD)


def _cross(face: Face, u: float, v: float, r: float) -> None:
    """White on blue: the sign of hospitals on road signs, not the protected red cross."""
    face.patch(u - r, v - r, u + r, v + r, BLUE)
    arm, leg = r * 0.24, r * 0.72
    face.patch(u - arm, v - leg, u + arm, v + leg, "#ffffff")
    face.patch(u - leg, v - arm, u + leg, v + arm, "#ffffff")


def _hospital_front(c: Canvas, cam: Camera) -> None:
    """Canopy, drive, ambulance, people, trees."""
    cam.ground(-80, 33.4, 240, 42, "#dcdbcf")
    cam.ground(-80, 17, 240, 33.4, "#8796a0")
    cam.ground(-80, 33.2, 240, 33.6, "#f1efe6")
    for x in range(-60, 240, 6):
        cam.ground(x, 25.0, x + 3, 25.3, "#eef0ea")
    cam.ground(-80, 16.4, 240, 17, "#f1efe6")
    cam.ground(-80, 10.5, 240, 16.4, "#c9ccc5")
    for x in range(-30, 60, 2):
        cam.rod((x, 0, 10.5), (x, 0, 16.4), fade("#8e9da1", 0.4), 1)
    for x in (30, 44):
        cam.box((x, 0, 35), (0.7, 5.2, 0.7), ("#ffffff", "#e6e6dd", "#ffffff"))
    roof = cam.box((27, 5.2, 34.4), (20, 0.9, 8), ("#f9f7ee", "#0c4a6e", "#2c6788"))
    roof["front"].patch(0, 0, 20, 0.18, GOLD)
    for x in (52, 58, 66, 76, 88):
        px, py = cam.at(x, 0, 38)
        poplar(c, px, py, 7.5 * cam.size(x, 0, 38), "#6d9a7c")
    for x, z, coat, h in (
        (33.4, 33, "#ffffff", 1.75),
        (35.0, 33, BLUE, 1.7),
        (40, 31.5, RED, 1.65),
        (26, 36.5, "#6d8f9d", 1.7),
        (18, 35, "#d8a95c", 1.7),
    ):
        px, py = cam.at(x, 0, z)
        m = cam.size(x, 0, z)
        c.disc(px, py, 0.5 * m, fade(INK, 0.22), ry=0.09 * m)
        person(c, px, py, h * m, coat, 0.5)
    _ambulance(cam)
    px, py = cam.at(2.4, 0, 15)
    tree(c, px, py, 590, "#6b9a78", 7, light=1)
    lawn = cam.outline([(-40, 0, -20), (120, 0, -20), (120, 0, 10.4), (-40, 0, 10.4)])
    c.shade(lawn, [(0, "#8fb48a"), (1, "#5b8a70")])
    hedge(c, -10, 700, 892, 50, GREEN, 3)


def _ambulance(cam: Camera) -> None:
    at = (22.5, 0.45, 24.5)
    cam.shadow((22.5, 0, 24.5), (6.2, 1.4, 2.3), (0.3, -0.5), fade(INK, 0.25))
    faces = cam.box(at, (6.2, 2.3, 2.3), ("#ffffff", "#f3f3ec", "#dfe5e6"))
    front = faces["front"]
    front.patch(0, 0.7, 6.2, 1.0, RED)
    front.patch(4.5, 1.15, 5.8, 2.0, "#3d6579")
    front.patch(2.6, 1.2, 4.1, 2.0, "#6f94a6")
    _cross(front, 1.2, 1.6, 0.5)
    cam.box((26.2, 2.75, 25.2), (1.2, 0.28, 0.9), ("#3d8fc9", "#1b6ba3", "#1b6ba3"))
    for u in (1.1, 5.0):
        x, y = cam.at(at[0] + u, 0.45, 24.5)
        r = 0.45 * cam.size(at[0] + u, 0.4, 24.5)
        cam.canvas.disc(x, y, r, "#1b2630")
        cam.canvas.disc(x, y, r * 0.5, "#aab5ba")


# ---- school: bright morning, seen from above the running track


def school(c: Canvas) -> None:
    """School buildings round a court with a flag, the running track in front."""
    c.sky("#5aa5cb", "#9ccbdc", "#dcecea", "#f7f0dc", bottom=360)
    cloud(c, 1240, 150, 520, seed=2)
    cloud(c, 380, 110, 380, seed=7)
    ridge(c, 300, 70, 61, "#8fb3bd", "#cfdcd2", 380)
    rng = dice(9)
    for x in range(-10, 1620, 44):
        h = rng.uniform(14, 60)
        c.rect(x, 318 - h, x + 34, 340, mix("#a3bcc4", "#e6ebe4", rng.uniform(0.3, 0.7)))
    cam = Camera(c, eye=(0, 24, 0), yaw=-8, focal=1150, horizon=270)
    c.wash(0, 316, WIDTH, 900, [(0, "#bcd0a8"), (0.25, "#a9c393"), (1, "#7ea877")])
    _campus(c, cam)
    _track(c, cam)
    _flag(c, cam)


def _campus(c: Canvas, cam: Camera) -> None:
    for i, x in enumerate(range(-300, 320, 44)):
        cam.ground(x, 215, x + 40, 330, ("#aec494", "#c9cf9c", "#9dba8b")[i % 3])
    cam.ground(-400, 203, 400, 210, "#d9d6c8")
    cam.ground(-78, 60, -73, 203, "#d9d6c8")
    cam.ground(-66, 108, 70, 170, "#e4ddc9")
    cam.ground(-106, 118, -82, 160, "#5f93a3")
    for x0, z0 in ((-104, 121), (-104, 141)):
        ring = [(x0, 0, z0), (x0 + 20, 0, z0), (x0 + 20, 0, z0 + 16), (x0, 0, z0 + 16), (x0, 0, z0)]
        c.line([cam.at(*p) for p in ring], "#f3f1e6", 1.6)
    for x in range(-130, 140, 8):
        px, py = cam.at(x, 0, 196)
        tree(c, px, py, 10 * cam.size(x, 0, 196), "#7da37d", x + 200)
    for at, size in (((-46, 0, 164), (92, 17, 12)), ((-66, 0, 124), (14, 13, 46)), ((44, 0, 128), (16, 13, 42))):
        faces = cam.box(at, size, ("#d8d3c4", "#f8f1df", "#d6b48d"))
        for name, face in faces.items():
            if name == "top":
                continue
            floors = 5 if size[1] > 14 else 4
            n = max(4, round(face.wide / 4))
            face.grid(n, floors, lambda i, j: "#5f95b0" if (i + j) % 4 else "#88b6c8", (0.3, 0.5), edge=(1, 0.5))
            for j in range(1, floors + 1):
                face.patch(
                    0,
                    j * face.tall / floors - 0.5,
                    face.wide,
                    j * face.tall / floors,
                    "#c8673f" if name == "front" else "#a9543a",
                )
        if "top" in faces:
            faces["top"].patch(1, 1, faces["top"].wide - 1, faces["top"].tall - 1, "#b9bfb8")
    clock = cam.box((-6, 0, 160), (12, 23, 8), ("#d8d3c4", "#0c4a6e", "#3d7896"))
    clock["front"].grid(3, 4, lambda i, j: "#8fc0d3" if j < 3 else None, (0.3, 0.3), edge=(1.4, 1), base=0.1)
    x, y = cam.at(0, 19.4, 160)
    c.disc(x, y, 2.5 * cam.size(0, 0, 160), "#f8f1df")
    c.line([(x, y - 12), (x, y), (x + 8, y + 4)], INK, 2.4)
    for x0 in (-40, -28, -16, 12, 24, 36):
        px, py = cam.at(x0, 0, 112)
        tree(c, px, py, 7.5 * cam.size(x0, 0, 112), "#6d9e6d", x0 + 90)


def _oval(cam: Camera, r: float, long: float, z: float) -> list[Point]:
    """A running track's outline: two straights and two half circles."""
    points = []
    for i in range(96):
        t = math.tau * i / 96
        x = math.cos(t) * r + (long if math.cos(t) > 0 else -long)
        points.append(cam.at(x - 6, 0, z + math.sin(t) * r))
    return points


def _track(c: Canvas, cam: Camera) -> None:
    z, long = 72.0, 27.0
    c.poly(_oval(cam, 33.5, long, z), "#e9e0c6")
    c.shade(_oval(cam, 32.5, long, z), [(0, "#c98462"), (1, "#a9472f")])
    for k in range(1, 6):
        ring = _oval(cam, 32.5 - k * 1.7, long, z)
        c.line([*ring, ring[0]], "#f4e7d5", 1.4)
    c.poly(_oval(cam, 22.4, long, z), "#f4e7d5")
    c.shade(_oval(cam, 22.0, long, z), [(0, "#9cc481"), (1, "#5f9a5b")])
    for k in range(-4, 5, 2):
        cam.ground(-6 + k * 7.4 - 3.7, z - 19, -6 + k * 7.4 + 3.7, z + 19, fade("#f3f6c9", 0.14))
    frame = [(-39, 0, z - 18), (27, 0, z - 18), (27, 0, z + 18), (-39, 0, z + 18)]
    line = [cam.at(*p) for p in frame]
    c.line([*line, line[0]], "#f8f7ee", 2)
    c.line([cam.at(-6, 0, z - 18), cam.at(-6, 0, z + 18)], "#f8f7ee", 2)
    ring = [cam.at(-6 + 6 * math.cos(t / 18 * math.pi), 0, z + 6 * math.sin(t / 18 * math.pi)) for t in range(37)]
    c.line(ring, "#f8f7ee", 2)
    rng = dice(17)
    coats = (RED, BLUE, GOLD, "#f5f3ee", "#2f7d8f")
    spots = [(rng.uniform(-34, 24), z + rng.uniform(-15, 15)) for _ in range(15)]
    spots += [(-24 + 6 * k, z + 30.6 - (k % 2) * 1.7) for k in range(5)]
    for k, (x, zz) in enumerate(sorted(spots, key=lambda p: -p[1])):
        px, py = cam.at(x, 0, zz)
        m = cam.size(x, 0, zz)
        c.disc(px + m * 0.5, py, m * 0.7, fade("#23443a", 0.35), ry=m * 0.13)
        person(c, px, py, 1.7 * m, coats[k % 5], 0.9)


def _flag(c: Canvas, cam: Camera) -> None:
    """The national flag, stars in their proper places, on the court."""
    x, base = cam.at(-26, 0, 124)
    top = base - 27 * cam.size(-26, 0, 124)
    c.line([(x, base), (x, top)], "#f6f4ec", 3.4)
    c.disc(x, top - 3, 4, GOLD)
    w, h = 75.0, 50.0
    c.rect(x + 2, top + 2, x + 2 + w, top + 2 + h, "#c8281e")
    unit = w / 30
    for u, v, r in ((5, 5, 3), (10, 2, 1), (12, 4, 1), (12, 7, 1), (10, 9, 1)):
        # The small stars each turn one point towards the middle of the large one.
        turn = -math.pi / 2 if r == 3 else math.atan2(5 - v, 5 - u)
        star = [
            (
                x + 2 + unit * (u + r * k * math.cos(turn + math.pi * i / 5)),
                top + 2 + unit * (v + r * k * math.sin(turn + math.pi * i / 5)),
            )
            for i, k in enumerate((1, 0.382) * 5)
        ]
        c.poly(star, "#f7d648")
