"""What is found can be narrowed down; what was indexed otherwise is indexed anew."""

from deliberation_builder import comment, consulted
from goi.reindexing import reindex
from proposals.stages import State
from request_builder import move, numbered, save
from round_builder import opened
from search import index
from world import World


def found(world: World, who: str = "second", **asked: str) -> set[str]:
    answer = world.as_(who).get("/api/search", params=asked)
    assert answer.status_code == 200, answer.text
    links = [hit["link"] for group in answer.json()["groups"] for hit in group["hits"]]
    return {link.rpartition("/")[2] for link in links}


def test_requests_are_narrowed_down_by_what_all_may_know_and_indexed_anew(world: World) -> None:
    open_ = numbered(world, legal_references="輸出令別表第1の9の項(1)")
    hidden = numbered(world, anonymity="members", kind="regulation", problem="別の問題がある。")
    above, goods = world.bodies["regulations"], world.bodies["goods"]

    def narrowed() -> None:
        assert found(world, q="少額特例") == {open_, hidden}
        assert found(world, body=above, year="2026") == {open_, hidden}
        assert found(world, q="少額特例", of="regulation") == {hidden}
        assert found(world, q="少額特例", body=goods) == set()
        # The sector of whoever is hidden from members is no way to find them out.
        assert found(world, sector="machinery") == {open_}
        assert found(world, q="ETCO 9") == {open_}
        assert found(world, q="ETCO 90") == set()

    narrowed()
    with world.work() as work:
        index.forget(work)
    assert found(world, q="少額特例") == set()
    assert reindex(world.main, world.clock, world.chance) == 2
    assert reindex(world.main, world.clock, world.chance) == 0
    narrowed()
    assert reindex(world.main, world.clock, world.chance, whole=True) == 2

    assert found(world, state="reconciling") == {open_, hidden}
    assert move(world.as_("chair"), open_, "call_consensus").status_code == 303
    assert found(world, state="reconciling") == {hidden}
    assert found(world, state="consensus_check") == {open_}
    assert world.as_("second").get("/search?state=x&body=nobody").status_code == 422
    assert State.RECONCILING.value in world.as_("second").get("/search?q=x").text
    assert save(world.as_("volunteer"), hidden, 1, problem="新しい問題").status_code == 303
    assert found(world, q="新しい問題", of="regulation") == {hidden}


def test_comments_and_rounds_are_narrowed_down_by_body_kind_and_month(world: World) -> None:
    request = consulted(world)
    comment(world, "second", request, kind="technical", text="閾値の単位を確かめたい。")
    own = comment(world, "volunteer", request, kind="question", text="閾値の根拠を示す。")
    asked = opened(world, title_ja="閾値に関する照会")
    above, goods = world.bodies["regulations"], world.bodies["goods"]

    def narrowed() -> None:
        assert found(world, q="閾値") == {request, asked}
        assert found(world, q="閾値", body=above, month="2026-11") == {request, asked}
        assert found(world, q="閾値", comment="technical") == {request}
        assert found(world, comment="editorial") == set()
        assert found(world, q="閾値", month="2026-10") == found(world, body=goods) == set()

    narrowed()
    assert reindex(world.main, world.clock, world.chance, whole=True) > 3
    narrowed()
    assert own and world.as_("second").get("/search?month=2026").status_code == 422
