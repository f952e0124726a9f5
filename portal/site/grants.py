from portal.accounts.roles import Role, crud

GRANTS = {
    Role.SITE_MANAGER: [
        *crud("site", "column", "page", "redirect"),
        *crud("site", "sitesettings", verbs="view change"),
        "site.publish_page",
    ],
    Role.EDITOR: ["site.view_column"],
}
