import sys

from django.core.management.base import BaseCommand

from portal.site.health import findings
from portal.views import trouble


class Command(BaseCommand):
    help = "What is wrong with the site and what to do; for every night. Ends with 1 when something is red."

    def handle(self, **options) -> None:
        if ill := trouble():
            self.stdout.write(f"红 {ill}")
            sys.exit(1)
        found = findings()
        for finding in found:
            self.stdout.write(f"{'红' if finding.level == 'red' else '黄'} {finding.text}")
        self.stdout.write(f"共 {len(found)} 项。" if found else "一切正常。")
        if any(finding.level == "red" for finding in found):
            sys.exit(1)
