"""The cross-border trade hub from the air."""

from __future__ import annotations

from .built import BOX_COLOURS
from .canvas import BLUE, GOLD, INK, WIDTH, Canvas, Colour, fade, mix
from .space import Iso, Tones, Vector

# ---- cross-border hub: a clear morning from high above, drawn without vanishing point


def crossborder_hub(c: Canvas) -> None:
    """Warehouses, docks with lorries, a customs gate over the road."""
    c.wash(0, 0, WIDTH, 900, [(0, "#cfdcc9"), (1, "#b5cbb0")])
    iso = Iso(c, 10.6, (800, 1010), turn=38, tilt=0.56)
    _hub_ground(iso)
    things = _hub_things()
    things.sort(key=lambda t: -(t[1][0] * 0.616 + t[1][2] * 0.788))
    for _, at, size in things:
        iso.shadow(at, size, (0.72, 0.1), fade("#1c3b48", 0.34))
    for kind, at, size in things:
        if kind == "hall":
            _hall(iso, at, size)
        elif kind == "lorry":
            _lorry(iso, at, size)
        elif kind == "tree":
            _bush(c, iso, at)
        else:
            _car(iso, at, kind)
    _customs(iso)


def _hub_ground(iso: Iso) -> None:
    for x0, z0, x1, z1, tone in (
        (-160, 24, 260, 34, "#76858d"),
        (46, -160, 56, 260, "#76858d"),
        (-160, 34.8, 44.6, 90, "#d9d6c8"),
        (57.4, 34.8, 260, 132, "#d9d6c8"),
        (-160, -140, 44.6, 22.8, "#d3d1c4"),
        (57.4, -140, 260, 22.8, "#d9d6c8"),
        (-160, 90, 44, 260, "#a3bf9c"),
        (57.4, 132, 260, 260, "#a3bf9c"),
        (-2, 94, 44, 132, "#d9d6c8"),
    ):
        iso.ground(x0, z0, x1, z1, tone)
    for x in range(-160, 260, 5):
        if not 44 < x < 57:
            iso.ground(x, 28.8, x + 2.6, 29.2, "#f2efe2")
    for z in range(-160, 260, 5):
        if not 22 < z < 35:
            iso.ground(50.8, z, 51.2, z + 2.6, "#f2efe2")
    for k in range(5):
        iso.ground(46.6 + k * 1.9, 35.2, 47.6 + k * 1.9, 38, "#f2efe2")
        iso.ground(46.6 + k * 1.9, 19.6, 47.6 + k * 1.9, 22.4, "#f2efe2")
        iso.ground(42, 24.6 + k * 1.9, 44.8, 25.6 + k * 1.9, "#f2efe2")
        iso.ground(57.4, 24.6 + k * 1.9, 60.2, 25.6 + k * 1.9, "#f2efe2")
    for k in range(13):
        iso.ground(60 + k * 3.4, 8, 60.25 + k * 3.4, 14, "#f6f3e8")
    for z0, z1 in ((23, 24), (34, 34.9)):
        iso.ground(-160, z0, 44.6, z1, "#9dbb93")
        iso.ground(57.4, z0, 260, z1, "#9dbb93")


Thing = tuple[str, Vector, Vector]  # kind (for a car its colour), corner, size

HALLS: tuple[tuple[Vector, Vector], ...] = (
    ((-8, 0, 52), (48, 10, 30)),
    ((62, 0, 54), (54, 12, 30)),
    ((64, 0, -22), (56, 9, 24)),
    ((-18, 0, -24), (52, 8, 26)),
    ((-62, 0, 52), (46, 9, 30)),
    ((60, 0, 98), (50, 10, 30)),
    ((4, 0, 98), (36, 9, 28)),
    ((122, 0, 54), (50, 11, 30)),
    ((116, 0, 98), (50, 9, 30)),
)
PARKED = ("#b8462f", "#f5f3ee", "#0f5a85", "", "#7c8f98", "#e7b45a", "", "#f5f3ee", "#3f7d83", "#b8462f")
TRAFFIC: tuple[Thing, ...] = (
    ("lorry", (30, 0, 30.4), (12.4, 3.8, 2.9)),
    ("lorry", (72, 0, 25.4), (12.4, 3.8, 2.9)),
    ("#0f5a85", (12, 0, 26), (4.4, 1.5, 1.9)),
    ("#f5f3ee", (66, 0, 30.6), (4.4, 1.5, 1.9)),
    ("#e7b45a", (48, 0, 6), (1.9, 1.5, 4.4)),
    ("#b8462f", (52.6, 0, 46), (1.9, 1.5, 4.4)),
)


def _hub_things() -> list[Thing]:
    """Everything that stands on the ground."""
    things: list[Thing] = [("hall", at, size) for at, size in HALLS]
    docks = [(-5.6 + k * 5.1, 38.4) for k in range(9) if k not in (2, 6)]
    docks += [(64.5 + k * 5.1, 40.2) for k in range(10) if k not in (3, 7)]
    things += [("lorry", (x, 0, z), (2.9, 3.8, 12.4)) for x, z in docks]
    things += [(tone, (60.9 + k * 3.4, 0, 8.8), (1.9, 1.5, 4.4)) for k, tone in enumerate(PARKED) if tone]
    return things + [("tree", (x, 0, z), (1, 3, 1)) for x, z in _trees()] + list(TRAFFIC)


def _trees() -> list[tuple[float, float]]:
    """Along both roads, and loosely in the green behind the halls."""
    along = [*range(-40, 42, 7), *(x for x in range(60, 130, 7) if not 86 < x < 108)]
    spots: list[tuple[float, float]] = [(x, z) for z in (23.5, 34.5) for x in along]
    spots += [(-70 + 112 * ((k * 37) % 34) / 34, 134 + (k * 23) % 60) for k in range(34)]
    spots += [(62 + 110 * ((k * 29) % 34) / 34, 136 + (k * 19) % 50) for k in range(34)]
    spots += [(x, z) for z in range(40, 132, 8) for x in (44.6, 58.0)]
    return spots + [(44.0, z) for z in (-10, 0, 10)]


def _hall(iso: Iso, at: Vector, size: Vector) -> None:
    w, h, d = size
    blue = at[0] > 50
    faces = iso.box(at, size, ("#2a6f98" if blue else "#eef0ea", "#d7dedd", "#f8f6ee"))
    top, front = faces["top"], faces["front"]
    top.patch(0.8, 0.8, w - 0.8, d - 0.8, "#1f6690" if blue else "#e3e7e2")
    for u in range(4, int(w) - 3, 6):
        top.patch(u, 2, u + 1.6, d - 2, "#8fc3d8" if blue else "#a9cddb")
        top.patch(u + 3.4, 0.8, u + 3.5, d - 0.8, fade(INK, 0.18))
    for u in range(6, int(w) - 4, 12):
        iso.box((at[0] + u, h, at[2] + d / 2), (2.2, 1.2, 2.2), ("#f5f4ec", "#aebbc0", "#d9dfdd"))
    front.patch(0, h - 1.6, w, h - 0.9, BLUE if not blue else GOLD)
    for k in range(int((w - 3) / 5.1)):
        u = 2.2 + k * 5.1
        front.patch(u, 0, u + 3.6, 4.6, "#5f7681")
        front.patch(u + 0.3, 0, u + 3.3, 4.2, "#34566a")
        front.patch(u, 4.6, u + 3.6, 5.2, GOLD)
    faces["left"].grid(max(3, int(d / 5)), 1, lambda i, j: "#a5c7d4", (0.4, 0.4), base=h * 0.4, edge=(1, 0.8))


def _lorry(iso: Iso, at: Vector, size: Vector) -> None:
    """A trailer and its tractor; it stands along z at a dock, along x on the road."""
    x, _, z = at
    tone = BOX_COLOURS[int(x * 7 + z * 3) % len(BOX_COLOURS)]
    tones: Tones = (mix(tone, "#ffffff", 0.35), mix(tone, INK, 0.14), mix(tone, "#ffffff", 0.12))
    cab: Tones = ("#ffffff", "#cfdadd", "#f1f2ec")
    if size[2] > size[0]:
        iso.box((x, 0.8, z + 3.2), (2.9, 3.0, 9.6), tones)
        faces = iso.box((x + 0.1, 0.4, z), (2.7, 3.0, 2.6), cab)
        faces["front"].patch(0.25, 1.5, 2.45, 2.6, "#2f5b72")
    else:
        iso.box((x + 3.2, 0.8, z), (9.6, 3.0, 2.9), tones)
        faces = iso.box((x, 0.4, z + 0.1), (2.6, 3.0, 2.7), cab)
        faces["left"].patch(0.25, 1.5, 2.45, 2.6, "#2f5b72")


def _car(iso: Iso, at: Vector, tone: Colour) -> None:
    along_z = (at[2] < 24 and at[0] > 45) or at[2] > 36
    w, d = (1.9, 4.4) if along_z else (4.4, 1.9)
    iso.box((at[0], 0.3, at[2]), (w, 0.8, d), (mix(tone, "#ffffff", 0.2), mix(tone, INK, 0.2), tone))
    dx, dz = (0.15, 1.0) if along_z else (1.0, 0.15)
    iso.box(
        (at[0] + dx, 1.1, at[2] + dz), (w - 2 * dx, 0.6, d - 2 * dz), (mix(tone, "#ffffff", 0.35), "#2f5b72", "#5d8496")
    )


def _bush(c: Canvas, iso: Iso, at: Vector) -> None:
    x, y = iso.at(*at)
    c.disc(x, y - 16, 19, "#3f7460")
    c.disc(x - 5, y - 21, 13, "#6a9d76")
    c.disc(x - 8, y - 25, 6, "#98bd8f")


def _customs(iso: Iso) -> None:
    """The gate over the road: a golden roof on four posts."""
    for x in (92, 104):
        for z in (24.6, 33):
            iso.box((x, 0, z), (0.7, 5.4, 0.7), ("#ffffff", "#b9c4c8", "#e6e9e5"))
    iso.box((90, 5.4, 23.6), (17, 1.0, 11), ("#f0c77a", "#c4923f", "#e7b45a"))
    for k in range(3):
        iso.box((92 + k * 5.2, 6.4, 24.8), (3.6, 0.3, 8.6), ("#17608a", "#0c4a6e", "#0c4a6e"))
