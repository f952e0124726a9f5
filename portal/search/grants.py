from portal.accounts.roles import Role, crud

GRANTS = {
    Role.SITE_MANAGER: [*crud("search", "synonym", "promotion", "searchterm"), "search.approve_searchterm"],
    Role.FINAL_REVIEWER: [*crud("search", "searchterm", verbs="view change"), "search.approve_searchterm"],
}
