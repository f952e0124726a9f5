"""Every kind of page that readers see, with one address of the demonstration for each: what is asked of all pages is asked
of these. `tests/zone/test_kinds.py` holds that no public template is missing here."""

# In both languages: Chinese at the address, English below /en.
KINDS = {
    "home": "/", "overview": "/news/", "list": "/news/headlines/", "notices": "/news/notices/", "policy": "/gov/plans/",
    "article": "/news/2026/03/7/", "page": "/about/overview/", "listing": "/projects/", "filtered": "/projects/?stage=building&sort=investment",
    "board": "/projects/?view=board", "cards": "/projects/?view=cards&sample=1", "timeline": "/projects/?view=timeline",
    "print": "/projects/?view=print", "nothing": "/projects/?q=没有", "record": "/projects/GX-023/", "sample record": "/projects/SL-004/",
    "statistics": "/projects/statistics/", "sample statistics": "/projects/statistics/?sample=1", "panels": "/data/",
    "panel": "/data/projects/", "day of a panel": "/data/projects/?as_of=2025-06-30", "sample panel": "/data/sample/",
    "indicator": "/data/indicators/KEY_PROJECTS/", "value": "/data/indicators/KEY_PROJECTS/2025/", "ranking": "/news/ranking/",
    "year": "/news/2026/", "month": "/news/2026/03/", "tags": "/news/tags/", "topics": "/news/topics/",
    "topic": "/news/topics/key-projects/",
    "sitemap": "/sitemap/", "feeds": "/feeds/", "missing": "/no/such/page/",
    "search": "/search/?q=MW", "first search": "/search/", "found nothing": "/search/?q=没有的词", "messages": "/messages/",
    "write": "/messages/new/", "query": "/messages/query/", "report": "/report/?about=/projects/GX-001/", "api": "/api/docs/",
    "talk": "/talk/", "tag": "/news/tags/1/",
}  # fmt: skip
# In Chinese alone: what was written here is Chinese.
CHINESE = {
    "message": "/messages/2026000001/", "comments": "/news/26/comments/", "complaint": "/news/comments/1/report/", "parks": "/about/parks/",
}  # fmt: skip
BOTH = [language + address for address in KINDS.values() for language in ("", "/en")]
EVERY = [*BOTH, *CHINESE.values()]
