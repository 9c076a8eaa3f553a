"""What invented people would enter: at any question of any service something that the question takes."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

import pytest

from service.assembly import Core
from service.messages import Turn, Visitor
from service.rehearsal import Own, Rehearsal, Wish
from tests.conftest import ROOT, SettableClock

SERVICES = sorted(each.parent.name for each in (ROOT / "config" / "services").glob("*/service.yaml"))
OWN = Own(("Lien Claes", "Tom Maes"), "+32470001234", "lien@people.example")
MOST = 80


def rehearsal(town: Core) -> Rehearsal:
    assert town.rehearsal is not None
    return town.rehearsal


def gone_through(
    town: Core, service: str, wish: Wish, who: Visitor, chance: random.Random
) -> tuple[Turn, int]:
    """The last turn of who answers everything, and how often they were refused."""
    office, refused = town.front_office, 0
    turn = office.begin(service, who)
    for _ in range(MOST):
        prompt, draft = turn.prompt, turn.draft
        if prompt is None or draft is None or prompt.kind not in ("ask", "check"):
            break
        refused += any(each.problem is not None for each in prompt.together or (prompt,))
        if prompt.kind == "check":
            turn = office.submit(draft, turn.version, who)
            continue
        entry = rehearsal(town).entry(draft, prompt, who, wish, OWN, chance)
        assert entry is not None
        turn = office.answer(draft, prompt.path, entry.parts, turn.version, who)
    return turn, refused


@pytest.mark.parametrize("service", SERVICES)
def test_whoever_wants_something_of_a_service_comes_where_they_want_to_go(
    town: Core, clock: SettableClock, visitor: Callable[..., Visitor], service: str
) -> None:
    chance, wishes = random.Random(1), rehearsal(town).wishes(service)
    assert wishes
    clock.pass_(timedelta(days=40))  # the dates of a wish come along
    some = {wish.end: wish for wish in wishes}
    for language, (end, wish) in zip(("nl", "fr", "en", "ar") * 5, some.items(), strict=False):
        turn, refused = gone_through(town, service, wish, visitor(language=language), chance)
        assert turn.prompt is not None
        assert (turn.prompt.outcome or "case") == end, turn.prompt
        assert refused <= 3, "only streets are told without a number, or belong to several districts"


def test_of_a_service_that_is_not_served_nobody_wants_anything(town: Core) -> None:
    assert rehearsal(town).wishes("summer-camp") == ()


def test_who_comes_back_to_a_draft_that_is_no_more_enters_nothing(
    town: Core, clock: SettableClock, visitor: Callable[..., Visitor]
) -> None:
    turn = town.front_office.begin("street-problem", visitor())
    assert turn.draft is not None
    assert turn.prompt is not None
    clock.pass_(timedelta(days=400))
    wish = rehearsal(town).wishes("street-problem")[0]
    assert rehearsal(town).entry(turn.draft, turn.prompt, visitor(), wish, OWN, random.Random(1)) is None
