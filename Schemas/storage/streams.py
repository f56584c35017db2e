#!/usr/bin/env python3
"""Checks every streams.committed event among records read from standard input.

The records come as `kontor export --format records` writes them: each after its length, four bytes,
most significant first. For each commitment the heads of all streams are gathered from the records
below the size that it names, and the root over them is computed by the definition of RFC 6962.

Prints a line for each: position, size, streams, root in hexadecimal, and whether it is right.
Exit code 0 when all are right, 1 when one is wrong.
"""
import bisect, hashlib, struct, sys

COMMITTED = 1313
sha = lambda *parts: hashlib.sha256(b"".join(parts)).digest()


def root(leaves):
    if not leaves:
        return sha()
    level = [sha(b"\0", leaf) for leaf in leaves]
    while len(level) > 1:
        pairs = [sha(b"\1", *level[i : i + 2]) for i in range(0, len(level) - 1, 2)]
        level = pairs + level[len(level) - len(level) % 2 :]
    return level[0]


def fields(message, at=0):
    """The fields of a Protobuf message from an offset on: number and value."""

    def varint():
        nonlocal at
        value = shift = 0
        while True:
            byte, at = message[at], at + 1
            value |= (byte & 127) << shift
            if byte < 128:
                return value
            shift += 7

    while at < len(message):
        tag = varint()
        if tag & 7 == 0:
            yield tag >> 3, varint()
        elif tag & 7 == 2:
            count = varint()
            yield tag >> 3, message[at : at + count]
            at += count
        else:
            sys.exit(f"field {tag >> 3} has the wire type {tag & 7}, which records do not use here")


data, at, streams, isRight = sys.stdin.buffer.read(), 0, {}, True
while at < len(data):
    end = at + 4 + int.from_bytes(data[at : at + 4], "big")
    record, at = data[at + 4 : end], end
    position, revision, kind = struct.unpack_from("<xQ9x9x5xxIxI", record)
    envelope = dict(fields(record, 52))
    if kind == COMMITTED:
        said = dict(fields(envelope[COMMITTED]))
        heads = []
        for subject in sorted(streams):
            positions, events = streams[subject]
            place = bisect.bisect_left(positions, said[1])
            if place:
                number, leaf = events[place - 1]
                heads.append(struct.pack(">H", len(subject)) + subject + struct.pack(">I", number) + leaf)
        isSame = (said[2], said[3].decode()) == (len(heads), root(heads).hex())
        print(position, said[1], said[2], said[3].decode(), "right" if isSame else "WRONG")
        isRight = isRight and isSame
    positions, events = streams.setdefault(envelope[10], ([], []))
    positions.append(position)
    events.append((revision, sha(b"\0", record)))
sys.exit(0 if isRight else 1)
