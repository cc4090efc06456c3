"""The desk's doors."""

from ministry import forms, help, pages, views
from ministry.exporting import routes as exporting
from ministry.feeds import routes as feeds
from ministry.handling import routes as handling
from ministry.officials import routes as officials
from ministry.openid import routes as openid
from ministry.templates import routes as templates
from web.door import Act, Audience, Door, View
from web.form import NoFields

ROUTES: tuple[Door, ...] = (
    View("sign_in", "/sign-in", "ministry/sign_in.html", pages.sign_in_page, views.SignInView,
         Audience.ANYONE, forms.SignInQuery),
    Act("start_session", "/sign-in", forms.SignIn, pages.start_session, "sign_in",
        Audience.ANYONE, own_transactions=True),
    Act("demo_switch", "/demo/switch", forms.DemoSwitch, pages.demo_switch, "sign_in",
        Audience.DEMO),
    Act("sign_out", "/sign-out", NoFields, pages.sign_out, "inbox"),
    View("inbox", "/", "ministry/inbox.html", pages.inbox, views.InboxView,
         query=forms.InboxQuery),
    View("letter", "/letters/{letter_id:id}", "ministry/letter.html", pages.letter,
         views.LetterView),
    View("item", "/items/{item_id:id}", "ministry/item.html", pages.item, views.ItemView,
         query=forms.ItemQuery),
    Act("reply", "/items/{item_id:id}/points/{point_id:id}/reply", forms.Reply, pages.answer,
        "item", creates=True),
    Act("ask", "/items/{item_id:id}/questions", forms.Question, pages.ask, "item", creates=True),
    *handling.ROUTES,
    *templates.ROUTES,
    *exporting.ROUTES,
    *feeds.ROUTES,
    *officials.ROUTES,
    *openid.ROUTES,
    View("help", "/help", "ministry/help.html", help.page, help.HelpView, Audience.ANYONE),
)  # fmt: skip
