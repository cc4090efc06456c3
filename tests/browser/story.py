"""The whole story, played by people at their browsers: from a draft to the ministry's reply."""

import re
import zipfile

from playwright.sync_api import Page, expect

from attachment_builder import SECRET, png, word
from foundation.office_files import DOCX
from stage import Stage, id_in

TITLE = "輸出許可申請における添付書類の簡素化"
TITLE_EN = "Fewer attachments to export licence applications"
TEXT = {
    "present_state": "申請のたびに、需要者の概要を示す書類を紙で添付している。",
    "problem": "青葉精工では年に三百件の申請があり、長野第二工場だけで延べ千二百時間を要している。",
    "request": "(1) 同じ需要者については、添付を年一回とする。\n"
               "(2) 電子申請で書類を再利用できるようにする。",
    "reason": "同じ書類を繰り返し提出しても、審査に新しい情報は加わらない。",
    "burden": "担当者は aoba.export@aoba.example.jp で照会に応じており、負担が大きい。",
    "effectiveness": "需要者の情報は年一回更新し、変更があれば直ちに届け出るので、"
                     "規制の実効性は保たれる。",
}
CLOSES = "2026-12-20"


def whole_story(stage: Stage) -> None:
    """Seven people and two more votes take one request all the way."""
    request = draft(stage)
    circulate(stage, request)
    object_and_answer(stage, request)
    consensus(stage, request)
    vote(stage, request)
    review_id = review(stage, request)
    consent(stage, review_id)
    release(stage, review_id)
    reply(stage)
    read_the_reply(stage, request)


def draft(stage: Stage) -> str:
    """The volunteer drafts a request that is to be hidden from METI, and submits it."""
    page = stage.open("volunteer", "/requests/new", "new-request")
    stage.submit(
        page, "new_request",
        body=stage.world.bodies["regulations"], kind="procedure", priority="A", novelty="new",
        anonymity="authority", title_ja=TITLE, title_en=TITLE_EN,
        legal_references="輸出令第1条第1項", **TEXT,
    )  # fmt: skip
    request = id_in(page)
    stage.look(page, "draft")
    attach(stage, request)
    page = stage.open("volunteer", f"/requests/{request}")
    stage.submit(page, "move-submit")
    stage.look(page, "submitted")
    return request


def attach(stage: Stage, request: str) -> None:
    """A Word file in which the company stands in the open and in hiding, and a picture in it."""
    page = stage.open("volunteer", f"/requests/{request}/attachments")
    file = {
        "name": "青葉精工.docx", "mimeType": DOCX,
        "buffer": word("青葉精工の調査による。", "工場|長野第二工場", picture=png()),
    }  # fmt: skip
    title = "資料1　青葉精工の調査"
    if stage.script:  # what was typed and not yet sent is still there
        page.fill("#attach-title", title)
        page.wait_for_timeout(600)
        page.reload()
        expect(page.locator("#attach-title")).to_have_value(title)
    stage.submit(page, "attach", title=title, file=file)
    stage.look(page, "attachments")


def circulate(stage: Stage, request: str) -> None:
    """The secretary finds it waiting and opens the round of opinions."""
    stage.open("secretary", "/", "secretary-home")
    page = stage.open("secretary", f"/requests/{request}")
    stage.submit(page, "open_consultation", closes="2026-12-04")
    stage.look(page, "consultation")


def object_and_answer(stage: Stage, request: str) -> None:
    """Another company comments and objects; when the round is over the volunteer answers and
    writes a second version; the company withdraws; others support it."""
    path = f"/requests/{request}"
    page = stage.open("second", path)
    stage.submit(page, "comment", block="problem", kind="technical",
                 text="時間数の根拠となる調査の方法を示してください。")  # fmt: skip
    stage.submit(
        page, "take_position", value="object", reason="年一回では変更を見落とすおそれがあります。",
        ground="変更があったときの届出が、要望内容に書かれていません。",
        remedy="要望内容に届出を加えること。",
    )  # fmt: skip
    stage.look(page, "objection")

    page = stage.open("chair", path)
    stage.submit(page, "move-close_consultation")
    page = stage.open("volunteer", path)
    answer = page.locator("form[id^='answer_objection-']").first.get_attribute("id")
    stage.submit(page, str(answer), answer="第2版で、要望内容に変更時の届出を加えます。")
    page = stage.open("volunteer", f"{path}/edit", "edit")
    changed = TEXT["request"].replace(
        "年一回とする。", "年一回とし、変更があったときは直ちに届け出る。"
    )
    stage.submit(page, "revise", request=changed, summary="変更時の届出を加えた。")
    stage.open("volunteer", f"{path}/compare?view=sidebyside", "compare-side-by-side")
    stage.open("volunteer", f"{path}/compare?view=redline", "compare-redline")

    page = stage.open("second", path)
    withdraw = page.locator("form[id^='withdraw_objection-'], form[id^='accept_answer-']").first
    stage.submit(page, str(withdraw.get_attribute("id")))
    stage.submit(page, "take_position", value="can_live_with", reason="第2版で受け入れられます。")
    for person in ("representative", "third", "chair"):
        stage.submit(stage.open(person, path), "take_position", value="support")
    page = stage.open("fourth", path)
    stage.submit(page, "take_position", value="object", reason="小規模な企業への配慮がありません。")
    stage.submit(page, "give_opinion", text="小規模な企業には経過措置を設けるべきである。")
    stage.look(page, "positions")


def consensus(stage: Stage, request: str) -> None:
    """The chair calls for consensus and records it."""
    path = f"/requests/{request}"
    while True:
        page = stage.open("chair", f"{path}/comment-table?left=yes")
        waiting = page.locator("form[id^='dispose_comment-']")
        if not waiting.count():
            break
        stage.submit(
            page, str(waiting.first.get_attribute("id")), outcome="accepted",
            reason="ご意見のとおり本文に反映した。",
        )  # fmt: skip
    stage.look(stage.open("chair", f"{path}/comment-table"), "comment-table")
    page = stage.open("chair", path)
    stage.submit(page, "move-call_consensus")
    stage.submit(
        page, "record_consensus", outcome="rough",
        statement="第2版について合意に達した。",
        weighed="変更時の届出と、小規模企業の経過措置を考慮した。",
    )  # fmt: skip
    stage.look(page, "consensus")


def vote(stage: Stage, request: str) -> None:
    """The chair opens a ballot; one company one vote; when all have voted the chair closes it."""
    page = stage.open("chair", f"/requests/{request}")
    stage.submit(page, "open_ballot", closes=CLOSES, no_meeting="会議を開く機会がないため")
    ballot = id_in(page)
    for person in ("representative", "second", "third", "fourth", "chair"):
        page = stage.open(person, f"/ballots/{ballot}", "ballot" if person == "second" else "")
        choice = "abstain" if person == "fourth" else "for"
        stage.submit(page, "cast_vote", choice=choice)
    page = stage.open("chair", f"/ballots/{ballot}")
    stage.submit(page, "close_ballot")
    stage.look(page, "ballot-result")


def review(stage: Stage, request: str) -> str:
    """The anonymity officer decides every place that could tell who asks."""
    page = stage.open("officer", "/reviews", "reviews")
    stage.submit(page, f"open_review-{request}")
    review_id = id_in(page)
    stage.look(page, "review")
    look_behind(stage, page)
    if page.locator("form#decide_certain").count():
        stage.submit(page, "decide_certain")
    undecided = "li:has(.chip.warn) form[id^='decide_finding-']"
    while page.locator(undecided).count():
        form = str(page.locator(undecided).first.get_attribute("id"))
        stage.submit(page, form, decision="replace", replacement="多く")
    page = stage.open("officer", f"/reviews/{review_id}/pictures/1", "picture")
    stage.submit(page, "decide_picture", press="show")
    stage.submit(page, "finish_review")
    stage.look(page, "review-finished")
    return review_id


def look_behind(stage: Stage, page: Page) -> None:
    """Whom the request is from is shown for a reason only, and the look is written down."""
    behind = page.locator("#behind")
    company = re.compile("青葉精工|Aoba")
    assert not company.search(behind.inner_text())
    stage.submit(page, "look_behind", reason="問合せ先を確かめるため。")
    expect(behind.get_by_text(company).first).to_be_visible()


def consent(stage: Stage, review_id: str) -> None:
    """The company reads exactly what METI would read, and approves these bytes."""
    page = stage.open("representative", f"/reviews/{review_id}/consent", "consent")
    assert "青葉" not in page.locator("#as-read").inner_html()
    stage.submit(page, "consent")


def release(stage: Stage, review_id: str) -> None:
    """Another officer releases the letter, and never learns whom it is from; the courier carries
    it."""
    page = stage.open("releaser", "/releases", "releases")
    assert_says_nothing(page)
    page = stage.open("releaser", f"/releases/{review_id}/pictures/1", "leaving-picture")
    assert_says_nothing(page)
    stage.submit(page, "second_picture")
    stage.submit(
        page, "release", reviews=[review_id], title_ja="輸出手続の合理化に関する要望書",
        addressee="経済産業省 貿易経済安全保障局長 殿", override_reason="年度の締切のため。",
    )  # fmt: skip
    stage.look(page, "letter")
    assert_says_nothing(page)
    stage.work()


def reply(stage: Stage) -> None:
    """METI reads the letter and answers point by point; nothing there tells who asks."""
    page = stage.open("official", "/", "desk-inbox")
    page.get_by_role("link", name=TITLE if stage.lang == "ja" else TITLE_EN).first.click()
    page.wait_for_load_state()
    stage.look(page, "desk-item")
    assert_says_nothing(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="資料1　A社の調査").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        read = "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    assert "A社の調査による。" in read
    assert not [name for name in ("青葉", "長野第二工場", SECRET) if name in read]
    for outcome in ("partly", "adopted"):
        form = page.locator("form[id^='reply-']:has(input[name='based_on'][value='0'])").first
        stage.submit(
            page, str(form.get_attribute("id")), outcome=outcome,
            text="次の改正にあわせて措置します。", reason="段階を追って進めるため。",
        )  # fmt: skip
    stage.submit(page, "ask", text="年間の申請件数のおおよその範囲を教えてください。")
    stage.look(page, "desk-replied")
    page = stage.open("official", "/?show=answered", "desk-answered")
    page.locator("main h3 a").first.click()
    stage.work()


def read_the_reply(stage: Stage, request: str) -> None:
    """The company that asked sees the replies, and the question that METI asked of nobody."""
    stage.open("volunteer", "/", "volunteer-home")
    page = stage.open("volunteer", f"/requests/{request}", "answered")
    expect(page.get_by_text("次の改正にあわせて措置します。").first).to_be_visible()
    stage.open("second", "/submissions", "submissions")
    stage.open("second", "/search?q=添付書類", "search")
    stage.open("second", "/committees", "committees")
    stage.open("volunteer", "/account/sessions", "sessions")


def assert_says_nothing(page: Page) -> None:
    """Neither names nor sites nor addresses of the asking company are on the page."""
    html = page.content()
    for name in ("青葉", "あおば", "アオバ", "Aoba", "aoba", "長野", "石橋", "Ishibashi"):
        assert name not in html, name
