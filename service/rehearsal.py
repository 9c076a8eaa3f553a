"""What only a demo may see: drafts as cards, the event log as sentences, and definitions edited while they serve.

The assembly makes it for a demo only. It shows and never answers: people do that at the doors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.cards import Card as Card
from service.cards import Cards
from service.cards import Table as Table
from service.happenings import Happened as Happened
from service.happenings import Happenings
from service.lines import Lines
from service.messages import Line, Visitor
from service.rewriting import Edited as Edited
from service.rewriting import NoSuchText as NoSuchText
from service.rewriting import Rewriting
from service.rewriting import Written as Written


@dataclass(frozen=True)
class Rehearsal:
    lines: Lines
    cards: Cards
    happenings: Happenings
    rewriting: Rewriting

    def draft_on(self, line: Line) -> str | None:
        """The draft that a line is about, or was about last."""
        return self.lines.draft_on(line)

    def language_on(self, line: Line) -> str:
        """What is spoken on a line; empty where nothing was said on it yet."""
        return self.lines.language_on(line)

    def put_down(self, line: Line) -> None:
        """A line begins anew, as if nothing had ever been said on it."""
        self.lines.put_down(line)

    def table(self, in_hand: Sequence[tuple[str | None, Visitor]]) -> Table:
        """The drafts that doors have in hand, each as the visitor at its door stands."""
        return self.cards.table(in_hand)

    def newest(self) -> int:
        """The sequence of the last event."""
        return self.happenings.newest()

    def happened(self, since: int, language: str) -> list[Happened]:
        """What happened after an event in sentences, the newest first; of much only the last."""
        return self.happenings.since(since, language)

    def serves(self, service: str) -> str:
        """The revision of a service that is served; empty for one that is not."""
        return self.rewriting.serves(service)

    def written(self, service: str) -> Written:
        """A service as it is written now. Raises NoSuchText."""
        return self.rewriting.written(service)

    def edit(self, service: str, text: str, made_from: str) -> Edited:
        """Serve another text at all doors, where the loader has nothing against it. Raises NoSuchText."""
        return self.rewriting.edit(service, text, made_from)

    def drop_edits(self, service: str) -> Written:
        """Serve the file again as it stands in the configuration. Raises NoSuchText."""
        return self.rewriting.drop_edits(service)
