from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from portal import views
from portal.media.views import serve
from portal.opendata.downloads import docs
from portal.site.elder import elder_mode
from portal.site.leaving import leave
from portal.site.views import column, sitemap_page

urlpatterns = [
    path("admin/", admin.site.urls),
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap_xml, name="sitemap-xml"),
    path("media/<path:path>", serve, name="media"),
    path("api/", include("portal.opendata.urls")),
]
# What readers see, in Chinese and, below /en/, in English (portal.site.middleware). The column tree comes last.
urlpatterns += i18n_patterns(
    path("", views.home, name="home"),
    path("sitemap/", sitemap_page, name="sitemap"),
    path("go/", leave, name="leave"),
    path("elder/", elder_mode, name="elder"),
    path("api/docs/", docs, name="api-docs"),
    path("search/", include("portal.search.urls")),
    path("", include("portal.feedback.urls")),
    path("projects/", include("projects.urls")),
    path("data/", include("portal.indicators.urls")),
    path("", include("news.urls")),
    path("<path:path>/", column, name="column"),
    prefix_default_language=False,
)
handler404 = "portal.views.not_found"
handler500 = "portal.views.broken"
