from portal.accounts.roles import Role, crud

_answer = [
    *crud("feedback", "message", verbs="view change"), "feedback.view_sender", *crud("feedback", "category", verbs="view"),
    *crud("feedback", "replytemplate", verbs="view add change"), "accounts.view_department",
]  # fmt: skip
GRANTS = {
    Role.MESSAGE_CLERK: _answer,
    Role.MESSAGE_MANAGER: [
        *_answer, "feedback.manage_message", "feedback.approve_message", "feedback.publish_message",
        *crud("feedback", "category", "calendarday", "replytemplate"),
        *crud("feedback", "feedbacksettings", verbs="view change"),
    ],
}  # fmt: skip
