import gzip
import re
from pathlib import Path

import pytest
from flask import Flask, render_template, render_template_string
from flask_babel import Babel

from channels.shared.pages import pages

ROOT = Path(__file__).resolve().parents[3]
LOOK = ROOT / "channels/shared/pages"
SHEETS = {name: (LOOK / "static" / name).read_text("utf-8") for name in ("base.css", "look.css")}
SHEET = "\n".join(SHEETS.values())
RULES = re.sub(r"/\*.*?\*/", "", SHEET, flags=re.DOTALL)
OURS = [
    each
    for folder in ("channels", "kiosk_ui")
    for each in sorted((ROOT / folder).rglob("*"))
    if each.suffix in (".css", ".js", ".html") and not {"vendor", "letters", "paper"} & set(each.parts)
]
"""All but what is laid out on paper: its library knows the sides of a sheet, and no directions."""
SPRITE = set(re.findall(r'<symbol id="([\w-]+)"', (LOOK / "static/icons.svg").read_text("utf-8")))

PHYSICAL_NAME = re.compile(
    r"(^|-)(left|right|top|bottom)(-|$)|^(min-|max-)?(width|height)$|^overflow-[xy]$|^(margin|padding)-[xy]$"
)
PHYSICAL_VALUE = {"text-align", "float", "clear", "caption-side"}
PHYSICAL_STYLE = re.compile(
    r"""\.style\.(?:\w*(?:Left|Right)\w*|left|right)\b|setProperty\(["'](?:[\w]+-)*(?:left|right)\b|scrollLeft"""
)
SIDES = {"margin", "padding", "inset", "border-width", "border-style", "border-color", "border-radius"}

MACROS = """
{% import "macros.html" as look %}
{{ look.progress(2, 7, "Question 3 of 7") }} {{ look.field_error("day", "Write the day like 28.") }}
{{ look.error_summary([{"field": "day", "words": "Write the day like 28."}]) }}
{% for kind in ("inform", "done", "wait", "danger") %}
{% call look.notice(kind, "Heading") %}Words{% endcall %}
{% endfor %}
{{ look.reference("7KQ4-M2XD-R") }} {{ look.phone("050 00 12 34") }}
{% for door in ("web", "text", "sms", "kiosk", "counter", "console") %}{{ look.door_badge(door) }}{% endfor %}
"""


@pytest.fixture
def app():
    app = Flask(__name__)
    Babel(app)
    app.register_blueprint(pages())
    return app


@pytest.fixture
def rendered(app):
    def render(source, **values):
        with app.test_request_context():
            if source.endswith(".html"):
                return render_template(source, **values)
            return render_template_string(source, **values)

    return render


def declarations(sheet):
    rules = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    for name, value in re.findall(r"(?:^|[{;])\s*([\w-]+)\s*:\s*([^;{}]+)(?=[;}])", rules):
        yield name, value.strip()


def sides(value):
    """The words of a shorthand, with what stands in brackets taken as one."""
    while re.search(r"\([^()]*\)", value):
        value = re.sub(r"[\w-]*\([^()]*\)", "x", value)
    return value.split()


def physical(name, value):
    if name.startswith("--"):
        return False
    if PHYSICAL_NAME.search(name):
        return True
    if name in PHYSICAL_VALUE and re.search(r"\b(left|right)\b", value):
        return True
    return name in SIDES and len(sides(value)) == 4


def tokens(selector):
    block = re.search(re.escape(selector) + r"\s*\{([^}]*)\}", RULES).group(1)
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9A-F]{6})", block))


def contrast(one, other):
    def light(colour):
        shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("file", OURS, ids=lambda file: file.name)
def test_no_sheet_page_or_script_of_ours_knows_left_or_right(file):
    written = file.read_text("utf-8")
    assert PHYSICAL_STYLE.findall(written) == []
    styles = {
        ".css": [written],
        ".html": [*re.findall(r"<style>(.*?)</style>", written, re.DOTALL), *in_braces(written)],
        ".js": [],
    }[file.suffix]
    found = [f"{name}: {value}" for sheet in styles for name, value in declarations(sheet)]
    assert [each for each in found if physical(*each.split(": ", 1))] == []


def in_braces(page):
    """What stands in attributes, as a rule of a sheet."""
    return [f"{{{style};}}" for style in re.findall(r'\sstyle="([^"]*)"', page)]


@pytest.mark.parametrize(
    "written", ["box.style.marginLeft = x", "e.style.left = x", 's.setProperty("margin-right", x)']
)
def test_a_side_that_a_script_sets_would_be_noticed(written):
    assert PHYSICAL_STYLE.search(written)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("margin-left", "1rem"),
        ("border-top-right-radius", "4px"),
        ("width", "50%"),
        ("text-align", "right"),
        ("padding", "0 var(--space-1) 0 0"),
        ("left", "0"),
    ],
)
def test_a_physical_declaration_would_be_noticed(name, value):
    assert physical(name, value)


def test_the_sheet_is_small():
    assert len(gzip.compress(SHEET.encode())) < 20 * 1024


@pytest.mark.parametrize("theme", [":root", ".contrast"])
@pytest.mark.parametrize(
    ("front", "ground", "least"),
    [
        *[("ink", ground, 4.5) for ground in ("paper", "card", "mist")],
        *[("quiet", ground, 4.5) for ground in ("paper", "card", "mist")],
        *[("canal", ground, 4.5) for ground in ("paper", "card", "mist")],
        *[("error", ground, 4.5) for ground in ("paper", "card")],
        *[(f"on-{ground}", ground, 4.5) for ground in ("canal", "deep", "lamp")],
        ("done", "paper", 4.5),
        ("border", "paper", 3),
        ("border", "card", 3),
        ("lamp", "deep", 3),
        *[(f"door-{door}", "paper", 3) for door in ("web", "text", "kiosk", "counter")],
        *[(f"door-{door}", "card", 3) for door in ("web", "text", "kiosk", "counter")],
        *[(f"door-{door}", "mist", 3) for door in ("web", "text", "kiosk", "counter")],
    ],
)
def test_every_pair_of_colours_can_be_told_apart(theme, front, ground, least):
    colours = tokens(":root") | tokens(theme)
    assert contrast(colours[front], colours[ground]) >= least


def test_white_words_on_the_danger_panel_can_be_read():
    assert contrast("#FFFFFF", tokens(":root")["error"]) >= 4.5


def test_every_icon_that_a_template_or_script_names_exists():
    written = [*ROOT.glob("channels/**/*.html"), *ROOT.glob("kiosk_ui/*.js"), *ROOT.glob("kiosk_ui/*.html")]
    named = re.compile(r"""look\.icon\(\s*["']([\w-]+)["']|icons\.svg#([\w-]+)""")
    found = {a or b for file in written for a, b in named.findall(file.read_text("utf-8"))}
    assert found
    assert found - SPRITE == set()


def test_every_picture_that_the_macros_ask_for_exists(rendered):
    asked = set(re.findall(r"icons\.svg#([\w-]+)", rendered(MACROS)))
    assert {"door-web", "door-other", "warning"} <= asked
    assert asked - SPRITE == set()


def test_every_class_that_the_guide_names_has_a_rule():
    guide = (ROOT / "docs/doors/look.md").read_text("utf-8")
    named = set(re.findall(r"`\.([a-z][\w-]*)`", guide))
    assert len(named) > 30
    assert {name for name in named if not re.search(rf"\.{name}(?![\w-])", RULES)} == set()


def test_what_every_door_shares_stands_in_one_sheet_only():
    """And comes first: look.css sets nothing of it again."""
    base, look = (set(re.findall(r"^([^\s/@}][^{}]*)\{", sheet, re.MULTILINE)) for sheet in SHEETS.values())
    assert base & look == set()


def test_the_sheets_and_the_pictures_are_served(app):
    for name in (*SHEETS, "icons.svg", "mark.svg", "favicon.svg", "bridge.svg"):
        with app.test_client().get(f"/look/{name}") as answer:
            assert answer.status_code == 200


@pytest.mark.parametrize("problem", ["not_found", "forbidden", "expired", "too_many", "broken", "unheard-of"])
def test_an_error_page_says_what_happened_what_to_do_and_whom_to_call(rendered, problem):
    page = rendered("error.html", problem=problem, town_name="Bruggepont", town_phone="050 00 12 34")
    heading = re.search(r"<h1>(.+)</h1>", page).group(1)
    assert f"<title>{heading} · Bruggepont</title>" in page
    assert "Go to the front page" in page
    assert 'href="tel:050001234"' in page


def test_a_page_needs_nothing_that_a_strict_content_policy_forbids(rendered):
    for page in (rendered("error.html", problem="broken"), rendered(MACROS)):
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=|javascript:|data:", page)


def test_a_page_says_its_language_and_direction_and_links_the_others(rendered):
    english = {"code": "en", "name": "English", "href": "/en/"}
    arabic = {"code": "ar", "name": "العربية", "href": "/ar/"}
    page = rendered("base.html", lang="ar", dir="rtl", languages=[english, arabic])
    assert '<html lang="ar" dir="rtl">' in page
    assert '<a href="/en/" lang="en" hreflang="en">English</a>' in page
    assert '<a href="/ar/" lang="ar" hreflang="ar" aria-current="true">' in page


def test_the_title_of_a_page_with_problems_begins_with_error(rendered):
    assert "<title>Error: " in rendered("base.html", problems=[{"field": "day", "words": "Write the day."}])
    assert "<title>Error: " not in rendered("base.html", problems=[])


@pytest.mark.parametrize(
    ("done", "total", "lit", "shown"), [(0, 7, 0, 7), (2, 7, 2, 7), (7, 7, 7, 7), (14, 20, 8, 12)]
)
def test_an_arch_is_lit_for_each_answer_or_beyond_twelve_for_its_share(rendered, done, total, lit, shown):
    source = '{% import "macros.html" as look %}{{ look.progress(done, total, "words") }}'
    line = rendered(source, done=done, total=total)
    assert line.count("arch-lit") == lit
    assert line.count("<span") == shown + 2


def test_words_from_people_are_escaped(rendered):
    line = rendered('{% import "macros.html" as look %}{{ look.reference(text) }}', text="<b>")
    assert "&lt;b&gt;" in line
