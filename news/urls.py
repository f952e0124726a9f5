from django.urls import path

from . import archive, feeds, ranking, sharing, topics, views

app_name = "news"
urlpatterns = [
    path("news/<int:year>/<int:month>/<int:pk>/", views.article_detail, name="detail"),
    path("news/<int:year>/<int:month>/<int:pk>/qr.svg", sharing.qr, name="qr"),
    path("news/<int:pk>/seen.gif", ranking.seen, name="seen"),
    path("news/<int:year>/", archive.archive, name="year"),
    path("news/<int:year>/<int:month>/", archive.archive, name="month"),
    path("news/ranking/", ranking.ranking_page, name="ranking"),
    path("news/tags/", archive.tag_list, name="tags"),
    path("news/topics/", topics.topic_list, name="topics"),
    path("news/topics/<slug:slug>/", topics.topic_detail, name="topic"),
    # By number: a tag may be renamed, its address stays.
    path("news/tags/<int:pk>/", views.tag_detail, name="tag"),
    path("feeds/", feeds.feed_list, name="feeds"),
    path("feeds/news/", feeds.news_feed, name="feed"),
    path("feeds/news/<path:path>/", feeds.news_feed, name="column-feed"),
]
