from portal.accounts.roles import Role, crud

GRANTS = {
    Role.SITE_MANAGER: [
        *crud("site", "column", "page", "redirect"),
        *crud("site", "sitesettings", verbs="view change"),
        *crud("site", "columnreviewer"),
        "site.view_deadlink",
        "site.publish_page",
        "site.work_in_all_columns",
    ],
    **{role: ["site.view_column"] for role in (Role.EDITOR, Role.FIRST_REVIEWER, Role.SECOND_REVIEWER)},
    **{role: ["site.view_column", "site.work_in_all_columns"] for role in (Role.FINAL_REVIEWER, Role.CHIEF_EDITOR)},
}
