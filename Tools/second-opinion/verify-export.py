#!/usr/bin/env python3
"""Verifies a directory that `kontor export --tiles` wrote. Needs Python 3 and nothing else.

  verify-export.py DIR KEY      KEY is the log's public key (name+id+base64), or a file of keys

Checked are the checkpoint's Ed25519 signature (RFC 8032), that every entry has the hash of its
tile, that every tile has the hashes of those below it, and that they lead to the signed root.
Ends with 0 verified, 1 wrong, 2 not to be decided because a file or the key is missing.
"""

import base64
import hashlib
import sys
from pathlib import Path

PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, PRIME - 2, PRIME) % PRIME


class Wrong(Exception):
    """Something in the export is not what it should be."""


class Missing(Exception):
    """Without this nobody can say."""


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


# Ed25519 in extended coordinates (x, y, z, t), after RFC 8032, section 6.


def add(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0]) % PRIME
    b = (p[1] + p[0]) * (q[1] + q[0]) % PRIME
    c = 2 * p[3] * q[3] * D % PRIME
    d = 2 * p[2] * q[2] % PRIME
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % PRIME, g * h % PRIME, f * g % PRIME, e * h % PRIME)


def times(scalar, p):
    q = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            q = add(q, p)
        p = add(p, p)
        scalar >>= 1
    return q


def point(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= PRIME:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, PRIME - 2, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if (x * x - square) % PRIME:
        x = x * pow(2, (PRIME - 1) // 4, PRIME) % PRIME
    if (x * x - square) % PRIME or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = PRIME - x
    return (x, y, 1, x * y % PRIME)


BASE = point(bytes([0x58]) + bytes([0x66]) * 31)


def is_signature(key, message, signature):
    a, r = point(key), point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or a is None or r is None or s >= ORDER:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    p, q = times(s, BASE), add(r, times(h, a))
    return ((p[0] * q[2] - q[0] * p[2]) % PRIME, (p[1] * q[2] - q[1] * p[2]) % PRIME) == (0, 0)


def read(directory, name):
    try:
        return (directory / name).read_bytes()
    except OSError as error:
        raise Missing(f"{name}: {error.strerror}") from error


def decoded(text):
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise Wrong(f"no base64: {text}") from error
    if base64.b64encode(data).decode() != text:
        raise Wrong(f"no canonical base64: {text}")
    return data


def keys(text):
    """(name, key id, 32 bytes) of each key."""
    if "+" not in text:
        path = Path(text)
        if not path.is_file():
            raise Missing(f"{text} is neither a key nor a file of keys")
        text = path.read_text()
    for line in text.split():
        name, key_id, data = line.split("+", 2)
        data = decoded(data)
        if data[:1] != b"\1" or sha(name.encode(), b"\n", data)[:4].hex() != key_id:
            raise Wrong(f"no Ed25519 key of a log: {line}")
        yield name, bytes.fromhex(key_id), data[1:]


def signed_head(note, known):
    """Size and root of a checkpoint that one of the known keys signed."""
    try:
        text, signatures = note.decode().rsplit("\n\n", 1)
    except ValueError as error:
        raise Wrong("the checkpoint is no signed note") from error
    text += "\n"
    lines = text.split("\n")
    if len(lines) < 4 or not signatures.endswith("\n"):
        raise Wrong("the checkpoint is cut off")
    if lines[0] not in {name for name, _, _ in known}:
        raise Wrong(f"the checkpoint speaks of the log {lines[0]}")
    found = False
    for line in signatures[:-1].split("\n"):
        words = line.split(" ")
        if len(words) != 3 or words[0] != "\u2014":
            raise Wrong(f"no signature line: {line}")
        data = decoded(words[2])
        for name, key_id, key in known:
            if words[1] == name and data[:4] == key_id:
                if not is_signature(key, text.encode(), data[4:]):
                    raise Wrong(f"the signature of {name} is wrong")
                found = True
    if not found:
        raise Wrong("none of the keys signed the checkpoint")
    if not lines[1].isdigit() or str(int(lines[1])) != lines[1]:
        raise Wrong("the checkpoint's size is no number")
    return int(lines[1]), decoded(lines[2])


def tile_path(level, number, width):
    groups = [f"{number % 1000:03}"]
    while number >= 1000:
        number //= 1000
        groups.insert(0, f"x{number % 1000:03}")
    return f"tile/{level}/" + "/".join(groups) + ("" if width == 256 else f".p/{width}")


def entries(directory, number, width):
    path = tile_path("entries", number, width)
    data, at, found = read(directory, path), 0, []
    while at < len(data):
        end = at + 2 + int.from_bytes(data[at : at + 2], "big")
        if end > len(data):
            raise Wrong(f"{path} is cut off")
        found.append(data[at + 2 : end])
        at = end
    if len(found) != width:
        raise Wrong(f"{path} holds {len(found)} entries instead of {width}")
    return found


def root_of(hashes):
    """The root of RFC 6962 over leaf hashes."""
    edge = []
    for node in hashes:
        leaves = 1
        while edge and edge[-1][0] == leaves:
            leaves, node = 2 * leaves, sha(b"\1", edge.pop()[1], node)
        edge.append((leaves, node))
    root = edge.pop()[1] if edge else sha()
    while edge:
        root = sha(b"\1", edge.pop()[1], root)
    return root


def verify(directory, known):
    size, root = signed_head(read(directory, "checkpoint"), known)
    leaves = []
    for number in range((size + 255) // 256):
        width = min(256, size - number * 256)
        leaves += [sha(b"\0", entry) for entry in entries(directory, number, width)]
    level, hashes = 0, leaves
    while hashes:
        for number in range((len(hashes) + 255) // 256):
            part = hashes[number * 256 : number * 256 + 256]
            path = tile_path(level, number, len(part))
            if read(directory, path) != b"".join(part):
                raise Wrong(f"{path} does not hold the hashes of what lies below it")
        full = len(hashes) // 256
        hashes = [root_of(hashes[n * 256 : n * 256 + 256]) for n in range(full)]
        level += 1
    if root_of(leaves) != root:
        raise Wrong("the entries do not lead to the signed root")
    return size, root


def main():
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        known = list(keys(sys.argv[2]))
        if not known:
            raise Missing("no key is given")
        size, root = verify(Path(sys.argv[1]), known)
    except Missing as missing:
        print(f"Undecided: {missing}")
        return 2
    except (Wrong, ValueError) as wrong:
        print(f"Not verified: {wrong}")
        return 1
    print(f"Verified: {known[0][0]} at size {size}, root {base64.b64encode(root).decode()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
