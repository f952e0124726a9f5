from django.urls import path

from . import views

app_name = "indicators"
urlpatterns = [
    path("", views.panel_list, name="panels"),
    path("<slug:slug>.csv", views.panel_csv, name="panel-csv"),
    path("<slug:slug>.json", views.panel_json, name="panel-json"),
    path("<slug:slug>/", views.panel_detail, name="panel"),
    path("indicators/<str:code>.csv", views.indicator_csv, name="indicator-csv"),
    path("indicators/<str:code>.json", views.indicator_json, name="indicator-json"),
    path("indicators/<str:code>/", views.indicator_detail, name="indicator"),
    path("indicators/<str:code>/<str:key>/", views.value_detail, name="value"),
]
