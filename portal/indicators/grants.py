from portal.accounts.roles import Role, crud

_keep = [
    *crud("indicators", "indicator", "observation", "vintage", "panel", "panelitem", verbs="view add change"),
    *crud("indicators", "panelitem", verbs="delete"),
]
GRANTS = {
    Role.EDITOR: crud("indicators", "indicator", "vintage", verbs="view"),
    Role.FIGURE_KEEPER: [*_keep, "indicators.publish_vintage", "indicators.publish_panel"],
}
