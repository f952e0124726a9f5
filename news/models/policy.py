"""What a policy document is beside its text: number, issuer, and whether it still holds (rules R17, R18)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .article import Article


class PolicyDocument(models.Model):
    """One row for an article that is a policy document. It changes after publication: documents are amended and repealed."""

    class State(models.TextChoices):
        VALID = "valid", _("in force")
        AMENDED = "amended", _("amended")
        REPEALED = "repealed", _("repealed")
        EXPIRED = "expired", _("no longer in force")

    article = models.OneToOneField(Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="policy")
    number = models.CharField(_("document number"), max_length=60, blank=True)
    issuer = models.CharField(_("issued by"), max_length=100, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    state = models.CharField(_("validity"), max_length=8, choices=State, default=State.VALID)
    state_since = models.DateField(_("since"), null=True, blank=True)
    replaced_by = models.ForeignKey(
        Article, verbose_name=_("amended or replaced by"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="replaces",
    )  # fmt: skip
    interpretations = models.ManyToManyField(
        Article, verbose_name=_("interpretations"), blank=True, related_name="interprets",
        help_text=_("Articles that explain this document; each shows the document, the document shows them."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("policy document")
        verbose_name_plural = _("policy documents")
        ordering = ["-issued_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.article} {self.number}".strip()

    @property
    def is_changed(self) -> bool:
        return self.state != self.State.VALID

    def clean(self) -> None:
        if self.is_changed and not self.state_since:
            raise ValidationError({"state_since": gettext("Since when is the document not in force as it stands?")})
        if not self.is_changed and self.replaced_by_id:
            raise ValidationError({"state": gettext("A document that another one replaces is amended or repealed.")})
        if self.replaced_by_id and self.replaced_by_id == self.article_id:
            raise ValidationError({"replaced_by": gettext("A document can't replace itself.")})
