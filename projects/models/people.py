"""Who answers for a project, since when and until when; and telephone numbers, apart from everything else.

Names are internal until a row is released for the public, one by one. Numbers are never public: `Contact` has
rights of its own, hides them in its text (which is all that the admin's log keeps), has no history and stands in no
sheet.
"""

from datetime import date, timedelta
from typing import Self

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Department

from .project import Project


class Role(models.TextChoices):
    PARTY = "party", _("responsible leader (party)")
    GOVERNMENT = "government", _("responsible leader (government)")
    TASK_FORCE = "task_force", _("task force")
    OFFICER = "officer", _("chief service officer")
    UNIT = "unit", _("responsible unit")


class AssignmentQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        """Those that hold on `day`; an unknown beginning or end doesn't end them."""
        return self.filter(Q(since=None) | Q(since__lte=day), Q(until=None) | Q(until__gte=day))

    def current(self) -> Self:
        return self.on(timezone.localdate())

    def released(self) -> Self:
        """Current ones whose name was released for the public."""
        return self.current().filter(released=True)


class Assignment(models.Model):
    """One person or unit in one role, from day to day. One role has one holder at a time."""

    project = models.ForeignKey(
        Project, verbose_name=_("project"), on_delete=models.CASCADE, related_name="assignments"
    )
    role = models.CharField(_("role"), max_length=12, choices=Role)
    name = models.CharField(_("name"), max_length=60, blank=True)
    department = models.ForeignKey(Department, verbose_name=_("unit"), null=True, blank=True, on_delete=models.PROTECT)
    post = models.CharField(_("post"), max_length=80, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    successor = models.OneToOneField(
        "self", verbose_name=_("handed over to"), null=True, blank=True, editable=False,
        on_delete=models.SET_NULL, related_name="predecessor",
    )  # fmt: skip
    released = models.BooleanField(_("name may be published"), default=False, editable=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["role", "since", "pk"]
        permissions = [("release_assignment", _("may release names for the public"))]

    def __str__(self) -> str:
        return f"{self.role_word}：{self.holder}"

    def save(self, *args, **kwargs) -> None:
        """The record keeps a copy of its responsible unit, which lists and filters read."""
        super().save(*args, **kwargs)
        if self.role == Role.UNIT and Assignment.objects.current().filter(pk=self.pk).exists():
            Project.objects.filter(pk=self.project_id).update(responsible_unit=self.department_id)

    @property
    def holder(self) -> str:
        return self.name or (str(self.department) if self.department_id else "")

    @property
    def role_word(self) -> str:
        """The role as the zone calls it."""
        from .office import ProjectSettings

        return ProjectSettings.load().officer_label if self.role == Role.OFFICER else str(Role(self.role).label)

    def clean(self) -> None:
        errors = {}
        if not self.name.strip() and not self.department_id:
            errors["name"] = gettext("Name a person or a unit.")
        if self.role == Role.UNIT and not self.department_id:
            errors["department"] = gettext("The responsible unit is a department.")
        if self.since and self.until and self.until < self.since:
            errors["until"] = gettext("The end lies before the beginning.")
        elif self.project_id and (other := self._overlapping()):
            errors["since"] = gettext("%(holder)s has this role at that time; hand it over.") % {"holder": other.holder}
        if errors:
            raise ValidationError(errors)

    def _overlapping(self) -> "Assignment | None":
        others = Assignment.objects.filter(project=self.project_id, role=self.role).exclude(pk=self.pk)
        if self.until:
            others = others.filter(Q(since=None) | Q(since__lte=self.until))
        if self.since:
            others = others.filter(Q(until=None) | Q(until__gte=self.since))
        return others.first()

    @transaction.atomic
    def hand_over(
        self, *, by, on: date, name: str = "", department: Department | None = None, post: str = ""
    ) -> "Assignment":
        """Another holder from `on`; this row ends the day before. Returns the new row, its name not yet released."""
        _check(by)
        if self.since and on <= self.since:
            raise ValidationError(
                {"since": gettext("The hand-over must lie after %(day)s.") % {"day": self.since.isoformat()}}
            )
        self._end(on - timedelta(days=1))
        new = Assignment(
            project=self.project, role=self.role, name=name, department=department, post=post, since=on
        )  # fmt: skip
        new.full_clean(exclude=["project"])
        new.save()
        Assignment.objects.filter(pk=self.pk).update(successor=new)
        self.successor = new
        return new

    def release(self, *, by, released: bool = True) -> None:
        """Let the public read the name, or take it back: a decision on this one row."""
        if not by.has_perm("projects.release_assignment"):
            raise PermissionDenied
        Assignment.objects.filter(pk=self.pk).update(released=released)
        self.released = released

    @transaction.atomic
    def end(self, *, by, on: date) -> None:
        """Nobody follows; the gap list shows it."""
        _check(by)
        self._end(on)

    def _end(self, on: date) -> None:
        if not Assignment.objects.filter(pk=self.pk, until=None, successor=None).update(until=on):
            raise ValidationError(gettext("This assignment has ended already."))
        self.until = on


def _check(by) -> None:
    if not by.has_perm("projects.change_assignment"):
        raise PermissionDenied


def mask_name(name: str) -> str:
    return f"{name[:1]}**" if name else ""


def mask_phone(phone: str) -> str:
    """The last two digits, enough to tell two numbers apart."""
    return f"{'*' * max(len(phone) - 2, 4)}{phone[-2:]}"


class Contact(models.Model):
    """Whom to call about a project. Never in a list, an export, a log or on a public page."""

    project = models.ForeignKey(Project, verbose_name=_("project"), on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(_("name"), max_length=60)
    post = models.CharField(_("post"), max_length=80, blank=True)
    phone = models.CharField(
        _("telephone"),
        max_length=20,
        validators=[RegexValidator(r"^\+?[0-9][0-9 -]{5,18}$", _("Digits, such as 0375-1234567."))],
    )

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{mask_name(self.name)} {mask_phone(self.phone)}"
