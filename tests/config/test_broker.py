"""What passes between the parts when there is no Redis; our own words for it are in config/broker.py."""

from __future__ import annotations

import threading
from queue import Empty

import pytest
from kombu import Connection
from kombu.transport import filesystem

from config import broker

MANY = 400
PARTS = 4


@pytest.fixture
def channel(tmp_path):
    """Makes channels that share a folder, as the parts of `make run` do."""
    options = {
        "data_folder_in": str(tmp_path),
        "data_folder_out": str(tmp_path),
        "control_folder": str(tmp_path / "control"),
    }
    opened = []

    def make():
        opened.append(Connection(broker.URL, transport_options=options))
        return opened[-1].channel()

    yield make
    for connection in opened:
        connection.release()


def test_it_is_ours_that_is_used(channel):
    assert isinstance(channel(), broker.Channel)


def test_no_message_is_read_before_it_is_whole(channel):
    def write():
        office = channel()
        for number in range(MANY):
            office._put("celery", {"number": number, "body": "x" * 5000})

    writer = threading.Thread(target=write)
    writer.start()
    reader, read = channel(), []
    while writer.is_alive() or len(read) < MANY:
        try:
            read.append(reader._get("celery")["number"])
        except Empty:
            assert writer.is_alive() or reader._size("celery") or len(read) == MANY
    assert read == list(range(MANY))


def test_nobody_reads_the_list_of_queues_while_it_is_written(channel, monkeypatch):
    """The first writer stands still with an empty list in its hand; everybody else has to wait for it."""
    holds, goes_on, seen = threading.Event(), threading.Event(), []
    lock = filesystem.lock

    def slow(file, flags):
        if threading.current_thread().name == "first":
            holds.set()
            assert goes_on.wait(30)
        lock(file, flags)

    monkeypatch.setattr(filesystem, "lock", slow)
    first = threading.Thread(
        name="first", target=lambda: channel()._queue_bind("celery", "celery", "", "celery")
    )
    first.start()
    assert holds.wait(30)
    others = [
        threading.Thread(target=lambda: seen.append(channel().get_table("celery"))) for _part in range(PARTS)
    ]
    for other in others:
        other.start()
    others[0].join(0.2)  # long enough to read an empty list, were there nothing to wait for
    goes_on.set()
    for thread in (first, *others):
        thread.join(30)
    assert [[entry.queue for entry in table] for table in seen] == [["celery"]] * PARTS
