"""The printer over real sockets and files. Patience is short here; nothing that it waits for comes sooner."""

from __future__ import annotations

import logging
import os
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from channels.kiosk.cables import CABLES
from channels.kiosk.printer import NotPrinted, Printer, printer_at, printer_state
from tests.channels.kiosk.machine import ADEQUATE, FORGET, NEAR_END, OFFLINE, ONLINE, OUT, RECEIPT, Machine

PATIENT = 1.0
"""Seconds, as for a printer that answers at once."""


def on(machine: Machine, printing: float = 3 * PATIENT) -> Printer:
    return Printer(CABLES["network"](machine.address), patience=PATIENT, printing=printing)


@pytest.fixture
def refused() -> str:
    """An address where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return f"127.0.0.1:{free.getsockname()[1]}"


# Whether it can print


@pytest.mark.parametrize(
    ("paper", "online", "state"),
    [
        (ADEQUATE, ONLINE, "ready"),
        (NEAR_END, ONLINE, "near_end"),
        (OUT, OFFLINE, "out"),
        (OUT, ONLINE, "out"),
        (ADEQUATE, OFFLINE, "gone"),
    ],
)
def test_a_printer_says_how_its_paper_is_before_anything_is_printed(machine, paper, online, state):
    machine.paper, machine.online = paper, online
    assert on(machine).state() == state
    assert RECEIPT not in machine.received


def test_a_printer_that_takes_no_connection_is_gone(refused):
    printer = Printer(CABLES["network"](refused), patience=PATIENT)
    assert printer.state() == "gone"
    with pytest.raises(NotPrinted) as trouble:
        printer.print(RECEIPT, "one")
    assert trouble.value.state == "gone"


def test_a_printer_that_never_answered_a_question_is_ready_as_long_as_it_is_reached(machine):
    machine.deaf = True
    printer = on(machine)
    assert printer.state() == "ready"
    printer.print(RECEIPT, "one")
    assert machine.got(RECEIPT)


def test_one_that_answered_before_and_is_silent_now_is_gone(machine, monkeypatch):
    monkeypatch.setattr("channels.kiosk.printer.LASTS", 0)
    printer = on(machine)
    assert printer.state() == "ready"
    machine.deaf = True
    assert printer.state() == "gone"
    with pytest.raises(NotPrinted):
        printer.print(RECEIPT, "one")
    assert RECEIPT not in machine.received


def test_an_answer_is_believed_for_a_few_seconds(machine, monkeypatch):
    printer = on(machine)
    assert printer.state() == "ready"
    machine.paper = OUT
    assert printer.state() == "ready"
    monkeypatch.setattr("channels.kiosk.printer.LASTS", 0)
    assert printer.state() == "out"


def test_without_a_printer_there_is_none_and_a_dummy_is_always_ready():
    assert printer_at("") is None
    assert printer_state(None) == "none"
    dummy = printer_at("dummy")
    dummy.print(RECEIPT, "one")
    assert printer_state(dummy) == "ready"


def test_a_printer_on_usb_that_is_not_plugged_in_is_gone():
    assert printer_at("usb:0416:5011").state() == "gone"


# Printing


def test_every_byte_of_a_receipt_reaches_the_printer_once(machine):
    on(machine).print(RECEIPT, "one")
    assert machine.received.count(RECEIPT) == 1


@pytest.mark.parametrize("knows_when_done", [True, False])
def test_a_printer_near_the_end_of_its_paper_prints_and_says_so_afterwards(machine, knows_when_done):
    machine.paper, machine.knows_when_done = NEAR_END, knows_when_done
    printer = on(machine)
    printer.print(RECEIPT, "one")
    assert RECEIPT in machine.received
    assert printer.state() == "near_end"


def test_without_paper_no_byte_of_a_receipt_is_sent(machine):
    machine.paper, machine.online = OUT, OFFLINE
    with pytest.raises(NotPrinted) as trouble:
        on(machine).print(RECEIPT, "one")
    assert trouble.value.state == "out"
    assert b"K7QF" not in machine.received


def test_a_receipt_that_meets_the_end_of_the_paper_is_not_printed_and_taken_out_of_the_printer(machine):
    machine.runs_out_after = 100
    printer = on(machine)
    with pytest.raises(NotPrinted) as trouble:
        printer.print(RECEIPT, "one")
    assert trouble.value.state == "out"
    assert machine.got(FORGET)
    assert printer.state() == "out"


def test_a_receipt_that_was_not_printed_is_printed_when_it_is_asked_for_again(machine):
    machine.runs_out_after = 100
    printer = on(machine)
    with pytest.raises(NotPrinted):
        printer.print(RECEIPT, "one")
    machine.runs_out_after, machine.paper, machine.online = 10**6, ADEQUATE, ONLINE
    printer.print(RECEIPT, "one")
    assert machine.received.count(RECEIPT) == 2


def test_a_printer_that_hangs_in_the_middle_of_a_receipt_is_not_waited_for(machine, caplog):
    printer = on(machine)
    assert printer.state() == "ready"
    machine.stalls_after = 100
    with pytest.raises(NotPrinted) as trouble:
        printer.print(RECEIPT, "one")
    assert trouble.value.state == "gone"
    assert printer.state() == "gone"
    assert "no answer in time" in caplog.text


def test_while_a_receipt_is_under_way_the_printer_is_not_taken_for_gone(machine, monkeypatch):
    monkeypatch.setattr("channels.kiosk.printer.LASTS", 0)
    printer = on(machine, printing=40)
    machine.stalls_after = 100
    with ThreadPoolExecutor(1) as person:
        printing = person.submit(printer.print, RECEIPT, "one")
        assert machine.got(RECEIPT)
        assert printer.state() == "ready"
        machine.released.set()
        printing.result()


def test_the_same_job_asked_for_twice_at_once_is_printed_once(machine):
    printer = on(machine, printing=20)
    with ThreadPoolExecutor(4) as people:
        list(people.map(lambda _: printer.print(RECEIPT, "the draft, first copy"), range(4)))
    assert machine.received.count(RECEIPT) == 1


def test_what_a_job_was_called_is_not_kept(machine):
    printer = on(machine)
    printer.print(RECEIPT, "K7QF-2M9X-K7QF-2M9X")
    assert printer._printed
    assert not [job for job in printer._printed if "K7QF" in job]


def test_another_job_is_printed_though_it_looks_the_same(machine):
    printer = on(machine)
    printer.print(RECEIPT, "first copy")
    printer.print(RECEIPT, "second copy")
    assert machine.received.count(RECEIPT) == 2


# A file of the system


def test_a_printer_that_the_system_shows_as_a_file_gets_every_byte(tmp_path: Path):
    paper = tmp_path / "lp0"
    paper.touch()
    printer = printer_at(f"file:{paper}")
    assert printer.state() == "ready"
    printer.print(RECEIPT, "one")
    assert paper.read_bytes() == RECEIPT


def test_a_file_that_is_not_there_is_a_printer_that_is_gone_and_is_not_made(tmp_path: Path):
    printer = printer_at(f"file:{tmp_path / 'lp0'}")
    assert printer.state() == "gone"
    with pytest.raises(NotPrinted):
        printer.print(RECEIPT, "one")
    assert list(tmp_path.iterdir()) == []


def test_a_receipt_that_was_given_up_does_not_come_out_when_the_printer_wakes_up(tmp_path: Path):
    # Opening a pipe waits until somebody reads, as a printer's driver may.
    pipe = tmp_path / "lp0"
    os.mkfifo(pipe)
    printer = Printer(CABLES["file"](str(pipe)), patience=PATIENT, printing=PATIENT)
    with pytest.raises(NotPrinted):
        printer.print(RECEIPT, "one")
    with pytest.raises(NotPrinted):
        printer.print(RECEIPT, "it is still busy with the first one")
    assert pipe.read_bytes() == b""


# What the operator reads


def test_the_log_says_what_is_wrong_and_nothing_that_was_printed(machine, caplog):
    caplog.set_level(logging.INFO)
    printer = on(machine)
    machine.runs_out_after = 100
    with pytest.raises(NotPrinted):
        printer.print(RECEIPT, "a draft's handle")
    said = "\n".join(each.getMessage() for each in caplog.records if each.name == "channels.kiosk.printer")
    assert "could not print a receipt. Its printer: out" in said
    for personal in ("K7QF", "482913", "handle"):
        assert personal not in caplog.text


def test_the_log_names_the_cause_once_for_as_long_as_it_lasts(refused, caplog, monkeypatch):
    monkeypatch.setattr("channels.kiosk.printer.LASTS", 0)
    printer = Printer(CABLES["network"](refused), patience=PATIENT)
    for _ in range(3):
        assert printer.state() == "gone"
    said = [each.getMessage() for each in caplog.records if each.name == "channels.kiosk.printer"]
    assert len(said) == 1
    assert "refused" in said[0]
