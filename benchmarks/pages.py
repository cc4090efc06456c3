"""A request's page with 200 comments and a list of 50 requests, drawn anew and kept, each as a
ratio to a bare Starlette route that sends the same bytes, in one run.

usage: python benchmarks/pages.py
"""

from datetime import timedelta

from measuring import World, against_bare, settled_world

from foundation.markdown import RENDERER_VERSION, render
from proposals.drafting.actions import write_version
from proposals.drafting.wording import Words
from proposals.models import Comment, Consultation, Request
from proposals.sections import NAMES

COMMENTS = 200
REQUESTS = 200
TEXT = (
    "輸出令別表第1の9の項について、**申請書類の様式**を統一し、"
    "電子申請で再利用できるようにする。"
)
SAID = (
    "当社でも同じ問題があり、年に数十件の申請で同じ書類を繰り返し作成しています。"
    "*件数*を示せます。"
)


def many_requests(world: World, requests: int = REQUESTS) -> str:
    """Requests in consultation, the first of them with 200 comments; answers its id."""
    first = ""
    companies = list(world.companies.values())
    with world.work("volunteer") as work:
        words = Words.of(
            {"title_ja": "許可申請書類の簡素化", "legal_references": "輸出令別表第1の9の項"}
            | dict.fromkeys(NAMES, TEXT)
        )
        for number in range(requests):
            request = Request(
                id=work.id("request"), number=f"R08-SYS-{number + 1:03}", fiscal_year=2026,
                body_id=world.bodies["regulations"], state="consultation", kind="procedure",
                novelty="new", priority="B", title_ja=f"許可申請書類の簡素化 その{number + 1}",
                created_at=work.now, changed_at=work.now,
            )  # fmt: skip
            work.db.add(request)
            work.db.flush()
            write_version(work, request, words, "初版")
            first = first or request.id
            work.db.add(
                Consultation(
                    id=work.id("consultation"), request_id=request.id, version=1,
                    opens_at=work.now, closes_at=work.now + timedelta(days=14),
                    silence="nothing", company_ids=companies,
                )
            )  # fmt: skip
        said = render(SAID)
        for number in range(COMMENTS):
            work.db.add(
                Comment(
                    id=work.id("comment"), request_id=first, version=1,
                    section=NAMES[number % len(NAMES)],
                    quote="申請書類の様式" if number % 4 else "", kind="general", text=SAID,
                    html=said, renderer=RENDERER_VERSION, person_id=world.people["second"],
                    company_id=world.companies["mizuho"], created_at=work.now,
                )
            )  # fmt: skip
    return first


def main() -> None:
    with settled_world() as world:
        first = many_requests(world)
        request = f"/requests/{first}"
        print(against_bare(world, "request page, 200 comments, drawn", request))
        print(against_bare(world, "the same, kept", request, kept=True))
        print(against_bare(world, "its API, kept", f"/api{request}", kept=True))
        print(against_bare(world, "its API, known", f"/api{request}", kept=True, known=True))
        print(against_bare(world, "list of 50 requests, drawn", "/requests?size=50"))
        print(against_bare(world, "the same, kept", "/requests?size=50", kept=True))


if __name__ == "__main__":
    main()
