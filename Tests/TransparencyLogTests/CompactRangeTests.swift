import Testing

@testable import TransparencyLog

private func definedRoot(_ leaves: ArraySlice<Hash>) -> Hash {
  DefinedTree(Array(leaves)).root(size: leaves.count)
}

private func leaf(_ text: String) -> Hash { DefinedTree.leaf(text) }

@Suite struct CompactRangeTests {
  @Test func `Every size up to 300 has the root that the definition gives`() {
    var range = CompactRange()
    var leaves: [Hash] = []
    for number in 0..<300 {
      #expect(range.root == definedRoot(leaves[...]))
      #expect(range.size == UInt64(number))
      leaves.append(leaf("leaf \(number)"))
      range.append(leaf: leaves[number])
    }
  }

  @Test func `Completed nodes cover the leaves that their place says`() {
    var range = CompactRange()
    var leaves: [Hash] = []
    for number in 0..<70 {
      leaves.append(leaf("\(number)"))
      range.append(leaf: leaves[number]) { height, index, hash in
        let start = Int(index) << height
        #expect(hash == definedRoot(leaves[start..<(start + 1 << height)]))
      }
    }
  }

  @Test func `A range built from subtrees equals one built from leaves`() {
    let leaves = (0..<600).map { leaf("\($0)") }
    var byLeaf = CompactRange()
    for hash in leaves { byLeaf.append(leaf: hash) }
    var bySubtree = CompactRange()
    bySubtree.append(subtree: definedRoot(leaves[0..<256]), height: 8)
    bySubtree.append(subtree: definedRoot(leaves[256..<512]), height: 8)
    for hash in leaves[512...] { bySubtree.append(leaf: hash) }
    #expect(bySubtree == byLeaf)
  }

  @Test func `A stored edge with the wrong number of hashes is refused`() {
    #expect(CompactRange(size: 3, subtrees: [leaf("a")]) == nil)
    #expect(CompactRange(size: 2, subtrees: [leaf("a")]) != nil)
  }
}

@Suite struct HashTests {
  /// Values from transparency-dev/merkle, rfc6962/rfc6962_test.go.
  @Test func `The published hashes come out`() {
    #expect(
      MerkleTree.emptyRoot.hexadecimal
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      leaf("").hexadecimal == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")
    #expect(
      leaf("L123456").hexadecimal
        == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56")
  }

  @Test func `Base64 is read back, and refused when it is not canonical`() {
    for number in 0..<200 {
      let hash = leaf("\(number)")
      #expect(Hash(base64: hash.description) == hash)
    }
    // The SHA-256 of nothing, in the form that every base64 tool prints.
    #expect(MerkleTree.emptyRoot.description == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
    #expect(Hash(base64: "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=") == nil)
    #expect(Hash(base64: "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU") == nil)
    #expect(Hash(base64: "") == nil)
  }
}
