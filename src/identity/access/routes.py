"""Doors of signing in."""

from identity.access import forms, pages, views
from web.door import Act, Audience, Door, View
from web.form import NoFields

ROUTES: tuple[Door, ...] = (
    View(
        "sign_in", "/sign-in", "identity/sign_in.html", pages.sign_in_page, views.SignInView,
        audience=Audience.ANYONE, query=forms.SignInQuery,
    ),
    Act(
        "start_session", "/sign-in", forms.SignIn, pages.start_session, shown_on="sign_in",
        audience=Audience.ANYONE, own_transactions=True, body_limit=16 * 1024,
    ),
    Act(
        "sign_out", "/sign-out", NoFields, pages.sign_out, shown_on="sign_in",
        audience=Audience.ANYONE,
    ),
    Act(
        "demo_switch", "/demo/switch", forms.DemoSwitch, pages.demo_switch, shown_on="sign_in",
        audience=Audience.DEMO,
    ),
    View(
        "sessions", "/account/sessions", "identity/sessions.html", pages.sessions_page,
        views.SessionsView,
    ),
    Act(
        "end_session", "/account/sessions/{session_id:id}/end", NoFields, pages.end_session,
        shown_on="sessions",
    ),
    Act(
        "end_other_sessions", "/account/sessions/end-others", NoFields, pages.end_other_sessions,
        shown_on="sessions",
    ),
    View(
        "password", "/account/password", "identity/password.html", pages.password_page,
        views.PasswordView,
    ),
    Act(
        "change_password", "/account/password", forms.ChangePassword, pages.change_password,
        shown_on="password", own_transactions=True, body_limit=16 * 1024,
    ),
)
