"""The roles, and the one place that writes them as groups.

What a role may do is declared by each app in its `grants.py`: `GRANTS = {Role.EDITOR: ["news.add_article", …]}`.
"""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The value is the group's name as staff see it."""

    EDITOR = "信息员", _("editor")
    FIRST_REVIEWER = "一审", _("first reviewer")
    SECOND_REVIEWER = "二审", _("second reviewer")
    FINAL_REVIEWER = "三审", _("final reviewer")
    CHIEF_EDITOR = "总编辑", _("chief editor")
    PROJECT_REPORTER = "项目填报员", _("project reporter")
    PROJECT_REVIEWER = "项目审核员", _("project reviewer")
    PROMOTION = "招商专员", _("investment promotion")
    PROJECT_HEAD = "项目办负责人", _("head of the project office")
    FIGURE_KEEPER = "指标员", _("figure keeper")
    MESSAGE_CLERK = "留言办理员", _("message clerk")
    MESSAGE_MANAGER = "留言管理员", _("message manager")
    SITE_MANAGER = "站点管理员", _("site manager")
    SECURITY_MANAGER = "安全管理员", _("security manager")
    AUDITOR = "审计员", _("auditor")


# One sentence a role, for whoever gives roles out.
DUTIES = {
    Role.EDITOR: _("writes articles and sends them for review"),
    Role.FIRST_REVIEWER: _("first review: wording, names, facts"),
    Role.SECOND_REVIEWER: _("second review: form, content, secrecy"),
    Role.FINAL_REVIEWER: _("final review; publishes, withdraws, recommends"),
    Role.CHIEF_EDITOR: _("as the final reviewer, and may publish an urgent text before its reviews"),
    Role.PROJECT_REPORTER: _("opens project records, fills in monthly reports"),
    Role.PROJECT_REVIEWER: _("reviews and approves reports, plans and stages; publishes records"),
    Role.PROMOTION: _("project records under negotiation and their signing"),
    Role.PROJECT_HEAD: _("everything of the project office: corrections, contacts, settings"),
    Role.FIGURE_KEEPER: _("figures, their review, panels and corrections"),
    Role.MESSAGE_CLERK: _("drafts answers to the messages of their own department"),
    Role.MESSAGE_MANAGER: _("assigns and approves answers, publishes messages, settings"),
    Role.SITE_MANAGER: _("columns, pages, footer, links, health of the site"),
    Role.SECURITY_MANAGER: _("accounts, departments and roles"),
    Role.AUDITOR: _("reads the audit trail, nothing else"),
}


def declared_grants() -> dict[str, set[str]]:
    """Role -> permissions ("app.codename") gathered from every installed app's grants module."""
    grants: dict[str, set[str]] = {role: set() for role in Role.values}
    for config in apps.get_app_configs():
        if find_spec(f"{config.name}.grants"):
            for role, names in import_module(f"{config.name}.grants").GRANTS.items():
                grants[role] |= set(names)
    return grants


@transaction.atomic
def write_groups() -> None:
    """Make the groups equal to what the apps declare. LookupError names a permission that doesn't exist."""
    known = {f"{p.content_type.app_label}.{p.codename}": p for p in Permission.objects.select_related("content_type")}
    for role, names in declared_grants().items():
        if unknown := names - known.keys():
            raise LookupError(f"{role}: {', '.join(sorted(unknown))}")
        group, _created = Group.objects.get_or_create(name=role)
        group.permissions.set(known[name] for name in names)


def crud(app: str, *models_: str, verbs: str = "view add change delete") -> list[str]:
    """Permission names for several models of one app, for use in grants modules."""
    return [f"{app}.{verb}_{model}" for model in models_ for verb in verbs.split()]
