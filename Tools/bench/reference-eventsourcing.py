"""The same records through the recorder of the Python library `eventsourcing`, on SQLite.

    reference-eventsourcing.py single|bulk RECORDS NEW-FILE [COUNT]
"""
import os
import sys
import time
import uuid

from eventsourcing.persistence import InfrastructureFactory, StoredEvent
from eventsourcing.utils import Environment

HEADER, BATCH = 52, 10_000


def read_records(path, limit):
    with open(path, "rb") as file:
        data = file.read()
    at, records = 0, []
    while at + 4 <= len(data) and len(records) < limit:
        end = at + 4 + int.from_bytes(data[at : at + 4], "big")
        records.append(data[at + 4 : end])
        at = end
    return records


def subject(record):
    """The text of field 10, which lies among the first fields behind the header."""
    at = HEADER
    while True:
        tag, at = record[at], at + 1
        if tag & 7 == 0:
            at += 1
            continue
        length, shift = 0, 0
        while True:
            byte, at = record[at], at + 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                break
        if tag >> 3 == 10:
            return record[at : at + length].decode()
        at += length


def fnv(data):
    value = 14695981039346656037
    for byte in data:
        value = (value ^ byte) * 1099511628211 & 0xFFFFFFFFFFFFFFFF
    return value


def main(work, path, target, limit):
    records = read_records(path, limit)
    events = [
        StoredEvent(
            uuid.uuid5(uuid.NAMESPACE_URL, subject(record)),
            int.from_bytes(record[33:37], "little") + 1,
            str(int.from_bytes(record[38:42], "little")),
            record,
        )
        for record in records
    ]
    factory = InfrastructureFactory.construct(
        Environment(
            "bench",
            {**os.environ, "PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": target},
        )
    )
    recorder = factory.application_recorder()
    batch = 1 if work == "single" else BATCH
    start = time.monotonic_ns()
    for first in range(0, len(events), batch):
        recorder.insert_events(events[first : first + batch])
    took = time.monotonic_ns() - start
    total, count, position = 0, 0, 1
    while True:
        page = recorder.select_notifications(position, BATCH)
        for notification in page:
            total = (total + fnv(notification.state[HEADER:])) & 0xFFFFFFFFFFFFFFFF
        if not page:
            break
        count += len(page)
        position = page[-1].id + 1
    print(f"{work} eventsourcing {took} {len(events)} {count} {total:016x}")


if __name__ == "__main__":
    main(*sys.argv[1:4], int(sys.argv[4]) if len(sys.argv) > 4 else sys.maxsize)
