"""The back office's short history of things without versions, in Chinese."""

import json

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType

from portal.publishing.templatetags.changes import in_words
from tests.factories import make_panel

pytestmark = pytest.mark.django_db


def test_a_change_is_named_in_chinese(client, boss):
    panel = make_panel(by=boss)
    client.force_login(boss)
    message = [
        {"changed": {"fields": ["Position", "Sample (invented)"]}},
        {"added": {"name": "panel item", "object": "甲"}},
    ]
    LogEntry.objects.create(
        user=boss, content_type=ContentType.objects.get_for_model(panel), object_id=panel.pk, object_repr=str(panel), action_flag=CHANGE,
        change_message=json.dumps(message),
    )  # fmt: skip
    page = client.get(f"/admin/indicators/panel/{panel.pk}/history/").content.decode()
    assert "已修改顺序 和 示例（虚构）。 添加了 面板项“甲”。" in page and "Position" not in page and "共1条" in page


def test_what_was_written_by_hand_stays_as_it_is():
    for text in ("手工说明", "[说明", ""):
        assert in_words(LogEntry(change_message=text)) == LogEntry(change_message=text).get_change_message()
