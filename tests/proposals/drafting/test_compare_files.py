"""新旧対照表 of two versions on paper and as a Word file."""

import io

import pytest
from docx import Document

from request_builder import draft, save
from world import World, says


@pytest.fixture(scope="module")
def world(common_world: World) -> World:
    return common_world


def test_the_words_that_changed_are_underlined_in_two_columns(world: World) -> None:
    request_id = draft(world)
    client = world.as_("volunteer")
    save(client, request_id, 1, reason="物価と賃金が変わったため。")
    path = f"/requests/{request_id}/compare.docx?from=1&to=2"
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.content == client.get(path).content
    rows = Document(io.BytesIO(answer.content)).tables[0].rows
    assert [cell.text for cell in rows[0].cells] == ["第2版", "第1版"]
    new, old = rows[2].cells
    assert (new.text, old.text) == ("物価と賃金が変わったため。", "物価と為替が変わったため。")
    underlined = [
        run.text for cell in (new, old) for run in cell.paragraphs[0].runs if run.underline
    ]
    assert underlined == ["賃金", "為替"]
    page = client.get(f"/requests/{request_id}/compare/print?from=1&to=2")
    assert page.status_code == 200 and "賃金" in says(page) and "基準額が長く" not in says(page)


def test_versions_that_are_none_are_not_compared(world: World) -> None:
    request_id = draft(world)
    client = world.as_("volunteer")
    for query, status in {"from=9&to=1": 404, "from=x": 422, "": 200}.items():
        answer = client.get(f"/requests/{request_id}/compare.docx?{query}")
        assert answer.status_code == status, query
    assert world.as_("second").get(f"/requests/{request_id}/compare.docx").status_code == 404
