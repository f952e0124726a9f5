from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from .forms import AttachmentForm, PhotoForm
from .models import Attachment, Photo

PAGE = 24


@admin.register(Photo)
class PhotoAdmin(admin.ModelAdmin):
    form = PhotoForm
    list_display = ["thumb", "title", "credit", "size", "is_sample"]
    list_display_links = ["thumb", "title"]
    list_filter = ["is_sample"]
    list_per_page = 40
    search_fields = ["title", "caption", "alt", "credit"]
    readonly_fields = ["picture", "size", "added_at"]
    date_hierarchy = "added_at"

    def get_fieldsets(self, request: HttpRequest, obj: Photo | None = None) -> list:
        fields = ["file", "title", "alt", "credit", "caption", "alt_en", "caption_en", "is_sample"]
        if obj and not self.has_change_permission(request, obj):
            fields.remove("file")
        return [(None, {"fields": ["picture", *fields, "size", "added_at"] if obj else fields})]

    def has_delete_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.uses.exists())

    def save_model(self, request: HttpRequest, obj: Photo, form: PhotoForm, change: bool) -> None:
        form.keep(obj)

    @admin.display(description=_("picture"))
    def thumb(self, photo: Photo) -> SafeString:
        return format_html('<img class="thumb" src="{}" alt="{}" loading="lazy">', photo.thumb_url, photo.alt)

    @admin.display(description=_("picture"))
    def picture(self, photo: Photo) -> SafeString:
        return format_html('<img class="picture" src="{}" alt="{}">', photo.url(photo.widths[-1]), photo.alt)

    @admin.display(description=_("size"))
    def size(self, photo: Photo) -> str:
        return f"{photo.width} × {photo.height}"

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.picker)
        return [path("picker/", view, name="media_photo_picker"), *super().get_urls()]

    def picker(self, request: HttpRequest) -> HttpResponse:
        """What the picker's dialog shows: photos found by their words. A POST adds one and answers with it as JSON."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._add(request)
        photos, query = Photo.objects.all(), request.GET.get("q", "").strip()
        for word in query.split():
            photos = photos.filter(Q(title__icontains=word) | Q(caption__icontains=word) | Q(alt__icontains=word))
        page = Paginator(photos, PAGE).get_page(request.GET.get("page"))
        form = PhotoForm(auto_id="picker_%s") if self.has_add_permission(request) else None
        return render(request, "admin/media/picker.html", {"page": page, "query": query, "form": form})

    def _add(self, request: HttpRequest) -> JsonResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = PhotoForm(request.POST, request.FILES)
        if not form.is_valid():
            return JsonResponse({"errors": form.errors}, status=400)
        photo = form.save()
        self.log_addition(request, photo, [{"added": {}}])
        return JsonResponse(described(photo))


def described(photo: Photo) -> dict[str, object]:
    """The photo as the editor needs it."""
    return {
        "id": photo.pk, "src": photo.url(), "thumb": photo.thumb_url, "alt": photo.alt, "title": photo.title,
        "caption": photo.caption, "width": photo.width, "height": photo.height,
    }  # fmt: skip


@admin.register(Attachment)
class AttachmentAdmin(admin.ModelAdmin):
    """A file is never replaced: whoever has its address would get another one. Its title may change."""

    form = AttachmentForm
    list_display = ["title", "about", "added_at"]
    search_fields = ["title"]
    date_hierarchy = "added_at"

    def get_fields(self, request: HttpRequest, obj: Attachment | None = None) -> list[str]:
        return ["title", "about", "download", "added_at"] if obj else ["file", "title"]

    def get_readonly_fields(self, request: HttpRequest, obj: Attachment | None = None) -> list[str]:
        return ["about", "download", "added_at"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Attachment | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.uses.exists())

    def save_model(self, request: HttpRequest, obj: Attachment, form: AttachmentForm, change: bool) -> None:
        form.keep(obj)

    @admin.display(description=_("type and size"), ordering="size")
    def about(self, file: Attachment) -> str:
        return file.about

    @admin.display(description=_("file"))
    def download(self, file: Attachment) -> SafeString:
        return format_html('<a href="{}">{}</a>', file.url, file.download_name)

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.upload)
        return [path("upload/", view, name="media_attachment_upload"), *super().get_urls()]

    def upload(self, request: HttpRequest) -> JsonResponse:
        """From the editor: {"embed": "file", "id", "label"}, or {"errors"} with 400."""
        if not self.has_add_permission(request) or request.method != "POST":
            raise PermissionDenied
        form = AttachmentForm(request.POST, request.FILES)
        if not form.is_valid():
            return JsonResponse({"errors": form.errors}, status=400)
        file = form.save()
        self.log_addition(request, file, [{"added": {}}])
        return JsonResponse({"embed": "file", "id": file.pk, "label": file.title})
