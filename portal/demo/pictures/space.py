"""Perspective: scenes that stand in real metres and are seen through a lens.

Right is x, up is y, away is z. The lens is a shift lens as architects use it:
verticals stay vertical whatever the height of the eye.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from .canvas import Canvas, Colour, Point

Vector = tuple[float, float, float]
Tones = tuple[Colour, Colour, Colour]  # top, faces along x, faces along z

NEAR = 0.5


class Face:
    """A flat rectangle in space that can be painted in its own metres."""

    def __init__(self, space: Space, origin: Vector, across: Vector, up: Vector) -> None:
        self.space, self.origin = space, origin
        self.wide, self.tall = math.hypot(*across), math.hypot(*up)
        self._u = (across[0] / self.wide, across[1] / self.wide, across[2] / self.wide)
        self._v = (up[0] / self.tall, up[1] / self.tall, up[2] / self.tall)

    def at(self, u: float, v: float) -> Vector:
        (x, y, z), (a, b, c), (d, e, f) = self.origin, self._u, self._v
        return (x + a * u + d * v, y + b * u + e * v, z + c * u + f * v)

    def patch(self, u0: float, v0: float, u1: float, v1: float, colour: Colour) -> None:
        self.space.poly([self.at(u0, v0), self.at(u1, v0), self.at(u1, v1), self.at(u0, v1)], colour)

    def grid(
        self,
        columns: int,
        rows: int,
        colour: Callable[[int, int], Colour | None],
        gap: tuple[float, float] = (0.3, 0.4),
        edge: tuple[float, float] = (0.0, 0.0),
        base: float = 0.0,
    ) -> None:
        """Windows: gap is the share of a cell left free, edge the border in metres."""
        cell_u = (self.wide - 2 * edge[0]) / columns
        cell_v = (self.tall - base - 2 * edge[1]) / rows
        for i in range(columns):
            for j in range(rows):
                tone = colour(i, j)
                if tone is None:
                    continue
                u = edge[0] + i * cell_u + cell_u * gap[0] / 2
                v = base + edge[1] + j * cell_v + cell_v * gap[1] / 2
                self.patch(u, v, u + cell_u * (1 - gap[0]), v + cell_v * (1 - gap[1]), tone)


class Space:
    """What the two projections have in common."""

    canvas: Canvas

    def view(self, p: Vector) -> Vector:
        """The point as the eye sees it: right, up, away."""
        raise NotImplementedError

    def flat(self, p: Vector) -> Point:
        """A point of the view on the canvas."""
        raise NotImplementedError

    def sees(self, p: Vector, normal: Vector) -> bool:
        """Whether a face through p turns towards the eye."""
        raise NotImplementedError

    def at(self, x: float, y: float, z: float) -> Point:
        v = self.view((x, y, z))
        return self.flat((v[0], v[1], max(v[2], NEAR)))

    def outline(self, points: Sequence[Vector]) -> list[Point]:
        """Projected outline, cut off at the near plane."""
        seen, out = [self.view(p) for p in points], []
        for a, b in zip(seen, seen[1:] + seen[:1], strict=True):
            if a[2] >= NEAR:
                out.append(self.flat(a))
            if (a[2] >= NEAR) != (b[2] >= NEAR):
                t = (NEAR - a[2]) / (b[2] - a[2])
                cut = tuple(p + (q - p) * t for p, q in zip(a, b, strict=True))
                out.append(self.flat((cut[0], cut[1], NEAR)))
        return out

    def poly(self, points: Sequence[Vector], colour: Colour) -> None:
        out = self.outline(points)
        if len(out) > 2:
            self.canvas.poly(out, colour)

    def ground(self, x0: float, z0: float, x1: float, z1: float, colour: Colour, y: float = 0.0) -> None:
        self.poly([(x0, y, z0), (x1, y, z0), (x1, y, z1), (x0, y, z1)], colour)

    def rod(self, a: Vector, b: Vector, colour: Colour, width: float) -> None:
        """A straight bar; the width is in canvas units."""
        out = self.outline([a, b, b])
        if len(out) > 1:
            self.canvas.line(out[:2], colour, width)

    def box(self, at: Vector, size: Vector, tones: Tones) -> dict[str, Face]:
        """A block from its lower near left corner; returns the faces in sight."""
        (x, y, z), (w, h, d) = at, size
        up = (0.0, h, 0.0)
        sides = {
            "back": ((x + w, y, z + d), (-w, 0, 0), up, (0, 0, 1), tones[1]),
            "left": ((x, y, z + d), (0, 0, -d), up, (-1, 0, 0), tones[2]),
            "right": ((x + w, y, z), (0, 0, d), up, (1, 0, 0), tones[2]),
            "front": ((x, y, z), (w, 0, 0), up, (0, 0, -1), tones[1]),
            "top": ((x, y + h, z), (w, 0, 0), (0, 0, d), (0, 1, 0), tones[0]),
        }
        faces = {}
        for name, (origin, across, rise, normal, tone) in sides.items():
            if self.sees(origin, normal):
                face = Face(self, origin, across, rise)
                face.patch(0, 0, face.wide, face.tall, tone)
                faces[name] = face
        return faces

    def shadow(self, at: Vector, size: Vector, cast: tuple[float, float], colour: Colour) -> None:
        """The shadow of a block on the ground; cast is its offset per metre of height."""
        (x, y, z), (w, h, d) = at, size
        sx, sz = cast[0] * (y + h), cast[1] * (y + h)
        ground = [(x, z), (x + w, z), (x + w, z + d), (x, z + d)]
        moved = [(a + sx, b + sz) for a, b in ground]
        self.poly([(a, 0.0, b) for a, b in _hull(ground + moved)], colour)


class Camera(Space):
    """The lens: eye in metres, yaw in degrees to the right, horizon on the canvas."""

    def __init__(
        self,
        canvas: Canvas,
        eye: Vector = (0, 1.7, 0),
        yaw: float = 0,
        focal: float = 1300,
        horizon: float = 450,
        centre: float = 800,
    ) -> None:
        self.canvas, self.eye, self.focal = canvas, eye, focal
        self.horizon, self.centre = horizon, centre
        self._sin, self._cos = math.sin(math.radians(yaw)), math.cos(math.radians(yaw))

    def view(self, p: Vector) -> Vector:
        x, y, z = p[0] - self.eye[0], p[1] - self.eye[1], p[2] - self.eye[2]
        return (x * self._cos - z * self._sin, y, x * self._sin + z * self._cos)

    def flat(self, p: Vector) -> Point:
        return (self.centre + self.focal * p[0] / p[2], self.horizon - self.focal * p[1] / p[2])

    def sees(self, p: Vector, normal: Vector) -> bool:
        return sum((e - a) * n for e, a, n in zip(self.eye, p, normal, strict=True)) > 0

    def size(self, x: float, y: float, z: float) -> float:
        """Canvas units per metre at that place."""
        return self.focal / max(self.view((x, y, z))[2], NEAR)

    def depth(self, x: float, z: float) -> float:
        return self.view((x, 0, z))[2]


class Iso(Space):
    """A bird's view without a vanishing point, as on planning models."""

    def __init__(self, canvas: Canvas, scale: float, centre: Point, turn: float = 45, tilt: float = 0.5) -> None:
        self.canvas, self.scale, self.centre, self.tilt = canvas, scale, centre, tilt
        self._sin, self._cos = math.sin(math.radians(turn)), math.cos(math.radians(turn))
        self._rise = math.sqrt(1 - tilt * tilt)

    def view(self, p: Vector) -> Vector:
        x, y, z = p
        # The depth is never needed here; 1 keeps everything before the near plane.
        return (x * self._cos - z * self._sin, y * self._rise + (x * self._sin + z * self._cos) * self.tilt, 1.0)

    def flat(self, p: Vector) -> Point:
        return (self.centre[0] + self.scale * p[0], self.centre[1] - self.scale * p[1])

    def sees(self, p: Vector, normal: Vector) -> bool:
        x, y, z = normal
        return y > 0 or (x * self._sin + z * self._cos) < 0


def _hull(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Convex hull: the outline of a block's shadow."""
    points = sorted(set(points))
    halves = []
    for run in (points, points[::-1]):
        half: list[tuple[float, float]] = []
        for p in run:
            while len(half) > 1 and _turn(half[-2], half[-1], p) <= 0:
                half.pop()
            half.append(p)
        halves.append(half[:-1])
    return halves[0] + halves[1]


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
