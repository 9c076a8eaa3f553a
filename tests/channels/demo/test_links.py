"""What a telephone makes a link of: addresses of this town, and nothing else."""

import pytest

from channels.demo.links import Piece, pieces

SITE = "https://bruggepont.example"


def links(words: str, site: str = SITE) -> list[str]:
    return [piece.words for piece in pieces(words, site) if piece.path]


def test_an_address_of_the_town_is_a_link_and_the_words_around_it_are_words() -> None:
    assert pieces(f"Go on here: {SITE}/en/c/a-b_c.", SITE) == [
        Piece("Go on here: "),
        Piece(f"{SITE}/en/c/a-b_c", "/en/c/a-b_c"),
        Piece("."),
    ]


@pytest.mark.parametrize(
    ("words", "link"),
    [
        (f"({SITE}/)", f"{SITE}/"),
        (f"\u200e{SITE}/ar/c/xyz\nأو", f"{SITE}/ar/c/xyz"),
        (f"{SITE}/en/status?reference=K7QF-2M9X-V, and then", f"{SITE}/en/status?reference=K7QF-2M9X-V"),
        (f'{SITE}/en/"onclick="x', f"{SITE}/en/"),
        (f"{SITE}/en/<b>", f"{SITE}/en/"),
    ],
)
def test_a_link_ends_where_an_address_does(words: str, link: str) -> None:
    assert links(words) == [link]
    assert "".join(piece.words for piece in pieces(words, SITE)) == words


@pytest.mark.parametrize(
    "words",
    [
        "",
        "https://elsewhere.example/en/c/abc",
        f"{SITE}.elsewhere.example/en/",
        f"{SITE}@elsewhere.example/en/",
        f"{SITE}:8443/en/",
        f"https://elsewhere.example/?to={SITE}/en/",
        f"javascript:{SITE}/en/",
        "http://bruggepont.example/en/",
        f"{SITE}//elsewhere.example/en/",
        "bruggepont.example/en/",
        SITE,
    ],
)
def test_what_is_no_address_of_the_town_is_no_link(words: str) -> None:
    assert links(words) == []
    assert "".join(piece.words for piece in pieces(words, SITE)) == words


def test_a_town_that_is_not_on_the_web_has_no_links() -> None:
    assert links("javascript:alert/1", "javascript:alert") == []
