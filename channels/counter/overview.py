"""For service owners and operators: how their services go, and how the installation is. No case can be opened here."""

from __future__ import annotations

from collections.abc import Callable

from flask.typing import ResponseReturnValue

from channels.counter.desk import Desk

NotReady = Callable[[], list[str]]
"""Why the installation cannot serve just now; empty where it can."""


class OverviewPages:
    def __init__(self, desk: Desk, not_ready: NotReady) -> None:
        self._desk, self._not_ready = desk, not_ready

    def overview(self) -> ResponseReturnValue:
        desk, officer = self._desk, self._desk.officer()
        services = desk.back_office.overview(officer, desk.language())
        operates = "operator" in officer.roles
        return desk.page(
            "overview",
            services=services,
            operates=operates,
            reasons=self._not_ready() if operates else [],
        )
