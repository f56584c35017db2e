import Testing

@testable import Journal

@Suite struct PositionsByHashTests {
  /// Few hashes for many positions, so that most share one; adding and taking away in any order.
  @Test(arguments: [1 as UInt64, 2, 3, 4])
  func `It answers as a plain dictionary does`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var table = PositionsByHash()
    var model: [UInt64: [UInt64]] = [:]
    var next = UInt64(0)
    for step in 0..<4_000 {
      // Neighbouring numbers, numbers that differ only at the top, and zero.
      let hash = UInt64.random(in: 0..<40, using: &random) << (step % 3 == 0 ? 0 : 57)
      if Int.random(in: 0..<5, using: &random) < 3 {
        table.add(next, hash)
        model[hash, default: []].insert(next, at: 0)
        next += 1
      } else {
        table.removeLatest(hash)
        if model[hash]?.isEmpty == false { model[hash]?.removeFirst() }
      }
      #expect(table[hash] == model[hash] ?? [], "seed \(seed), step \(step)")
    }
    for (hash, positions) in model { #expect(table[hash] == positions, "seed \(seed)") }
  }
}
