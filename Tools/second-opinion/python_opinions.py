"""Checks proofs with PyPI's pymerkle and sigstore, as far as they are installed.

  python_opinions.py EXPORT PROOF RECORD [PROOF RECORD …]
"""

import base64
import hashlib
import importlib.util
import sys
from pathlib import Path


def proof_file(path):
    """(index, hashes, size, root) of a tlog-proof file."""
    head, text, _ = Path(path).read_text().split("\n\n")
    lines = head.split("\n")
    index = int(next(line for line in lines if line.startswith("index "))[6:])
    hashes = [base64.b64decode(line) for line in lines if len(line) == 44 and line[-1] == "="]
    _, size, root = text.split("\n")
    return index, hashes, int(size), base64.b64decode(root)


def all_entries(export, size):
    sys.path.insert(0, str(Path(__file__).parent))
    verify = importlib.import_module("verify-export")
    for number in range((size + 255) // 256):
        yield from verify.entries(Path(export), number, min(256, size - number * 256))


def with_pymerkle(export, proofs):
    from pymerkle import InmemoryTree

    tree = InmemoryTree(algorithm="sha256")
    size, root = proofs[0][0][2:]
    for entry in all_entries(export, size):
        tree.append_entry(entry)
    assert tree.get_root() == root, "pymerkle finds another root"
    for (index, hashes, count, _), _ in proofs:
        # Its path begins with the leaf's own hash.
        path = tree.prove_inclusion(index + 1, count).path
        assert path[1:] == hashes, f"pymerkle finds another proof of {index}"
    print(f"pymerkle: root of {size} entries and {len(proofs)} inclusion proofs are the same")


def with_sigstore(proofs):
    from sigstore._internal import merkle

    for (index, hashes, size, root), record in proofs:
        inner, border = merkle._decomp_inclusion_proof(index, size)
        assert inner + border == len(hashes), f"sigstore wants another length for {index}"
        leaf = hashlib.sha256(b"\0" + record).digest()
        found = merkle._chain_inner(leaf, hashes[:inner], index)
        assert merkle._chain_border_right(found, hashes[inner:]) == root, index
    print(f"sigstore: {len(proofs)} inclusion proofs lead to the root")


def main():
    export, names = sys.argv[1], sys.argv[2:]
    proofs = [(proof_file(proof), Path(record).read_bytes())
              for proof, record in zip(names[::2], names[1::2])]
    for name, check in [
        ("pymerkle", lambda: with_pymerkle(export, proofs)),
        ("sigstore", lambda: with_sigstore(proofs)),
    ]:
        if importlib.util.find_spec(name):
            check()
        else:
            print(f"{name}: skipped, it is not installed")


main()
