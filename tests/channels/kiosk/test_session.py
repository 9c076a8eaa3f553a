import pytest
import time_machine

from channels.kiosk.session import LIFETIME, SessionOver, new_session, read_session, token_for

SECRET = "the secret of this test"


def test_token_and_cookie_together_open_the_draft():
    session = new_session("draft-1")
    token = token_for(session, SECRET)
    assert read_session(token, {session.cookie: session.key}, SECRET) == session


def test_the_token_alone_opens_nothing():
    session = new_session("draft-1")
    with pytest.raises(SessionOver):
        read_session(token_for(session, SECRET), {}, SECRET)


def test_the_cookie_of_another_person_opens_nothing():
    session, other = new_session("draft-1"), new_session("draft-2")
    with pytest.raises(SessionOver):
        read_session(token_for(session, SECRET), {session.cookie: other.key}, SECRET)


@pytest.mark.parametrize("token", ["", "new", "nonsense", "é\x00"])
def test_a_forged_token_opens_nothing(token):
    with pytest.raises(SessionOver):
        read_session(token, {}, SECRET)


def test_a_token_of_another_installation_opens_nothing():
    session = new_session("draft-1")
    with pytest.raises(SessionOver):
        read_session(token_for(session, "another secret"), {session.cookie: session.key}, SECRET)


def test_a_token_dies_when_nobody_has_touched_the_screen_for_its_lifetime():
    with time_machine.travel("2026-11-23 10:00:00", tick=False) as clock:
        session = new_session("draft-1")
        token = token_for(session, SECRET)
        clock.shift(LIFETIME)
        assert read_session(token, {session.cookie: session.key}, SECRET) == session
        clock.shift(1)
        with pytest.raises(SessionOver):
            read_session(token, {session.cookie: session.key}, SECRET)
