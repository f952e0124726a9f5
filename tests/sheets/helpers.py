"""Files as staff make them, and the way through the pages."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

PROJECTS = "/admin/projects/project/sheets/project/"
REPORTS = "/admin/projects/monthlyreport/sheets/report/"
YEARS = "/admin/projects/project/sheets/year/"


def xlsx(*rows, change=None) -> bytes:
    """A workbook of one sheet; `change(book)` does to it what people do."""
    book, out = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    if change:
        change(book)
    book.save(out)
    return out.getvalue()


def upload(client, content: str | bytes, where: str = PROJECTS, name: str = "项目.csv"):
    """Upload, check to the end, and the page that then shows."""
    content = content.encode() if isinstance(content, str) else content
    response = client.post(where, {"file": SimpleUploadedFile(name, content)}, follow=True)
    while response.status_code == 200 and response.context.get("rows_checked") is not None:
        response = client.get(response.request["PATH_INFO"])
    return response


def problems(response) -> list[str]:
    assert response.status_code == 200
    return [str(problem) for problem in response.context["outcome"].problems]


def counts(response) -> tuple[int, int, int]:
    outcome = response.context["outcome"]
    assert outcome.problems == [], problems(response)
    return outcome.new, outcome.changed, outcome.same


def confirm(client, response):
    return client.post(response.context["confirm"], follow=True)
