"""The mark 示例图片 in the corner of every demonstration picture.

A bare machine has no Chinese font, so the four characters are kept here as
strokes on a grid of 24 x 24.
"""

from __future__ import annotations

from PIL import Image, ImageDraw

Stroke = tuple[tuple[float, float], ...]

CHARACTERS: tuple[tuple[Stroke, ...], ...] = (
    (  # 示
        ((5, 4), (19, 4)),
        ((2, 10), (22, 10)),
        ((12, 10), (12, 21), (9, 20.4)),
        ((7, 13.5), (5.4, 17), (2.6, 20)),
        ((16.6, 13.5), (19, 16.4), (21, 20)),
    ),
    (  # 例
        ((7, 2), (5, 7), (1.6, 11.6)),
        ((4.9, 7.6), (4.9, 22.4)),
        ((8, 4), (17, 4)),
        ((11.6, 4), (10.4, 9), (7.8, 13.4)),
        ((10.6, 8.6), (15.6, 8.6), (14.4, 14), (12, 18.6), (8.2, 22.2)),
        ((9.8, 12.6), (12.8, 15.8)),
        ((18.6, 5.4), (18.6, 16.4)),
        ((22.3, 2), (22.3, 21.6), (19.6, 21.2)),
    ),
    (  # 图
        ((3, 3), (21, 3), (21, 22), (3, 22), (3, 3)),
        ((10.6, 4.6), (9, 8), (6, 10.8)),
        ((9.4, 7), (16.2, 7), (13.4, 10.8), (10, 13.2), (5.8, 15)),
        ((8.8, 8.6), (12, 11.6), (18.2, 14.6)),
        ((10.6, 14.2), (14, 15.6)),
        ((8.6, 17.2), (15, 19.4)),
    ),
    (  # 片
        ((7, 2.4), (7, 12), (5.8, 18), (2.6, 22)),
        ((7, 8.8), (21.6, 8.8)),
        ((14.4, 2), (14.4, 8.8)),
        ((7, 14), (17.4, 14), (17.4, 22.4)),
    ),
)

PLATE = (8, 48, 74, 100)
INK = (255, 255, 255, 215)
FINE = 4  # the plate is drawn this much larger and then reduced


def stamp(image: Image.Image) -> None:
    """Bake the mark into the lower right corner, in place."""
    # Below 11 pixels a character the strokes would run together.
    em = max(11.0, image.width * 0.0128)
    gap, pad_x, pad_y = em * 0.16, em * 0.5, em * 0.34
    wide = round(4 * em + 3 * gap + 2 * pad_x)
    tall = round(em + 2 * pad_y)
    plate = Image.new("RGBA", (wide * FINE, tall * FINE), (*PLATE[:3], 0))
    pen = ImageDraw.Draw(plate)
    pen.rounded_rectangle([0, 0, wide * FINE - 1, tall * FINE - 1], em * 0.2 * FINE, fill=PLATE)
    weight = max(FINE, round(em * 0.082 * FINE))
    for i, strokes in enumerate(CHARACTERS):
        left, unit = (pad_x + i * (em + gap)) * FINE, em * FINE / 24
        for stroke in strokes:
            path = [(left + x * unit, pad_y * FINE + y * unit) for x, y in stroke]
            pen.line(path, fill=INK, width=weight, joint="curve")
            for x, y in (path[0], path[-1]):
                r = weight / 2
                pen.ellipse([x - r, y - r, x + r, y + r], fill=INK)
    small = plate.resize((wide, tall), Image.Resampling.LANCZOS)
    margin = max(4, round(em * 0.7))
    image.paste(small, (image.width - wide - margin, image.height - tall - margin), small)
