from portal.accounts.roles import Role, crud

_view = crud(
    "projects", "project", "projectalias", "stagechange", "stageapplication", "fact", "event", "company", "park",
    "industry", "projectphoto", "projectlevel", "projectyear", "planadjustment", "monthlyreport", "reportstep", "assignment",
    "lampoverride", "projectsettings", "approval", "batch", "contractor", "funding", "issue", "letter", "chain",
    verbs="view",
)  # fmt: skip
_write = crud(
    "projects", "project", "projectalias", "fact", "event", "company", "projectphoto", "projectlevel", "projectyear", "monthlyreport",
    "assignment", "approval", "batch", "contractor", "funding", "issue", "letter", verbs="add change",
)  # fmt: skip
_look = crud("projects", "project", verbs="view")
_children = crud(
    "projects",
    "projectalias",
    "fact",
    "projectphoto",
    "projectlevel",
    "approval",
    "batch",
    "contractor",
    "funding",
    "issue",
    "letter",
    verbs="delete",
)
_report = ["projects.submit_monthlyreport"]
_apply = ["projects.apply_stage"]
_decide = [
    "projects.publish_project", "projects.publish_event", "projects.move_project", "projects.cite_stage",
    "projects.review_monthlyreport", "projects.approve_monthlyreport", "projects.approve_projectyear",
]  # fmt: skip

# Telephone numbers (Contact) and the price of land are the head's alone; a site may give `view_contact` and
# `view_landprice` to single people.
GRANTS = {
    Role.EDITOR: _look,
    Role.FIRST_REVIEWER: _look,
    Role.SECOND_REVIEWER: _look,
    Role.FINAL_REVIEWER: _look,
    Role.PROJECT_REPORTER: [*_view, *_write, *_report, *_apply],
    Role.PROJECT_REVIEWER: [*_view, *_write, *_children, *_report, *_apply, *_decide],
    Role.PROMOTION: [*_view, *_write, *_apply, "projects.negotiate_project"],
    Role.PROJECT_HEAD: [
        *_view, *_write, *_children, *_report, *_apply, *_decide, "projects.negotiate_project",
        "projects.correct_stage",
        "projects.take_over_monthlyreport", "projects.add_lampoverride", "projects.change_projectsettings",
        "projects.delete_event", "projects.delete_assignment", "projects.release_assignment",
        *crud("projects", "contact", "landprice"), *crud("projects", "park", "industry", "chain", verbs="add change delete"),
    ],
    Role.FIGURE_KEEPER: crud("projects", "project", "stagechange", verbs="view"),
}  # fmt: skip
