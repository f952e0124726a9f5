from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.publishing.lookup import find_readable

from .models import Project


def project_list(request: HttpRequest) -> HttpResponse:
    return render(request, "projects/project_list.html", {"projects": Project.objects.published()})


def project_detail(request: HttpRequest, code: str) -> HttpResponse:
    project = find_readable(Project.objects.all(), code=code)
    return render(request, "projects/project_detail.html", {"project": project})
