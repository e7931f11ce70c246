"""An edit changes the named value and nothing else; comments, order and line breaks stay."""

import pytest

from zusage.core.errors import TermsError
from zusage.formats.contract_yaml.rewrite import remove, set_block, set_scalar

SAMPLE = """\
# head
name: sample  # why

calendars:  # all
  office:
    zone: Europe/Berlin
    holidays: {from: DE-BY}  # to be resolved

    # after
    week: {mon-fri: ["09:00-17:00"]}
  line: {zone: UTC, holidays: {from: NL}, week: {}}
list:
- id: a  # first
  title: 'A: one'
- id: b
empty:
text: |  # long
  first # no comment
  second

last: "x"
"""


def edit(edited, before, after, source=SAMPLE):
    assert before in source
    assert edited.decode() == source.replace(before, after, 1)


BLOCK = ["source: NL", "dates:", "  - 2026-01-01"]


def test_block_replaces_a_value_in_brackets_and_keeps_the_comment_beside_it():
    edit(
        set_block(SAMPLE.encode(), ("calendars", "office", "holidays"), BLOCK),
        "holidays: {from: DE-BY}  # to be resolved\n",
        "holidays:  # to be resolved\n      source: NL\n      dates:\n        - 2026-01-01\n",
    )


def test_block_inside_brackets_is_written_in_brackets():
    edit(
        set_block(SAMPLE.encode(), ("calendars", "line", "holidays"), BLOCK),
        "{from: NL}",
        "{source: NL, dates: [2026-01-01]}",
    )


def test_block_is_added_at_the_end_of_its_mapping():
    edit(
        set_block(SAMPLE.encode(), ("calendars", "office", "notes"), BLOCK),
        '"09:00-17:00"]}\n',
        '"09:00-17:00"]}\n    notes:\n      source: NL\n      dates:\n        - 2026-01-01\n',
    )
