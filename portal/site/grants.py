from portal.accounts.roles import Role, crud

GRANTS = {
    Role.SITE_MANAGER: [
        *crud("site", "column", "page", "redirect"),
        *crud("site", "sitesettings", verbs="view change"),
        "site.publish_page",
    ],
} | {
    role: ["site.view_column"] for role in (Role.EDITOR, Role.FIRST_REVIEWER, Role.SECOND_REVIEWER, Role.FINAL_REVIEWER)
}
