"""The pages before a journey: the front page with its search, a service's start page, the town's statements."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from channels.shared.open_data import DATA_SETS, FIGURES_CSV, FIGURES_JSON, JSON_LD, SERVICE, SERVICES
from channels.web.house import House
from channels.web.journey import address_of
from channels.web.search import found
from channels.web.session import NoDraftHere, draft_of, keep_draft
from channels.web.ways import Way, ways
from service.front_office import NoSuchDraft
from service.messages import ServiceSummary, Turn


class FrontPages:
    def __init__(self, house: House) -> None:
        self._house = house
        self._office = house.front_office

    def root(self) -> ResponseReturnValue:
        return redirect(url_for("web.front"), 303)

    def front(self) -> ResponseReturnValue:
        services = self._office.services(self._house.visitor())
        query = request.args.get("q", "").strip()
        fitting = found(services, query) if query else services
        listed = [(each, self._ways(each)) for each in fitting or services]
        page = self._house.page("web/front.html", listed=listed, query=query, nothing=not fitting)
        self._link(page, DATA_SETS, "describedby")
        self._link(page, SERVICES, "alternate")
        return page

    def start(self, service: str) -> ResponseReturnValue:
        summary = self._office.service(service, self._house.visitor())
        turn = self._under_way(service)
        carry_on = address_of(service, turn) if turn else ""
        ended = turn is not None and turn.prompt is not None and turn.prompt.kind == "done"
        page = self._house.page(
            "web/start.html", service=summary, ways=self._ways(summary), carry_on=carry_on, ended=ended
        )
        self._link(page, SERVICE.format(service=service), "alternate")
        return page

    def begin(self, service: str) -> ResponseReturnValue:
        turn = self._office.begin(service, self._house.visitor())
        if turn.draft is None:
            return redirect(url_for("web.start", service=service), 303)
        keep_draft(service, turn.draft)
        return redirect(address_of(service, turn), 303)

    def accessibility(self) -> Response:
        return self._house.page("web/accessibility.html")

    def privacy(self) -> Response:
        services = self._office.services(self._house.visitor())
        return self._house.page("web/privacy.html", services=services)

    def catalogue(self) -> Response:
        services = [
            (each.title, SERVICE.format(service=each.code))
            for each in self._office.services(self._house.visitor())
        ]
        return self._house.page(
            "web/catalogue.html",
            services=services,
            all_services=SERVICES,
            data_sets=DATA_SETS,
            figures_csv=FIGURES_CSV,
            figures_json=FIGURES_JSON,
            licence=self._house.town.open_data.licence,
            contact=self._house.town.open_data.contact,
        )

    def _link(self, page: Response, path: str, relation: str) -> None:
        """What the page tells people, programs find there."""
        address = self._house.in_public(path)
        page.headers.add("Link", f'<{address}>; rel="{relation}"; type="{JSON_LD}"')

    def _ways(self, service: ServiceSummary) -> list[Way]:
        return ways(service, service.doors, self._house.number)

    def _under_way(self, service: str) -> Turn | None:
        """Where the draft of this browser stands; none where there is none any more."""
        try:
            return self._office.ask(draft_of(service), self._house.visitor())
        except (NoDraftHere, NoSuchDraft):
            return None
