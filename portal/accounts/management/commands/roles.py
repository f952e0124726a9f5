from django.core.management.base import BaseCommand

from portal.accounts.roles import Role, write_groups


class Command(BaseCommand):
    help = "Write the groups of all roles from what the apps declare."

    def handle(self, **options) -> None:
        write_groups()
        self.stdout.write(f"已写入 {len(Role)} 个角色。")
