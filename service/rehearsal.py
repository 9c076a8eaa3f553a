"""What only a demo may see: drafts as cards, the event log as sentences, and definitions edited while they serve.

For a demo whose town is played it also knows what invented people would enter, and which days were played. The assembly
makes it for a demo only. It shows and never answers: people do that at the doors.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass

from service.cards import Card as Card
from service.cards import Cards
from service.cards import Table as Table
from service.entering import any_file
from service.happenings import Happened as Happened
from service.happenings import Happenings
from service.inventing import Entry as Entry
from service.inventing import Inventing
from service.inventing import Own as Own
from service.inventing import Wish as Wish
from service.lines import Lines
from service.messages import Line, Prompt, Upload, Visitor
from service.rewriting import Edited as Edited
from service.rewriting import NoSuchText as NoSuchText
from service.rewriting import Rewriting
from service.rewriting import Written as Written
from service.store import counts
from service.store import definitions as installation

PLAYED = "played"
"""Under this name the data folder remembers which days were played."""


@dataclass(frozen=True)
class Rehearsal:
    lines: Lines
    cards: Cards
    happenings: Happenings
    rewriting: Rewriting
    inventing: Inventing

    # --- a town that is played --------------------------------------------------------------------------------

    def wishes(self, service: str) -> tuple[Wish, ...]:
        """What people may want of a service as it is served."""
        return self.inventing.wishes(service)

    def entry(
        self, draft: str, prompt: Prompt, visitor: Visitor, wish: Wish, own: Own, chance: random.Random
    ) -> Entry | None:
        """What somebody would enter at a prompt; None where the draft is no more, or is asked something else by now."""
        return self.inventing.entry(draft, prompt, visitor, wish, own, chance)

    def paper(self, prompt: Prompt) -> Upload:
        """A file of the sort that a prompt wants."""
        return any_file(prompt.hint)

    def played(self) -> list[list[str]]:
        """From which moment to which the town was played, in any number of pieces."""
        with self.lines.database.reading() as connection:
            kept = installation.installed(connection).get(PLAYED, "[]")
        pieces: list[list[str]] = json.loads(kept)
        return pieces

    def note_played(self, pieces: Sequence[Sequence[str]]) -> None:
        with self.lines.database.writing() as connection:
            installation.renew_installation(connection, PLAYED, json.dumps(pieces))

    def has_cases(self) -> bool:
        with self.lines.database.reading() as connection:
            return counts.of_town(connection, self.lines.clock()).drafts.get("submitted", 0) > 0

    # --- the bench --------------------------------------------------------------------------------------------

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
