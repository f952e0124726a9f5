"""What tests of the back office share: a form as a browser would send it, and what the page says."""

import html5lib
from django.urls import reverse

NS = {"h": "http://www.w3.org/1999/xhtml"}


def address(thing, page: str = "change") -> str:
    meta = thing._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=[thing.pk] if page == "change" else [])


def fields(response, form_id: str) -> dict[str, object]:
    """The fields of the form as they stand on the page."""
    assert response.status_code == 200, response.status_code
    page = html5lib.parse(response.content.decode())
    form = page.find(f".//h:form[@id='{form_id}']", NS)
    found: dict[str, object] = {}
    for field in form.iter():
        kind, name = field.tag.rpartition("}")[2], field.get("name")
        if not name or field.get("disabled") is not None:
            continue
        if kind == "input" and field.get("type") not in ("submit", "file"):
            is_box = field.get("type") in ("checkbox", "radio")
            if not is_box or field.get("checked") is not None:
                found[name] = field.get("value", "on" if is_box else "")
        elif kind == "textarea":
            found[name] = "".join(field.itertext())
        elif kind == "select":
            chosen = [
                option.get("value")
                for option in field.iter(f"{{{NS['h']}}}option")
                if option.get("selected") is not None
            ]
            if chosen:
                found[name] = chosen if field.get("multiple") is not None else chosen[0]
    return found


def said(response) -> str:
    """All messages of the page that the answer leads to, as one text."""
    return "；".join(str(message) for message in response.context["messages"])


def save(client, thing, **changes):
    """Open the thing's form and send it with `changes`; the answer to it, followed."""
    where = address(thing)
    data = fields(client.get(where), f"{thing._meta.model_name}_form") | changes
    return client.post(where, {key: value for key, value in data.items() if value is not None}, follow=True)


def step(client, thing, verb: str, **data):
    return client.post(address(thing).replace("/change/", f"/step/{verb}/"), data, follow=True)
