from portal.accounts.roles import Role, crud

_write = [*crud("news", "article", "tag", verbs="view add change"), *crud("news", "source", verbs="view add")]
GRANTS = {
    Role.EDITOR: _write,
    Role.FIRST_REVIEWER: _write,
    Role.SECOND_REVIEWER: _write,
    Role.FINAL_REVIEWER: [*_write, "news.publish_article", "news.change_source"],
    Role.PROJECT_HEAD: crud("news", "article", verbs="view"),
}
