"""A drawing surface with its own units: every scene is drawn on 1600 x 900.

The canvas is larger than the picture that comes out (supersampling); the scenes
never see that, they think in the logical units and the canvas multiplies.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence
from functools import lru_cache

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

Point = tuple[float, float]
Colour = str | tuple[int, ...]
Stops = Sequence[tuple[float, Colour]]

WIDTH, HEIGHT = 1600, 900

INK = "#08304a"
BLUE = "#0c4a6e"
GOLD = "#e7b45a"
RED = "#b8321f"
PAPER = "#f5f3ee"


@lru_cache(maxsize=4096)
def rgb(colour: Colour) -> tuple[int, ...]:
    """Colour as numbers; an alpha given with it is kept."""
    return ImageColor.getrgb(colour) if isinstance(colour, str) else tuple(colour)


def dice(seed: int) -> random.Random:
    """Chance that falls the same way every time."""
    return random.Random(seed)  # noqa: S311 - scatters leaves and lit windows, keeps no secret


@lru_cache(maxsize=16384)
def mix(a: Colour, b: Colour, t: float) -> tuple[int, int, int]:
    """The colour between a (t=0) and b (t=1)."""
    one, two = rgb(a), rgb(b)
    t = min(1.0, max(0.0, t))
    return tuple(round(p + (q - p) * t) for p, q in zip(one[:3], two[:3], strict=True))


def fade(colour: Colour, alpha: float) -> tuple[int, int, int, int]:
    """The colour with an opacity from 0 to 1."""
    return (*rgb(colour)[:3], round(255 * min(1.0, max(0.0, alpha))))


def ramp(stops: Stops, t: float) -> tuple[int, int, int]:
    """The colour at t on a row of colour stops."""
    for (p, a), (q, b) in zip(stops, stops[1:], strict=False):
        if t <= q:
            return mix(a, b, (t - p) / (q - p) if q > p else 1.0)
    return mix(stops[-1][1], stops[-1][1], 0)


def spline(points: Sequence[Point], steps: int = 16, closed: bool = False) -> list[Point]:
    """A smooth line through all points (Catmull-Rom)."""
    n = len(points)
    out: list[Point] = []
    for i in range(n if closed else n - 1):
        if closed:
            p0, p1, p2, p3 = (points[(i + j) % n] for j in (-1, 0, 1, 2))
        else:
            p0, p1 = points[max(i - 1, 0)], points[i]
            p2, p3 = points[i + 1], points[min(i + 2, n - 1)]
        for s in range(steps):
            out.append(_catmull(p0, p1, p2, p3, s / steps))
    if not closed:
        out.append(points[-1])
    return out


def _catmull(p0: Point, p1: Point, p2: Point, p3: Point, t: float) -> Point:
    x, y = (
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        for a, b, c, d in zip(p0, p1, p2, p3, strict=True)
    )
    return (x, y)


class Canvas:
    """Shapes, gradients, glows, mist and mirrored water in logical units."""

    def __init__(self, scale: float) -> None:
        self.k = scale
        size = (math.ceil(WIDTH * scale), math.ceil(HEIGHT * scale))
        self.image = Image.new("RGB", size, rgb(PAPER))
        # RGBA mode on an RGB image lets a fill with alpha blend in place.
        self.pen = ImageDraw.Draw(self.image, "RGBA")

    def _px(self, points: Iterable[Point]) -> list[Point]:
        return [(x * self.k, y * self.k) for x, y in points]

    def _box(self, points: Iterable[Point], pad: float = 0) -> tuple[int, int, int, int] | None:
        """Pixel box of the points, cut to the canvas; None when outside."""
        px = self._px(points)
        xs, ys, pad = [p[0] for p in px], [p[1] for p in px], pad * self.k
        x0, y0 = max(0, math.floor(min(xs) - pad)), max(0, math.floor(min(ys) - pad))
        x1 = min(self.image.width, math.ceil(max(xs) + pad) + 1)
        y1 = min(self.image.height, math.ceil(max(ys) + pad) + 1)
        return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else None

    # ---- plain shapes

    def poly(self, points: Iterable[Point], colour: Colour) -> None:
        self.pen.polygon(self._px(points), fill=rgb(colour))

    def rect(self, x0: float, y0: float, x1: float, y1: float, colour: Colour, radius: float = 0) -> None:
        box = [v * self.k for v in (x0, y0, x1, y1)]
        if radius:
            self.pen.rounded_rectangle(box, radius * self.k, fill=rgb(colour))
        else:
            # The last pixel belongs to the rectangle in Pillow; without the -1
            # neighbours would overlap by one and show a seam when translucent.
            self.pen.rectangle([box[0], box[1], max(box[0], box[2] - 1), max(box[1], box[3] - 1)], fill=rgb(colour))

    def disc(self, x: float, y: float, r: float, colour: Colour, ry: float | None = None) -> None:
        b = r if ry is None else ry
        self.pen.ellipse([v * self.k for v in (x - r, y - b, x + r, y + b)], fill=rgb(colour))

    def line(
        self, points: Iterable[Point], colour: Colour, width: float = 1.0, joint: bool = False, caps: bool = False
    ) -> None:
        px = self._px(points)
        w = max(1, round(width * self.k))
        self.pen.line(px, fill=rgb(colour), width=w, joint="curve" if joint else None)
        if caps:
            for x, y in (px[0], px[-1]):
                self.pen.ellipse([x - w / 2, y - w / 2, x + w / 2, y + w / 2], fill=rgb(colour))

    def arc(
        self,
        x: float,
        y: float,
        r: float,
        start: float,
        end: float,
        colour: Colour,
        width: float,
        ry: float | None = None,
    ) -> None:
        b = r if ry is None else ry
        box = [v * self.k for v in (x - r, y - b, x + r, y + b)]
        self.pen.arc(box, start, end, fill=rgb(colour), width=max(1, round(width * self.k)))

    # ---- gradients

    def _strip(self, stops: Stops, size: tuple[int, int], across: bool) -> Image.Image:
        n = max(2, size[0] if across else size[1])
        strip = Image.new("RGB", (n, 1) if across else (1, n))
        strip.putdata([ramp(stops, i / (n - 1)) for i in range(n)])
        return strip.resize(size)

    def wash(self, x0: float, y0: float, x1: float, y1: float, stops: Stops, across: bool = False) -> None:
        """A rectangle filled with a gradient (downwards, or across)."""
        a, b, c, d = (round(v * self.k) for v in (x0, y0, x1, y1))
        if c > a and d > b:
            self.image.paste(self._strip(stops, (c - a, d - b), across), (a, b))

    def sky(self, *colours: Colour, bottom: float = HEIGHT) -> None:
        """Evenly spaced sky colours from the top down."""
        n = len(colours) - 1
        self.wash(0, 0, WIDTH, bottom, [(i / n, c) for i, c in enumerate(colours)])

    def _stencil(self, points: Iterable[Point]) -> tuple[Image.Image, tuple[int, int]] | None:
        """Mask of a polygon and its place; only the part on the canvas is made."""
        points = list(points)
        box = self._box(points)
        if box is None:
            return None
        mask = Image.new("L", (box[2] - box[0], box[3] - box[1]))
        ImageDraw.Draw(mask).polygon([(x - box[0], y - box[1]) for x, y in self._px(points)], fill=255)
        return mask, (box[0], box[1])

    def shade(self, points: Iterable[Point], stops: Stops, across: bool = False) -> None:
        """A polygon filled with a gradient over its visible bounding box."""
        if found := self._stencil(points):
            mask, place = found
            self.image.paste(self._strip(stops, mask.size, across), place, mask)

    def mist(self, points: Iterable[Point], colour: Colour, top: float, bottom: float) -> None:
        """A polygon in one colour whose opacity runs from its top to its bottom."""
        if found := self._stencil(points):
            mask, place = found
            a, b = round(255 * top), round(255 * bottom)
            strip = self._strip([(0, (a, a, a)), (1, (b, b, b))], mask.size, across=False)
            mask = ImageChops.multiply(mask, strip.getchannel(0))
            self.image.paste(rgb(colour)[:3], place, mask)

    def ball(self, x: float, y: float, r: float, stops: Stops, ry: float | None = None, across: bool = True) -> None:
        """An ellipse filled with a gradient."""
        b = r if ry is None else ry
        turn = [math.tau * i / 72 for i in range(72)]
        self.shade([(x + r * math.cos(t), y + b * math.sin(t)) for t in turn], stops, across)

    # ---- soft things

    def glow(
        self,
        x: float,
        y: float,
        r: float,
        colour: Colour,
        strength: float = 1.0,
        ry: float | None = None,
        power: float = 2.0,
    ) -> None:
        """A light that fades out to nothing at its radius."""
        b = r if ry is None else ry
        box = [round(v * self.k) for v in (x - r, y - b, x + r, y + b)]
        size = (max(1, box[2] - box[0]), max(1, box[3] - box[1]))
        mask = _falloff(round(strength * 255), power).resize(size, Image.Resampling.BICUBIC)
        self.image.paste(rgb(colour)[:3], (box[0], box[1]), mask)

    def veil(
        self, y0: float, y1: float, colour: Colour, top: float, bottom: float, x0: float = 0, x1: float = WIDTH
    ) -> None:
        """Mist or shade whose opacity runs from top to bottom."""
        a, b, c, d = (round(v * self.k) for v in (x0, y0, x1, y1))
        n = max(2, d - b)
        mask = Image.new("L", (1, n))
        mask.putdata([round(255 * (top + (bottom - top) * i / (n - 1))) for i in range(n)])
        self.image.paste(rgb(colour)[:3], (a, b), mask.resize((c - a, n)))

    def soft(self, points: Sequence[Point], colour: Colour, alpha: float, blur: float) -> None:
        """A blurred polygon: cast shadows, beams, smoke."""
        box = self._box(points, pad=blur * 2)
        if box is None:
            return
        # A blurred shape has no detail to lose: a quarter of the size is enough.
        q = 4
        size = ((box[2] - box[0]) // q + 1, (box[3] - box[1]) // q + 1)
        mask = Image.new("L", size)
        ImageDraw.Draw(mask).polygon(
            [((x - box[0]) / q, (y - box[1]) / q) for x, y in self._px(points)], fill=round(255 * alpha)
        )
        mask = mask.filter(ImageFilter.GaussianBlur(blur * self.k / q))
        mask = mask.resize((size[0] * q, size[1] * q), Image.Resampling.BICUBIC)
        self.image.paste(rgb(colour)[:3], (box[0], box[1]), mask)

    def mirror(
        self, y: float, y1: float, tint: Colour, near: float, far: float, squash: float = 1.0, ripple: float = 3.0
    ) -> None:
        """Water from y to y1 that shows what stands above y, waving and tinted.

        near and far are the opacity of the tint at the bottom and at the bank.
        """
        k, wide = self.k, self.image.width
        top, end = round(y * k), min(self.image.height, round(y1 * k))
        tall = end - top
        source = self.image.crop((0, max(0, top - round(tall * squash)), wide, top))
        source = source.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((wide, tall))
        out, step = source.copy(), max(1, round(k))
        for row in range(0, tall, step):
            depth = row / tall
            shift = math.sin(row / k * 0.55 / (0.4 + depth)) + math.sin(row / k * 0.21 + 1)
            dx = round(shift * ripple * k * (0.25 + depth))
            strip = source.crop((0, row, wide, min(tall, row + step)))
            out.paste(ImageChops.offset(strip, dx, 0), (0, row))
        self.image.paste(out, (0, top))
        self.veil(y, y1, tint, far, near)


@lru_cache(maxsize=64)
def _falloff(strength: int, power: float) -> Image.Image:
    # Pillow's gradient reaches 255 in the corners, 181 at the middle of an edge.
    table = [round(strength * max(0.0, 1 - i / 180) ** power) for i in range(256)]
    return Image.radial_gradient("L").point(table)
