"""What a person reads when a store cannot be used: plain, complete, and with a way forward."""

import re

import pytest

from inpatient_hub.store.errors import Fault, StoreFault

MORE = {"kind": "a network share", "holder": "", "theirs": "Inpatient Hub 9.9", "ours": "0.1", "backup": ""}


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_says_what_failed_why_and_what_to_do(fault: Fault) -> None:
    words = StoreFault.of(fault, "/ward/data", **MORE)
    assert words.fault is fault
    assert words.title
    assert not words.title.endswith(".")
    assert words.message.endswith(".")
    assert words.remedy.endswith(".")
    said = f"{words.title} {words.message} {words.remedy}"
    assert not re.search(r"[{}\u2013\u2014]|  ", said)
    assert not re.search(r"\b(SQL|SQLite|WAL|exception|errno|database is)\b", said)


@pytest.mark.parametrize("fault", [Fault.DAMAGED, Fault.NOT_A_STORE, Fault.EMPTY, Fault.VANISHED])
def test_a_lost_store_names_the_ways_forward(fault: Fault) -> None:
    words = StoreFault.of(fault, "/ward/data")
    assert words.can_set_aside
    assert "/ward/data/backups" in words.remedy
    assert "empty" in words.remedy
    assert "IT" in words.remedy


def test_other_faults_do_not_offer_to_set_the_store_aside() -> None:
    for fault in (Fault.LOCKED, Fault.DISK_FULL, Fault.READ_ONLY, Fault.NEWER, Fault.IN_USE, Fault.DEVICE):
        assert not StoreFault.of(fault, "/ward/data", **MORE).can_set_aside
