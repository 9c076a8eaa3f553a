"""What a browser makes of a page: its words, its links, its forms."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

NOT_SHOWN = ("head", "script", "style")
EMPTY = ("br", "hr", "img", "input", "link", "meta")


@dataclass
class Form:
    action: str
    hidden: dict[str, str] = field(default_factory=dict)
    fields: dict[str, list[str]] = field(default_factory=dict)
    """By name: what may be chosen, or nothing where it is written."""
    buttons: list[tuple[str, str]] = field(default_factory=list)


class Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._links: list[list[str]] = []
        self._words: list[str] = []
        self._open: list[str] = []
        self.feed(html)

    @property
    def words(self) -> str:
        return " ".join(" ".join(self._words).split())

    @property
    def links(self) -> list[tuple[str, str]]:
        """Address and words of each."""
        return [(href, " ".join(" ".join(words).split())) for href, *words in self._links]

    def link(self, words: str) -> str:
        """The address of the first link with these words in it."""
        return next(href for href, shown in self.links if words in shown)

    def form(self, ending: str = "") -> Form:
        """The first form to be posted whose address ends so."""
        return next(form for form in self.forms if form.hidden and form.action.split("?")[0].endswith(ending))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in EMPTY:
            self._open.append(tag)
        if tag == "a":
            self._links.append([given.get("href", "")])
        elif tag == "form":
            self.forms.append(Form(given.get("action", "")))
        elif "form" in self._open and tag in ("input", "textarea", "button") and "name" in given:
            self._control(self.forms[-1], tag, given)

    def handle_endtag(self, tag: str) -> None:
        while tag in self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not set(self._open) & set(NOT_SHOWN):
            self._words.append(data)
            if "a" in self._open:
                self._links[-1].append(data)

    def _control(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name, value, kind = given["name"], given.get("value", ""), given.get("type", tag)
        if kind == "hidden":
            form.hidden[name] = value
        elif tag == "button":
            form.buttons.append((name, value))
        else:
            form.fields.setdefault(name, []).extend([value] if kind in ("radio", "checkbox") else [])
