import Testing

@testable import TransparencyLog

@Suite struct TileTests {
  @Test func `The published paths are written and read, the invalid ones refused`() throws {
    let paths = try Vectors.read().tilePaths
    for given in paths.cases {
      let tile = Tile(given.level.content, number: given.index, width: given.width)
      #expect(tile.path == given.path)
      #expect(Tile(path: given.path) == tile)
    }
    let more = [
      "", "tile", "tile/0", "tile/0/", "tile/0/000/", "tile/0/1000", "tile/0/00", "tile/0/x000/001",
      "tile/-1/000", "tile/0/+00", "tile/8/0/000", "tile/0/000.p", "tile/0/000.p/1/2",
      "/tile/0/000",
      "tile/entries/000.p/256", "tile/0/001.p/x01",
      "tile/0/x999/x999/x999/x999/x999/x999/x999/x999/999",
    ]
    for path in paths.invalid + more { #expect(Tile(path: path) == nil, "\(path)") }
  }

  @Test func `The tiles of the published log come out of its entries`() throws {
    let log = try Vectors.read().tlogTilesSmallLog
    for (size, hashes, entries) in [
      (15, log.hashes15, log.entries15), (3, log.hashes3, log.entries3),
    ] {
      let tiles = Array(Tile.all(size: UInt64(size)))
      #expect(tiles.map(\.path) == ["tile/0/000.p/\(size)", "tile/entries/000.p/\(size)"])
      let leaves = log.entries.prefix(size)
      #expect(leaves.flatMap { DefinedTree.leaf($0).bytes } == bytes(hexadecimal: hashes))
      var bundle = EntryBundle()
      for entry in leaves { Array(entry.utf8).withUnsafeBytes { bundle.append($0) } }
      #expect(bundle.bytes == bytes(hexadecimal: entries))
      #expect(bundle.count == size)
      let split = try #require(EntryBundle.entries(bundle.bytes))
      #expect(split.map { String(decoding: $0, as: UTF8.self) } == Array(leaves))
    }
  }

  @Test func `A bundle that is cut off is refused wherever the cut is`() throws {
    let good = bytes(hexadecimal: try Vectors.read().tlogTilesSmallLog.entries3)
    let ends = [0, 5, 10, 17]
    for end in 0...good.count {
      let entries = EntryBundle.entries(Array(good[..<end]))
      #expect((entries != nil) == ends.contains(end))
    }
  }

  @Test func `A tree of 70,000 leaves has the roots, tiles, bundles and proofs of the vectors`()
    throws
  {
    let vectors = try Vectors.read().tlogTiles70000
    var range = CompactRange()
    // Every perfect subtree, by height: what a store would keep.
    var nodes: [[Hash]] = Array(repeating: [], count: 17)
    for number in 0..<70_000 {
      if let root = vectors.roots["\(number)"] { #expect(range.root.hexadecimal == root) }
      let leaf = DefinedTree.leaf("leaf \(number)")
      nodes[0].append(leaf)
      range.append(leaf: leaf) { height, _, hash in nodes[height].append(hash) }
    }
    #expect(range.root.hexadecimal == vectors.roots["70000"])
    for (size, root) in vectors.roots {
      let computed = MerkleTree.root(size: try #require(UInt64(size))) { nodes[$0][Int($1)] }
      #expect(computed.hexadecimal == root)
    }

    let tiles = Array(Tile.all(size: 70_000))
    for given in vectors.tiles {
      let level = tiles.filter { $0.content == .hashes(level: given.level) }
      #expect(level.count { $0.isFull } == given.full)
      #expect(level.filter { !$0.isFull }.map(\.width) == [given.partialWidth])
    }
    #expect(tiles.count { $0.content == .entries } == 274)
    for (path, file) in vectors.files {
      let tile = try #require(Tile(path: path))
      #expect(tiles.contains(tile))
      let content = contents(of: tile, nodes)
      #expect(content.count == file.bytes)
      #expect(content.withUnsafeBytes { Hash.of($0) }.hexadecimal == file.sha256)
    }

    for given in vectors.inclusion {
      let proof = InclusionProof(index: given.index, size: given.size) { nodes[$0][Int($1)] }
      #expect(proof.hashes.map(\.hexadecimal) == given.proof)
      let root = MerkleTree.root(size: given.size) { nodes[$0][Int($1)] }
      try proof.verify(leaf: nodes[0][Int(given.index)], root: root)
    }
    for given in vectors.consistency {
      let proof = ConsistencyProof(oldSize: given.old, newSize: given.new) { nodes[$0][Int($1)] }
      #expect(proof.hashes.map(\.hexadecimal) == given.proof)
    }
  }

  @Test func `What a tree has more than an older one is every tile that changed, and no other`() {
    for size: UInt64 in [0, 1, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 70_000] {
      let all = Set(Tile.all(size: size))
      for old: UInt64 in [0, 1, 100, 255, 256, 257, 512, 65_535, 65_536, 69_999, 70_000]
      where old <= size {
        let held = Set(Tile.all(size: old))
        #expect(Set(Tile.new(since: old, size: size)) == all.subtracting(held))
      }
    }
  }

  private func contents(of tile: Tile, _ nodes: [[Hash]]) -> [UInt8] {
    let start = Int(tile.number) * 256
    switch tile.content {
    case .hashes(let level):
      return nodes[level * 8][start..<start + tile.width].flatMap(\.bytes)
    case .entries:
      var bundle = EntryBundle()
      for number in start..<start + tile.width {
        Array("leaf \(number)".utf8).withUnsafeBytes { bundle.append($0) }
      }
      return bundle.bytes
    }
  }
}
