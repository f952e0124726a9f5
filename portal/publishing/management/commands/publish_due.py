from django.core.management.base import BaseCommand

from portal.publishing.clock import publish_due


class Command(BaseCommand):
    help = "Publish the working copies whose time has come. A running server does it by itself; for a timer where none runs."

    def handle(self, **options) -> None:
        for copy in publish_due():
            self.stdout.write(str(copy))
