from portal.accounts.roles import Role, crud

_keep = [
    *crud(
        "indicators",
        "indicator",
        "observation",
        "vintage",
        "panel",
        "panelitem",
        "refarea",
        "namedproject",
        verbs="view add change",
    ),
    *crud("indicators", "panelitem", "namedproject", verbs="delete"),
]
_look = crud("indicators", "indicator", "vintage", verbs="view")
GRANTS = {
    Role.EDITOR: _look,
    Role.FIRST_REVIEWER: _look,
    Role.SECOND_REVIEWER: _look,
    Role.FINAL_REVIEWER: _look,
    Role.CHIEF_EDITOR: _look,
    Role.SITE_MANAGER: _look,  # pages are tied to the ledger, too
    Role.FIGURE_KEEPER: [*_keep, "indicators.publish_vintage", "indicators.publish_panel"],
}
