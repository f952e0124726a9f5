"""What the tests of working copies share."""

from django.test import Client

from portal.publishing.models import Status
from tests.backoffice import step
from tests.publishing.test_reviews import TICKS

PASSES = (("pass_first", "first"), ("pass_second", "second"), ("pass_final", "final"))


def pass_all(thing, office, until=3):
    thing.submit(by=office["editor"].user)
    for verb, key in PASSES[:until]:
        getattr(thing, verb)(by=office[key].user, ticks=TICKS[verb])
    return thing


def open_copy(client, thing):
    step(client, thing, "revise")
    return type(thing).objects.get(revises=thing, status=Status.DRAFT)


def read(thing) -> str:
    return Client().get(thing.get_absolute_url()).content.decode()
