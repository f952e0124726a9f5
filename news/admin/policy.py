from django.contrib import admin

from ..models import PolicyDocument


@admin.register(PolicyDocument)
class PolicyDocumentAdmin(admin.ModelAdmin):
    """Kept apart from the text: a document is repealed long after its text was approved, and the text stays as it was."""

    list_display = ["article", "number", "issuer", "issued_on", "state", "state_since"]
    list_filter = ["state"]
    list_select_related = ["article"]
    search_fields = ["number", "issuer", "article__title"]
    autocomplete_fields = ["article", "replaced_by", "interpretations"]
    fields = ["article", "number", "issuer", "issued_on", ("state", "state_since"), "replaced_by", "interpretations"]
