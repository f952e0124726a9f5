"""What tests of the search share."""

from django.test import Client

from portal.search.asked import Asked
from portal.search.indexing import rebuild
from portal.search.results import Results


def reindex() -> None:
    """Tests roll back, so effects after commit never run by themselves."""
    list(rebuild())


def found(q: str, **asked) -> list[str]:
    """Titles, in order."""
    return [hit.document.title for hit in Results(Asked(q=q, **asked))[0:1000]]


def page(client: Client, q: str, **fields) -> str:
    response = client.get("/search/", {"q": q} | fields)
    assert response.status_code == 200
    return response.content.decode()
