from . import indicator, page, panel, vintage  # noqa: F401
