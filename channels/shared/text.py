"""A Turn as plain words, for every door that has only words: what was said, then what is asked.

Pure: a Turn in, text out, in the Turn's own language. What the words mean is the core's business; how the
carrier takes them is the door's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import replace

from flask_babel import force_locale
from flask_babel import gettext as _

from channels.shared.reading_order import from_the_right, held_together, runs_from_right
from channels.shared.segments import Limits, count
from service.messages import Notice, Option, Prompt, Receipt, Row, Turn

LONGEST = 1600
"""16-bit units in one message, whatever it costs: what the carrier takes (its error 21617)."""


def lay_out(turn: Turn, brief: bool = False) -> str:
    """The whole turn as lines; empty for silence. `brief` takes the short form of a question that has one."""
    with force_locale(turn.language) if turn.language else nullcontext():
        return _joined([*turn.said, *(_prompt(turn.prompt, turn.said, brief) if turn.prompt else ())], turn)


def messages(turn: Turn, limits: Limits) -> tuple[str, ...]:
    """The turn as text messages within the limits; none for silence.

    The short form of a question is taken where it saves a part, and its help left out where one message could not hold
    it: `?` brings it. Options that do not fit into one message are shown
    page by page, `Prompt.page` says which. What is longer still is cut where a line ends.
    """
    whole = shortest(turn)
    if turn.prompt is not None and turn.prompt.kind == "ask" and not _fits(whole, limits):
        bare = lay_out(replace(turn, prompt=replace(turn.prompt, help="")), brief=True)
        whole = bare if _fits(bare, limits) else whole
    if turn.prompt is not None and turn.prompt.options and not _fits(whole, limits):
        whole = _page(turn, turn.prompt, limits) or whole
    return tuple(_cut(whole, limits))


def texts_of(notice: Notice, limits: Limits) -> tuple[str, ...]:
    """A notice as text messages: laid out as everything is that is said on a line."""
    return messages(notice.turn or Turn(said=(notice.words,), language=notice.language), limits)


def shortest(turn: Turn) -> str:
    """The whole turn, with the short form of its question where that saves a part."""
    whole = lay_out(turn)
    return min(whole, lay_out(turn, brief=True), key=_parts) if _parts(whole) > 1 else whole


def _page(turn: Turn, prompt: Prompt, limits: Limits) -> str:
    """The page that is wanted, after what is said; empty where one page holds all options.

    Where a page ends depends on the question alone, so that the next one begins there, whatever was said before.
    """
    bare = replace(prompt, problem=None)
    with force_locale(turn.language) if turn.language else nullcontext():
        pages, start = list[str](), 0
        while start < len(bare.options):
            ends = range(start + 1, len(bare.options) + 1)
            fitting = bisect_right(
                ends, 0, key=lambda end: not _fits(_options_to(bare, start, end, turn), limits)
            )
            end = ends[max(fitting - 1, 0)]
            pages.append(_options_to(bare, start, end, turn))
            start = end
    if len(pages) < 2:
        return ""
    problem = prompt.problem.words if prompt.problem else ""
    before = [*turn.said, *([problem] if problem and problem not in turn.said else [])]
    return "\n".join([*filter(None, [_joined(before, turn)]), pages[prompt.page % len(pages)]])


def _options_to(prompt: Prompt, start: int, end: int, turn: Turn) -> str:
    return _joined(_question(prompt, (), True, range(start, end)), turn)


def _joined(texts: Iterable[str], turn: Turn) -> str:
    """As lines. Where they run from the right, each says so by itself: a telephone judges by the first letter."""
    lines = "\n".join(text for text in texts if text)
    if not runs_from_right(turn.language):
        return lines
    return "\n".join(from_the_right(line) for line in held_together(lines).split("\n"))


def plain(text: str) -> str:
    """Typographic punctuation as every telephone writes it, where that makes the whole message GSM-7.

    Letters are never exchanged: a name is not ours to spell. One that needs Unicode makes the whole message
    Unicode, and then its punctuation costs nothing and stays. Nor does a message ever become dearer.
    """
    typed = text.translate(_TYPED)
    if typed == text:
        return text
    cost = count(typed)
    return typed if cost.encoding == "GSM-7" and cost.parts <= count(text).parts else text


_TYPED = str.maketrans(
    dict.fromkeys("‘’‚‛′´`", "'")
    | dict.fromkeys("“”„‟″«»", '"')
    | dict.fromkeys("‐‑‒–—―−•", "-")
    | dict.fromkeys([ord("\t"), 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
    | dict.fromkeys([0xAD, *range(0x200B, 0x2010), 0x2060, *range(0x2066, 0x206A), 0xFEFF], "")
    | {"…": "...", "×": "x"}
)


def _cut(text: str, limits: Limits) -> Iterator[str]:
    """The longest beginnings that fit, each ending with a line where there is one, else with a word."""
    rest = text.strip()
    while not _fits(rest, limits):
        lengths = range(1, min(len(rest), LONGEST) + 1)
        end = bisect_right(lengths, 0, key=lambda length: not _fits(rest[:length], limits))
        end = max(rest.rfind("\n", 1, end + 1), 0) or max(rest.rfind(" ", 1, end + 1), 0) or max(end, 1)
        yield plain(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    if rest:
        yield plain(rest)


def _parts(text: str) -> int:
    """What it costs to send; out of all proportion where the carrier would not take it."""
    typed = plain(text)
    return count(typed).parts if len(typed.encode("utf-16-le")) <= 2 * LONGEST else LONGEST


def _fits(text: str, limits: Limits) -> bool:
    typed = plain(text)
    return len(typed.encode("utf-16-le")) <= 2 * LONGEST and limits.hold(typed)


def _prompt(prompt: Prompt, said: tuple[str, ...], brief: bool) -> Iterable[str]:
    match prompt.kind:
        case "choose" | "ask":
            return _question(prompt, said, brief)
        case "check":
            return _check(prompt)
        case "done" if prompt.receipt:
            return _receipt(prompt, prompt.receipt)
        case _:
            return prompt.words, *prompt.notes


def _question(prompt: Prompt, said: tuple[str, ...], brief: bool, page: range | None = None) -> Iterator[str]:
    """At first at length. After a refusal, which says what is wanted and how, only the question once more.

    `page`: the options that are shown where not all are, counted from 0.
    """
    problem = prompt.problem
    if problem and problem.words not in said:
        yield problem.words
    if problem and problem.options:
        yield from _numbered(problem.options, range(len(problem.options)))
        return
    if about := _item(prompt.path, prompt.section):
        yield f"{about}."
    question = prompt.short if prompt.short and (brief or problem) else prompt.words
    yield question if problem or prompt.help in said else _followed(question, prompt.help)
    yield from prompt.notes
    everything = range(len(prompt.options))
    yield from _numbered(prompt.options, page or everything, with_help=not (brief or problem))
    if page is not None and len(page) < len(everything):
        yield _("Reply MORE for more.")
    if not problem:
        yield _how_to_reply(prompt)
    if prompt.later:
        yield _("(Reply SKIP to send this later)")
    elif prompt.optional:
        yield _("(Reply SKIP to leave this out)")


def _followed(question: str, help_: str) -> str:
    """A short form may be no sentence: then it ends before the help begins."""
    ended = question if question.endswith(("?", ".", ":", "؟")) or not help_ else f"{question}."
    return f"{ended} {help_}".rstrip()


def _numbered(options: tuple[Option, ...], page: range, with_help: bool = False) -> Iterator[str]:
    """The options of a page, each with its number among all; under their headings where they have some."""
    heading = ""
    for number, option in enumerate(options[page.start : page.stop], page.start + 1):
        if option.group != heading:
            heading = option.group
            yield f"{heading}:"
        called = option.short or option.label
        yield f"{number} {called}" + (f" ({option.help})" if with_help and option.help else "")


def _how_to_reply(prompt: Prompt) -> str:
    """What to send, where neither the question nor its help shows it already."""
    last = len(prompt.options)
    if prompt.hint == "choices" and last > 1:
        return _("Reply with one or more numbers, for example %(example)s.", example="1 2")
    if last > 1 and prompt.options[0].group:
        return _("Reply with a number, or write a day and a time.")
    if last > 2:
        return _("Reply 1 to %(last)s.", last=last)
    if last:
        return (
            _("Reply 1 or 2.")
            if last == 2
            else _("Reply 1 to agree.")
            if prompt.hint == "declare"
            else _("Reply 1.")
        )
    if prompt.hint == "photo":
        return _("Reply with a photo.")
    if prompt.hint == "document":
        return _("Reply with the file.")
    return _example(prompt)


def _example(prompt: Prompt) -> str:
    example = prompt.example
    if not example or example in prompt.words or example in prompt.help:
        return ""
    match prompt.hint:
        case "date":
            return _("Reply with a date, for example %(example)s.", example=example)
        case "money":
            return _("Reply with an amount, for example %(example)s.", example=example)
        case "digits" | "decimal":
            return _("Reply with a number, for example %(example)s.", example=example)
        case _:
            return _("For example: %(example)s", example=example)


def _item(path: str, section: str) -> str:
    """Which person or thing of a repeat it is about; other sections' titles are not worth their price."""
    return section if "/" in path else ""


def _check(prompt: Prompt) -> Iterator[str]:
    yield prompt.words
    about = ""
    for row in prompt.rows:
        if _item(row.path, row.section) != about:
            about = _item(row.path, row.section)
            yield f"{about}." if about else ""
        yield _row(row)
    yield from (f"{fee.label}: {fee.shown}" for fee in prompt.fees)
    yield _due(prompt.due)
    yield from prompt.notes
    yield _("Reply 0 to send, or a number to change that answer.")


def _row(row: Row) -> str:
    label = row.label if row.label.endswith(("?", ":", ".", "؟")) else f"{row.label}:"
    shown = " ".join(row.shown.split())
    origin = f" ({row.provenance})" if row.provenance else ""
    return f"{row.number if row.changeable else '-'} {label} {shown}{origin}"


def _receipt(prompt: Prompt, receipt: Receipt) -> Iterable[str]:
    """Reference and code stand on lines of their own, so that they can be found again."""
    lines = (
        prompt.words,
        _("Reference: %(reference)s", reference=receipt.reference),
        _("Status code: %(code)s", code=receipt.status_code),
        _("To ask how it stands, text STATUS and both."),
        receipt.words,
        _due(receipt.due),
        *receipt.notes,
        *prompt.notes,
    )
    return dict.fromkeys(lines)


def _due(due: str) -> str:
    """A sum needs a word before it; a sentence such as "Nothing to pay" does not."""
    return _("To pay: %(due)s", due=due) if any(character.isdigit() for character in due) else due
