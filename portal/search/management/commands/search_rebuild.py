from django.core.management.base import BaseCommand

from portal.search.indexing import rebuild
from portal.search.models import Document


class Command(BaseCommand):
    help = "Build the search index anew. The old one goes on answering until each document's turn has come."

    def handle(self, **options) -> None:
        for source, done, total in rebuild():
            if options["verbosity"]:
                self.stdout.write(f"{source.kind.label}（{source.name}）：{done}/{total}")
                self.stdout.flush()
        if options["verbosity"]:
            self.stdout.write(f"检索库共有 {Document.objects.count()} 条。")
