import Commission
import Testing

@testable import Projections

struct CommissionPieceTests {
  private func payee(_ number: Int) -> HolderID { HolderID(isAccount: false, id: "p-\(number)") }

  /// Accounts with some payees each; now and then two of them hang together.
  private func open(_ dice: inout SeededGenerator) -> [(account: String, open: [OpenHolders])] {
    (0..<Int.random(in: 1...30, using: &dice)).map { account in
      let parts = (0..<Int.random(in: 1...4, using: &dice)).map { _ in
        var holders = [payee(.random(in: 0..<12, using: &dice))]
        if Int.random(in: 0..<6, using: &dice) == 0 {
          holders.append(payee(.random(in: 0..<12, using: &dice)))
        }
        return OpenHolders(holders: holders, claims: .random(in: 1...9, using: &dice))
      }
      return ("a-\(account)", parts)
    }
  }

  @Test(arguments: UInt64(1)...40)
  func `Every claim lies in one piece, with everybody who hangs together`(_ seed: UInt64) {
    var dice = SeededGenerator(seed: seed)
    let open = open(&dice)
    let limit = UInt64.random(in: 1...60, using: &dice)
    let pieces = CommissionPiece.all(open, upTo: limit)
    #expect(pieces == CommissionPiece.all(open.shuffled(using: &dice), upTo: limit), "seed \(seed)")
    let all = open.flatMap { entry in entry.open.map { (entry.account, $0) } }
    #expect(pieces.reduce(0) { $0 + $1.claims } == all.reduce(0) { $0 + $1.1.claims })
    #expect(pieces.flatMap(\.holders).count == Set(pieces.flatMap(\.holders)).count)
    for (account, part) in all {
      let own = pieces.filter { !Set($0.holders).isDisjoint(with: part.holders) }
      #expect(own.count == 1, "seed \(seed)")
      #expect(own.allSatisfy { $0.accounts.contains(account) }, "seed \(seed)")
      #expect(own.allSatisfy { Set($0.holders).isSuperset(of: part.holders) }, "seed \(seed)")
    }
    // A piece beyond the limit is one group, which a smaller limit leaves as it is.
    let single = CommissionPiece.all(open, upTo: 0)
    for piece in pieces where piece.claims > limit {
      #expect(single.contains(piece), "seed \(seed)")
    }
  }

  @Test func `What is open is read as it was written`() throws {
    var dice = SeededGenerator(seed: 5)
    for (account, own) in open(&dice) {
      let read = try own.stored(account).withUnsafeBytes { try [OpenHolders].read($0) }
      #expect(read.account == account && read.open == own)
    }
  }
}
