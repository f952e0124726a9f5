from django.urls import path

from . import views

app_name = "search"
urlpatterns = [
    path("", views.search, name="search"),
    path("feed/", views.feed, name="feed"),
    path("suggest/", views.suggest, name="suggest"),
]
