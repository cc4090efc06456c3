"""Changes of the law that wait for the secretariat to say which requests they answer."""

from proposals.provisions import queries
from proposals.provisions.pages import address
from proposals.provisions.rules import may_keep
from web.visit import Visit
from web.waiting import Waiting


def waiting(visit: Visit) -> list[Waiting]:
    if not may_keep(visit.work.actor):
        return []
    return [
        Waiting(
            what=visit.t("waiting.judge_change"),
            title=queries.provision(row.key).named(visit.lang),
            link=f"{address(queries.provision(row.key))}#changes",
        )
        for row, _ in queries.unjudged(visit.work)
    ]
