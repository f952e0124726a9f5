from django.db import migrations


def into_the_log(apps, schema_editor):
    """Decisions made before each was kept: the last one of every comment becomes the first line of its log."""
    log = apps.get_model("publishing", "ReviewLog")
    kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label="news", model="comment")
    verbs = {"approved": "approve", "refused": "refuse"}
    decided = apps.get_model("news", "Comment").objects.filter(decided_by__isnull=False, state__in=verbs)
    for comment in decided.iterator():
        line = log.objects.create(
            content_type=kind, object_id=comment.pk, verb=verbs[comment.state], old_status="pending",
            new_status=comment.state, by_id=comment.decided_by_id, note=comment.reason,
        )  # fmt: skip
        log.objects.filter(pk=line.pk).update(at=comment.decided_at)  # `at` says now when a line is made


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("news", "0013_related_in_history"),
        ("publishing", "0004_longer_verbs"),
    ]

    operations = [migrations.RunPython(into_the_log, migrations.RunPython.noop)]
