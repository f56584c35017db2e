#!/usr/bin/env python3
"""Prints the RFC 6962 root, in base64, of records read from standard input.

Each record is preceded by its length: four bytes, most significant first.
"""
import base64, hashlib, sys

sha = lambda *parts: hashlib.sha256(b"".join(parts)).digest()
data, at, edge = sys.stdin.buffer.read(), 0, []  # edge: (leaves, hash) of perfect subtrees
while at < len(data):
    end = at + 4 + int.from_bytes(data[at : at + 4], "big")
    leaves, node, at = 1, sha(b"\0", data[at + 4 : end]), end
    while edge and edge[-1][0] == leaves:
        leaves, node = 2 * leaves, sha(b"\1", edge.pop()[1], node)
    edge.append((leaves, node))
root = edge.pop()[1] if edge else sha()
while edge:
    root = sha(b"\1", edge.pop()[1], root)
print(base64.b64encode(root).decode())
