from portal.accounts.roles import Role, crud

_lists = crud("news", "word", "leaderpost", "policydocument")
_life = [*crud("news", "recommendation"), *crud("indicators", "correctionnote")]
_comments = ["news.view_comment", "news.moderate_comment", "accounts.view_department"]
_write = [*crud("news", "article", "topic", "tag", verbs="view add change"), *crud("news", "source", verbs="view add")]


def _steps(verbs: str) -> list[str]:
    return [f"news.{verb}_{kind}" for verb in verbs.split() for kind in ("article", "topic")]


_final = [*_write, *_steps("pass_final publish"), "news.change_source", *_lists, *_life, *_comments]
GRANTS = {
    Role.EDITOR: _write,
    Role.FIRST_REVIEWER: [*_write, *_steps("pass_first"), *_comments],
    Role.SECOND_REVIEWER: [*_write, *_steps("pass_second"), *_comments],
    Role.FINAL_REVIEWER: _final,
    Role.CHIEF_EDITOR: [*_final, *_steps("rush")],
    Role.PROJECT_HEAD: crud("news", "article", verbs="view"),
}
