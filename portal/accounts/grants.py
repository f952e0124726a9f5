from .roles import Role, crud

_OFFICE = (Role.PROJECT_REPORTER, Role.PROJECT_REVIEWER, Role.PROMOTION, Role.PROJECT_HEAD)
GRANTS = {
    Role.SECURITY_MANAGER: [*crud("accounts", "user", "department", verbs="view add change"), "auth.view_group"],
    Role.AUDITOR: ["accounts.view_auditevent"],
} | {role: ["accounts.view_department"] for role in _OFFICE}
