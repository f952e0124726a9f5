from portal.accounts.roles import Role, crud

_write = ["site.view_column", *crud("site", "page", verbs="view add change")]
GRANTS = {
    Role.SITE_MANAGER: [
        *crud("site", "column", "redirect"),
        *crud("site", "page", verbs="view add change"),
        *crud("site", "sitesettings", verbs="view change"),
        *crud("site", "columnreviewer"),
        "site.view_deadlink",
        "site.work_in_all_columns",
    ],
    Role.EDITOR: _write,
    Role.FIRST_REVIEWER: [*_write, "site.pass_first_page"],
    Role.SECOND_REVIEWER: [*_write, "site.pass_second_page"],
    Role.FINAL_REVIEWER: [*_write, "site.pass_final_page", "site.publish_page", "site.work_in_all_columns"],
    Role.CHIEF_EDITOR: [
        *_write,
        "site.pass_final_page",
        "site.publish_page",
        "site.rush_page",
        "site.work_in_all_columns",
    ],
}
