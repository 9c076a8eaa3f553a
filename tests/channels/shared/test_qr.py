"""QR codes stand in the page."""

from channels.shared.qr import qr_picture


def test_the_picture_is_part_of_the_page_and_no_address_of_its_own():
    assert qr_picture("http://localhost/en/c/secret").startswith("data:image/svg+xml")
