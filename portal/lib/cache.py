"""The cache shared by all processes. What it keeps only spares work: where it is away, the work is done."""

import logging

from django.core.cache.backends.redis import RedisCache
from redis import RedisError

log = logging.getLogger(__name__)


class SpareCache(RedisCache):
    """`get` finds nothing and `set` keeps nothing while Redis doesn't answer, within half a second."""

    def __init__(self, server: str, params: dict) -> None:
        patience = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5}
        super().__init__(server, params | {"OPTIONS": patience | params.get("OPTIONS", {})})

    def get(self, key, default=None, version=None):
        try:
            return super().get(key, default, version)
        except RedisError as error:
            log.warning("Redis doesn't answer, the portal goes on without it: %s", error)
            return default

    def set(self, *args, **kwargs) -> None:
        try:
            super().set(*args, **kwargs)
        except RedisError as error:
            log.warning("Redis doesn't answer, the portal goes on without it: %s", error)
