"""The public face of the anonymizer: find, decide, rewrite, verify."""

import pytest

from anonymizer import Decision, Directory, Member, Pseudonyms, find, find_all, rewrite, verify

ASAHI = Member(id="m1", names_ja=("株式会社アサノ精機",), readings=("アサノセイキ",),
               names_en=("Asano Seiki Co., Ltd.",), domains=("asano-seiki.co.jp",))
MIDORI = Member(id="m2", names_ja=("ミドリ電子株式会社",), names_en=("Midori Denshi Inc.",))
DIRECTORY = Directory.compile([ASAHI, MIDORI])


def test_every_spelling_of_a_company_gets_one_pseudonym():
    text = "ミドリ電子は㈱アサノ精機と、ｱｻﾉｾｲｷは Midori Denshi Inc. と取引する。"
    assert rewrite({"": text}, find(text, DIRECTORY))[""] == "A社はB社と、B社は A社 と取引する。"


def test_a_bundle_shares_its_pseudonyms():
    bundle = {"title": "アサノ精機の要望", "body": "当社（アサノ精機）は"}
    found = find_all(bundle, DIRECTORY, Pseudonyms("en"))
    assert rewrite(bundle, found) == {"title": "Company Aの要望", "body": "当社（Company A）は"}


def test_the_reviewer_decides():
    text = "アサノ精機とミドリ電子"
    found = find(text, DIRECTORY)
    decisions = {0: Decision("keep"), 1: Decision("replace", "ある会社")}
    assert rewrite({"": text}, found, decisions) == {"": "アサノ精機とある会社"}


def test_findings_of_another_text_are_refused():
    with pytest.raises(ValueError, match="does not fit"):
        rewrite({"": "短"}, find("ここにアサノ精機", DIRECTORY))


def test_the_verifier_sees_what_was_left():
    assert [hit.member_id for hit in verify("<b>アサノ</b>精機".encode(), DIRECTORY)] == ["m1"]
    assert verify("A社は要望する。", DIRECTORY) == ()


def test_two_members_of_one_id_are_refused():
    with pytest.raises(ValueError, match="m1"):
        Directory.compile([ASAHI, ASAHI])
