from django.urls import path

from . import feeds, views

app_name = "news"
urlpatterns = [
    path("news/<int:year>/<int:month>/<int:pk>/", views.article_detail, name="detail"),
    # By number: a tag may be renamed, its address stays.
    path("news/tags/<int:pk>/", views.tag_detail, name="tag"),
    path("feeds/", feeds.feed_list, name="feeds"),
    path("feeds/news/", feeds.news_feed, name="feed"),
    path("feeds/news/<path:path>/", feeds.news_feed, name="column-feed"),
]
