"""A web page as a person's browser has it: its words, its links and its forms."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

SILENT = ("script", "style", "head")
BLOCKS = ("p", "div", "li", "dt", "dd", "h1", "h2", "h3", "legend", "label", "tr", "main", "form", "section")
VOID = ("input", "br", "hr", "img", "meta", "link", "use", "path", "source")


@dataclass
class Form:
    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    """What is filled in already, by name; an input that is empty or not chosen has no value."""
    choices: dict[str, list[str]] = field(default_factory=dict)
    """The values of radio buttons and checkboxes."""
    hidden: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    """Name and value of those that carry one."""


class Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []
        """Address and words."""
        self._text: list[str] = []
        self._open: list[str] = []
        self._form: Form | None = None
        self._area = ""
        self.feed(html)

    @property
    def words(self) -> str:
        lines = (" ".join(line.split()) for line in "".join(self._text).split("\n"))
        return "\n".join(line for line in lines if line)

    def form_with(self, part: str) -> Form:
        """The form that goes to an address with this in it."""
        return next(form for form in self.forms if part in form.action)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._open.append(tag)
        if tag in BLOCKS:
            self._text.append("\n")
        if tag == "a":
            self.links.append((given.get("href", ""), ""))
        elif tag == "form":
            self._form = Form(given.get("action", ""))
            self.forms.append(self._form)
        elif self._form is not None and given.get("name"):
            self._input(self._form, tag, given)

    def _input(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name, kind, value = given["name"], given.get("type", tag), given.get("value", "")
        if kind == "hidden":
            form.hidden[name] = value
        elif tag == "button":
            form.buttons.append((name, value))
        elif kind in ("radio", "checkbox"):
            form.choices.setdefault(name, []).append(value)
            form.fields.setdefault(name, []).extend([value] if "checked" in given else [])
        else:
            form.fields[name] = [value] if value else []
            self._area = name if tag == "textarea" else ""

    def handle_endtag(self, tag: str) -> None:
        while tag in self._open and self._open.pop() != tag:
            pass
        if tag in BLOCKS:
            self._text.append("\n")
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area and self._form is not None:
            self._form.fields[self._area].append(data)
        if any(tag in SILENT for tag in self._open):
            return
        self._text.append(data)
        if "a" in self._open and self.links:
            href, words = self.links[-1]
            self.links[-1] = (href, " ".join(f"{words} {data}".split()))
