import Testing

@testable import TransparencyLog

@Suite struct ProofTests {
  @Test func `Every inclusion proof up to size 70 is the one that the definition gives`() throws {
    let tree = DefinedTree(count: 70)
    for size in 1...70 {
      let root = tree.root(size: size)
      #expect(MerkleTree.root(size: UInt64(size), tree.subtree) == root)
      for index in 0..<size {
        let proof = InclusionProof(
          index: UInt64(index), size: UInt64(size), subtree: tree.subtree)
        #expect(proof.hashes == tree.path(index, 0..<size))
        try proof.verify(leaf: tree.leaves[index], root: root)
      }
    }
  }

  @Test func `Every consistency proof up to size 70 is the one that the definition gives`() throws {
    let tree = DefinedTree(count: 70)
    let roots = (0...70).map { tree.root(size: $0) }
    for new in 1...70 {
      for old in 1...new {
        let proof = ConsistencyProof(
          oldSize: UInt64(old), newSize: UInt64(new), subtree: tree.subtree)
        #expect(proof.hashes == tree.subproof(old, 0..<new, true))
        try proof.verify(oldRoot: roots[old], newRoot: roots[new])
      }
    }
  }

  @Test func `The proofs of the reference tree come out, and verify`() throws {
    let vectors = try Vectors.read()
    let leaves = vectors.referenceTree.leafInputsHex.map { text in
      bytes(hexadecimal: text).withUnsafeBytes { MerkleTree.leafHash($0) }
    }
    let tree = DefinedTree(leaves)
    let roots = try vectors.referenceTree.rootsBySize.map { try hash(hexadecimal: $0) }
    for size in roots.indices { #expect(tree.root(size: size) == roots[size]) }
    for (level, hashes) in vectors.referenceTree.levels.enumerated() {
      for (index, text) in hashes.enumerated() {
        #expect(tree.subtree(level, UInt64(index)).hexadecimal == text)
      }
    }
    for (size, places) in vectors.referenceTree.compactRangeBySize {
      var range = CompactRange()
      for leaf in leaves.prefix(try #require(Int(size))) { range.append(leaf: leaf) }
      let expected = try places.map { place in
        let parts = place.split(separator: "/").compactMap { Int($0) }
        return try hash(hexadecimal: vectors.referenceTree.levels[parts[0]][parts[1]])
      }
      #expect(range.subtrees == expected)
    }
    for given in vectors.inclusionProofs.cases {
      let proof = InclusionProof(index: given.index, size: given.size, subtree: tree.subtree)
      #expect(proof.hashes.map(\.hexadecimal) == given.proof)
      try proof.verify(leaf: leaves[Int(given.index)], root: roots[Int(given.size)])
    }
    for given in vectors.consistencyProofs.cases {
      let proof = ConsistencyProof(
        oldSize: given.old, newSize: given.new, subtree: tree.subtree)
      #expect(proof.hashes.map(\.hexadecimal) == given.proof)
      try proof.verify(oldRoot: roots[Int(given.old)], newRoot: roots[Int(given.new)])
    }
  }

  @Test func `The published bad proofs are refused`() throws {
    let vectors = try Vectors.read()
    // Some hold a "hash" of another length, which cannot even be read.
    var unreadable: [String?] = []
    for given in vectors.mustFail.inclusion {
      let hashes = given.proof.compactMap { Hash(bytes: bytes(hexadecimal: $0)) }
      guard hashes.count == given.proof.count,
        let leaf = Hash(bytes: bytes(hexadecimal: given.leafHash ?? "")),
        let root = Hash(bytes: bytes(hexadecimal: given.root ?? ""))
      else {
        unreadable.append(given.why)
        continue
      }
      let proof = InclusionProof(index: given.index, size: given.size, hashes: hashes)
      #expect(throws: ProofError.self, "\(given.why ?? "")") {
        try proof.verify(leaf: leaf, root: root)
      }
    }
    #expect(unreadable == ["preceding garbage", "trailing garbage", "wrong leaf"])
    unreadable = []
    for given in vectors.mustFail.consistency {
      let hashes = given.proof.compactMap { Hash(bytes: bytes(hexadecimal: $0)) }
      guard hashes.count == given.proof.count,
        let old = Hash(bytes: bytes(hexadecimal: given.oldRoot ?? "")),
        let new = Hash(bytes: bytes(hexadecimal: given.newRoot ?? ""))
      else {
        unreadable.append(given.why)
        continue
      }
      let proof = ConsistencyProof(oldSize: given.old, newSize: given.new, hashes: hashes)
      #expect(throws: ProofError.self, "\(given.why ?? "")") {
        try proof.verify(oldRoot: old, newRoot: new)
      }
    }
    #expect(
      unreadable == ["preceding garbage", "trailing garbage", "wrong root1", "wrong root2"])
  }

  @Test func `The hashes of leaves, nodes and nothing are the published ones`() throws {
    for given in try Vectors.read().primitives.cases {
      let expected = try #require(given.hash)
      if let data = given.dataHex {
        let hash = bytes(hexadecimal: data).withUnsafeBytes { MerkleTree.leafHash($0) }
        #expect(hash.hexadecimal == expected)
      } else if let left = given.leftHex, let right = given.rightHex {
        let node = [1] + bytes(hexadecimal: left) + bytes(hexadecimal: right)
        #expect(node.withUnsafeBytes { Hash.of($0) }.hexadecimal == expected)
      } else {
        #expect(MerkleTree.emptyRoot.hexadecimal == expected)
      }
    }
  }
}
