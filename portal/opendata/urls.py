from django.urls import path, re_path

from . import downloads, views
from .tables import TABLES

app_name = "opendata"
urlpatterns = [
    path("schema/", downloads.schema_json, name="schema"),
    path("v1/", views.start, name="start"),
    path("v1/articles/", views.article_list, name="articles"),
    re_path(r"^v1/articles/(?P<pk>[0-9]{1,18})/\Z", views.article_detail, name="article"),
    path("v1/projects/", views.project_list, name="projects"),
    re_path(r"^v1/projects/(?P<code>[A-Z]{2,4}(?:-[0-9]{3,4}){1,2})/\Z", views.project_detail, name="project"),
    path("v1/indicators/", views.indicator_list, name="indicators"),
    path("v1/indicators/<str:code>/", views.indicator_detail, name="indicator"),
    path("v1/values/", views.value_list, name="values"),
    path("v1/panels/", views.panel_list, name="panels"),
    path("v1/panels/<slug:slug>/", views.panel_detail, name="panel"),
    path("v1/topics/", views.topic_list, name="topics"),
    path("v1/columns/", views.column_list, name="columns"),
    path("v1/messages/", views.message_list, name="messages"),
    path("v1/search/", views.search, name="search"),
    path("v1/changes/", views.changes, name="changes"),
    path("v1/dictionary.json", views.dictionary_json, name="dictionary"),
    path("v1/oc4ids.json", downloads.oc4ids_json, name="oc4ids"),
    path("v1/bulk/", views.bulk_list, name="bulk"),
    re_path(r"^v1/bulk/(?P<name>[a-zA-Z0-9-]+\.[a-z0-9]+)\Z", downloads.bulk_file, name="bulk-file"),
    re_path(
        rf"^v1/(?P<name>{'|'.join(TABLES)})\.(?P<form>csv|xlsx|json)\Z",
        downloads.table_file,
        name="file",
    ),
    re_path(r"^v1/[\s\S]*\Z", views.unknown, name="unknown"),  # line breaks, too
]
