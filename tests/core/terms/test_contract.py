"""The contract as a whole: what it is put together from, and what a minimal one says."""

import inspect
from dataclasses import FrozenInstanceError, fields, is_dataclass
from datetime import date
from importlib import import_module
from typing import Any

import pytest

from zusage.core.terms import contract as facade
from zusage.core.terms.contract import Amendment, Change, Contract, Level, Rule, Signature
from zusage.core.terms.quantities import Text

TEXT = Text(de="x", en="x")
PARTS = ["rules", "parties", "promises", "tickets", "consequences", "duties", "offers", "fees"]
CONTRACT = Contract(zusage=1, name="a", version=1, title=TEXT, zone="UTC")


@pytest.mark.parametrize("part", PARTS)
def test_every_record_of_a_part_can_be_had_here(part):
    module = import_module(f"zusage.core.terms.{part}")
    own = {name: kind for name, kind in inspect.getmembers(module, inspect.isclass)
           if kind.__module__ == module.__name__}  # fmt: skip
    assert own
    for name, kind in own.items():
        assert getattr(facade, name) is kind
        assert name in facade.__all__


@pytest.mark.parametrize("name", sorted(facade.__all__))
def test_records_are_frozen_and_built_by_keyword(name):
    kind: Any = getattr(facade, name)
    is_record = is_dataclass(kind)
    if is_record:
        assert kind.__dataclass_params__.frozen
        assert all(field.kw_only for field in fields(kind))


def test_contract_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        CONTRACT.version = 2  # type: ignore[misc]


def test_minimal_contract_promises_nothing():
    empty = [field.name for field in fields(CONTRACT) if not getattr(CONTRACT, field.name)]
    assert {"levels", "duties", "options", "terms", "desk", "amendments"} <= set(empty)
    assert CONTRACT.languages == ("de", "en")


def test_level_without_availability_promises_none():
    level = Level(title=TEXT)
    assert (level.availability, level.targets, level.remedies) == ((), (), ())
    assert not level.included


def test_amendment_is_unsigned_until_somebody_signs():
    change = Change(path="levels.standard.availability.0.objective", to="99.9 %")
    amendment = Amendment(title=TEXT, valid_from=date(2026, 1, 1), changes=(change,))
    assert amendment.signatures == ()
    assert amendment.existing_from is None
    assert isinstance(amendment, Rule)
    signature = Signature(party="provider", person="X", on=date(2025, 12, 1))
    assert signature.on < amendment.valid_from
