from portal.accounts.roles import Role, crud

_view = crud(
    "projects", "project", "projectalias", "stagechange", "fact", "event", "company", "park", "industry",
    "projectlevel", "projectyear", "monthlyreport", verbs="view",
)  # fmt: skip
_write = crud(
    "projects", "project", "projectalias", "fact", "event", "company", "projectlevel", "projectyear", "monthlyreport",
    verbs="add change",
)  # fmt: skip
_children = crud("projects", "projectalias", "fact", "projectlevel", verbs="delete")
_decide = ["projects.publish_project", "projects.publish_event", "projects.move_project", "projects.approve_monthlyreport"]

GRANTS = {
    Role.EDITOR: crud("projects", "project", verbs="view"),
    Role.PROJECT_REPORTER: [*_view, *_write],
    Role.PROJECT_REVIEWER: [*_view, *_write, *_children, *_decide],
    Role.PROMOTION: [*_view, *_write, "projects.move_project"],
    Role.PROJECT_HEAD: [
        *_view, *_write, *_children, *_decide, "projects.correct_stage", "projects.delete_event",
        *crud("projects", "park", "industry", verbs="add change delete"),
    ],
    Role.FIGURE_KEEPER: crud("projects", "project", "stagechange", verbs="view"),
}  # fmt: skip
