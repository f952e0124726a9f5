from django.urls import path, re_path

from . import views

app_name = "feedback"
urlpatterns = [
    path("messages/", views.message_list, name="list"),
    path("messages/new/", views.message_new, name="new"),
    path("messages/query/", views.message_query, name="query"),
    re_path(r"^messages/(?P<number>[0-9]{10,16})/$", views.message_detail, name="detail"),
    path("report/", views.report, name="report"),
]
