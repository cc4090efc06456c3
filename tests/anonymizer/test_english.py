"""English sentences: where names begin and end, and what is capitalised but names nobody."""

import pytest

from anonymizer import Directory, find
from anonymizer.second_net.english import english_names

NOBODY = Directory.compile(())


@pytest.mark.parametrize(("sentence", "name"), [
    ("The furnace is at the Kanoya Plant.", "Kanoya Plant"),
    ("Our Tsukuba campus hosts students.", "Tsukuba campus"),
    ("The parts were made by Ostrava Castings a.s. under our drawings.", "Ostrava Castings a.s."),
    ("The subsidiary Yamato Ceramics (Thailand) Co., Ltd. employs few.",
     "Yamato Ceramics (Thailand) Co., Ltd."),
    ("It is led by the Dunmore Institute of Technology.", "Dunmore Institute of Technology"),
    ("Both use Summit Tools for this.", "Summit Tools"),
    ("Our customer eVolta builds testers.", "eVolta"),
    ("The agent Van der Meulen was not informed.", "Van der Meulen"),
    ("Our colleague de Villiers gave a talk.", "de Villiers"),
    ("The Falcon 9 controller is exempt.", "Falcon 9"),
    ("3Delta prints the impellers.", "3Delta"),
])
def test_a_name_is_found_from_its_first_letter_to_its_last(sentence, name):
    assert name in [sentence[first:last] for first, last, _ in english_names(sentence)]


@pytest.mark.parametrize("sentence", [
    "Gas turbines and heat exchangers are affected.", "Training for staff is held each spring.",
    "Reason: Thresholds are too low.", "Comparison of Thresholds", "Dear Sir or Madam,",
    "Item 6 of Appended Table 1 does not reflect this.", "Five-axis machine tools are listed.",
    "The Nuclear Suppliers Group publishes its list.", "Germany, France and Italy agree.",
])
def test_what_begins_a_sentence_or_stands_in_a_heading_names_nobody(sentence):
    assert [f.text for f in find(sentence, NOBODY) if f.cls != "quasi"] == []


@pytest.mark.parametrize("name", ["Precision Castings", "Silicon Works", "Gas Systems"])
def test_words_of_technology_are_a_name_where_only_a_name_is_capitalised(name):
    sentence = f"the valves were supplied by {name} in March."
    covered = {i for first, last, _ in english_names(sentence) for i in range(first, last)}
    first = sentence.index(name)
    assert all(i in covered or sentence[i] == " " for i in range(first, first + len(name)))
