from portal.accounts.roles import Role, crud

_lists = crud("news", "word", "leaderpost", "policydocument")
_life = [*crud("news", "topic", "recommendation"), *crud("indicators", "correctionnote"), "news.publish_topic"]
_write = [*crud("news", "article", "tag", verbs="view add change"), *crud("news", "source", verbs="view add")]
GRANTS = {
    Role.EDITOR: _write,
    Role.FIRST_REVIEWER: [*_write, "news.pass_first_article"],
    Role.SECOND_REVIEWER: [*_write, "news.pass_second_article"],
    Role.FINAL_REVIEWER: [*_write, "news.pass_final_article", "news.publish_article", "news.change_source", *_lists, *_life],
    Role.CHIEF_EDITOR: [
        *_write, "news.pass_final_article", "news.publish_article", "news.rush_article", "news.change_source", *_lists, *_life,
    ],
    Role.PROJECT_HEAD: crud("news", "article", verbs="view"),
}  # fmt: skip
