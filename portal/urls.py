from django.contrib import admin
from django.urls import include, path

from portal import views
from portal.media.views import serve
from portal.site.leaving import leave
from portal.site.views import column, sitemap_page

urlpatterns = [
    path("", views.home, name="home"),
    path("admin/", admin.site.urls),
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap_xml, name="sitemap-xml"),
    path("sitemap/", sitemap_page, name="sitemap"),
    path("go/", leave, name="leave"),
    path("media/<path:path>", serve, name="media"),
    path("projects/", include("projects.urls")),
    path("data/", include("portal.indicators.urls")),
    path("search/", include("portal.search.urls")),
    path("api/", include("portal.opendata.urls")),
    path("", include("news.urls")),
    path("", include("portal.feedback.urls")),
    path("<path:path>/", column, name="column"),
]
handler404 = "portal.views.not_found"
handler500 = "portal.views.broken"
