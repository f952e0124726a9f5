from django.urls import path

from . import views

app_name = "search"
urlpatterns = [
    path("", views.search, name="search"),
    path("asked.gif", views.counted, name="counted"),
    path("feed/", views.feed, name="feed"),
    path("suggest/", views.suggest, name="suggest"),
]
