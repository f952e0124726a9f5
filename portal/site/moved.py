"""Where things have moved to."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Redirect(models.Model):
    """An address that has moved; readers of the old one get 301."""

    old_path = models.CharField(_("old address"), max_length=200, unique=True)
    new_path = models.CharField(_("new address"), max_length=200)
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        ordering = ["old_path"]

    def __str__(self) -> str:
        return f"{self.old_path} → {self.new_path}"

    def clean(self) -> None:
        for name in ("old_path", "new_path"):
            path = getattr(self, name)
            if not path.startswith("/") or path.startswith("//"):
                raise ValidationError({name: gettext("An address of this site begins with one /.")})

    @classmethod
    def leave(cls, old: str, new: str) -> None:
        """Point `old` at `new`; what pointed at `old` follows, and nothing points at itself."""
        cls.objects.filter(new_path=old).update(new_path=new)
        cls.objects.update_or_create(old_path=old, defaults={"new_path": new})
        cls.objects.filter(old_path=models.F("new_path")).delete()
        cls.objects.filter(old_path=new).delete()
