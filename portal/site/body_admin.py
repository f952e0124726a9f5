"""What the editor asks of the back office: parts to embed, and documents turned into a body."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path

from portal.lib.documents import MAX_BYTES, BadDocument

from .documents import bring_in
from .embeds import KINDS


class BodyViews(admin.ModelAdmin):
    """Mixed into one admin class of the site; every body field uses its addresses."""

    def get_urls(self) -> list:
        wrap = self.admin_site.admin_view
        return [
            path("embeds/", wrap(self.embeds), name="site_body_embeds"),
            path("import/", wrap(self.import_document), name="site_body_import"),
            *super().get_urls(),
        ]

    def embeds(self, request: HttpRequest) -> HttpResponse:
        """The list of one kind, found by words, for the editor's dialog."""
        if not request.user.has_perm("media.view_photo"):
            raise PermissionDenied
        name, query = request.GET.get("kind", ""), request.GET.get("q", "").strip()[:80].replace("\0", "")
        if name not in KINDS:
            raise Http404
        context = {"kinds": KINDS, "name": name, "query": query, "choices": KINDS[name].find(request, query)}
        return render(request, "admin/site/embeds.html", context)

    def import_document(self, request: HttpRequest) -> HttpResponse:
        """{"fields": …, "body": …, "notes": […]} for an uploaded file; {"error": …} with 400 when it can't be taken."""
        if not request.user.has_perm("media.add_photo"):
            raise PermissionDenied
        file = request.FILES.get("file")
        if request.method != "POST" or file is None:
            raise Http404
        try:
            brought = bring_in(file.name, file.read(MAX_BYTES + 1))
        except BadDocument as error:
            return JsonResponse({"error": str(error)}, status=400)
        return JsonResponse({"fields": brought.fields, "body": brought.body, "notes": brought.notes})
