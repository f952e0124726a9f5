from django.urls import path, re_path

from . import views

app_name = "projects"
urlpatterns = [
    path("", views.project_list, name="list"),
    re_path(r"^export\.(?P<form>csv|xlsx|json)\Z", views.project_export, name="export"),
    path("feed/", views.project_feed_view, name="feed"),
    path("statistics/", views.statistics_page, name="statistics"),
    path("statistics.json", views.statistics_json, name="statistics-json"),
    # A code has capitals and digits, so that no word collides with it.
    re_path(r"^(?P<code>[A-Z]{2,4}(?:-[0-9]{3,4}){1,2})/\Z", views.project_detail, name="detail"),
]
