from django.urls import path

from . import views

app_name = "news"
urlpatterns = [
    path("news/<int:year>/<int:month>/<int:pk>/", views.article_detail, name="detail"),
]
