from .roles import Role, crud

GRANTS = {
    Role.SECURITY_MANAGER: [*crud("accounts", "user", "department", verbs="view add change"), "auth.view_group"],
    Role.AUDITOR: ["accounts.view_auditevent"],
}
