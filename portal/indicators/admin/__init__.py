from . import indicator, panel, vintage  # noqa: F401
