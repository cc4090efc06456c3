"""Pages and acts of signing in, one's sessions and one's password."""

from foundation import sessions
from foundation.errors import NotFound
from identity.access import actions, demo_people
from identity.access.clients import client_name
from identity.access.forms import ChangePassword, DemoSwitch, SignIn
from identity.access.gate import GATE
from identity.access.queries import least_length
from identity.access.views import PasswordView, SessionLine, SessionsView, SignInView
from identity.models import Person
from web import signing_in
from web.answers import is_local
from web.door import Done
from web.form import NoFields
from web.visit import Visit


def sign_in_page(visit: Visit) -> SignInView:
    wanted = visit.draft.values.get("next") or visit.query.next
    return SignInView(
        next=wanted if is_local(wanted) else "",
        groups=demo_people.groups(visit.work.db, visit),
        desk=visit.site.tools.get("desk", "") if visit.site.settings.demo else "",
    )


def start_session(visit: Visit, form: SignIn) -> Done:
    signing_in.sign_in(visit, GATE, form.email, form.password)
    return Done(to=form.next if is_local(form.next) else "/")


def sign_out(visit: Visit, form: NoFields) -> Done:
    signing_in.sign_out(visit)
    return Done(to="/sign-in", say="done.signed_out")


def demo_switch(visit: Visit, form: DemoSwitch) -> Done:
    people = demo_people.demo_people(visit.work.db, visit)
    if form.person not in {one.id for one in people}:
        raise NotFound
    signing_in.let_in(visit, visit.work.db, form.person, visit.work.now)
    return Done(to="/")


def sessions_page(visit: Visit) -> SessionsView:
    current = visit.session.id  # type: ignore[union-attr]
    rows = sessions.live(
        visit.work.db, visit.site.sessions, visit.work.actor.id, visit.work.now
    )
    return SessionsView(sessions=[
        SessionLine(
            id=row.id,
            client=client_name(row.client) or visit.t("session.unknown_client"),
            started=row.created_at,
            seen=row.seen_at,
            current=row.id == current,
        )
        for row in rows
    ])


def end_session(visit: Visit, form: NoFields, session_id: str) -> Done:
    actions.end_session(visit.work, visit.site.sessions, session_id)
    if session_id == visit.session.id:  # type: ignore[union-attr]
        visit.cookies["session"] = None
        return Done(to="/sign-in", say="done.signed_out")
    return Done(to="/account/sessions", say="done.session_ended")


def end_other_sessions(visit: Visit, form: NoFields) -> Done:
    actions.end_other_sessions(visit.work, visit.site.sessions, visit.session.id)  # type: ignore[union-attr]
    return Done(to="/account/sessions", say="done.sessions_ended")


def password_page(visit: Visit) -> PasswordView:
    person = visit.work.db.get(Person, visit.work.actor.id)
    if person is None:
        raise NotFound
    return PasswordView(least=least_length(visit.work.actor), email=person.email)


def change_password(visit: Visit, form: ChangePassword) -> Done:
    actions.change_password(visit, form.current, form.new, form.again)
    return Done(to="/account/sessions", say="done.password_changed")
