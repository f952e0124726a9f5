from portal.accounts.roles import Role, crud

_write = crud("media", "photo", "attachment", verbs="view add change")
GRANTS = {
    Role.EDITOR: _write,
    Role.FIRST_REVIEWER: _write,
    Role.SECOND_REVIEWER: _write,
    Role.FINAL_REVIEWER: _write,
    Role.PROJECT_REPORTER: _write,
    Role.PROJECT_HEAD: _write,
    Role.SITE_MANAGER: crud("media", "photo", "attachment"),
}
