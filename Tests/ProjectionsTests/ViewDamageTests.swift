import Foundation
import Journal
import LMDB
import Testing

@testable import Projections

@Suite("View files changed on disk")
struct ViewDamageTests {
  private let ledger: TestLedger

  init() throws {
    ledger = try TestLedger()
    try ledger.appendSample(0..<300)
  }

  private func rows() throws -> (list: [AccountRow], rebuild: ViewRebuild?) {
    let page = try Accounts(ledger.history, in: ledger.path).list(AccountRequest(limit: 10_000))
    return (page.rows, page.rebuild)
  }

  @Test("A changed bit never changes an answer: the view is made anew, and says so")
  func changedBits() throws {
    let right = try rows().list
    let file = URL(fileURLWithPath: ledger.path + "/views/accounts/1/data.mdb")
    let whole = try Data(contentsOf: file)
    var remade = 0
    for offset in stride(from: 0, to: whole.count, by: whole.count / 150) {
      var bytes = whole
      bytes[offset] ^= 1 << UInt8(offset % 8)
      try bytes.write(to: file)
      let found = Views(ledger.history, in: ledger.path).verdictOnAccounts()
      let answer = try rows()
      #expect(answer.list == right, "offset \(offset)")
      if case .damaged = answer.rebuild {
        remade += 1
        guard case .wrong = found else {
          Issue.record("offset \(offset): verified as \(String(describing: found))")
          continue
        }
      }
    }
    #expect(remade > 5)
  }

  @Test("A row whose key was changed is not hidden: the whole view is made anew")
  func changedKey() throws {
    let right = try rows().list
    let name = try #require(right.first { $0.id.utf8.count > 3 }?.id)
    let file = URL(fileURLWithPath: ledger.path + "/views/accounts/1/data.mdb")
    var bytes = try Data(contentsOf: file)
    var place = bytes.startIndex
    while let found = bytes[place...].range(of: Data(name.utf8)) {
      bytes[found.upperBound - 1] ^= 1
      place = found.upperBound
    }
    try bytes.write(to: file)
    let answer = try rows()
    #expect(answer.list == right)
    guard case .damaged(let reason) = answer.rebuild else {
      Issue.record("nobody noticed: \(String(describing: answer.rebuild))")
      return
    }
    #expect(reason.contains("check sum"))
    #expect(try rows().rebuild == nil)
  }

  @Test("A damaged file that names the running generation lets no other answer")
  func changedPointer() throws {
    _ = try rows()
    let views = Views(ledger.history, in: ledger.path)
    let second = try views.rebuild("accounts")
    #expect(second == 2)
    try views.setRunning("accounts", 2)
    let file = URL(fileURLWithPath: ledger.path + "/views/accounts/running")
    #expect(try String(contentsOf: file, encoding: .utf8) == "2 2\n")
    for place in 0..<4 {
      var bytes = try Data(contentsOf: file)
      let whole = bytes
      bytes[place] ^= 1
      try bytes.write(to: file)
      // The journal records no promotion here, so its last word is the first generation.
      #expect(try views.runningGeneration("accounts") == 1, "place \(place)")
      try whole.write(to: file)
    }
  }
}

extension Views {
  fileprivate func verdictOnAccounts() -> ProjectionVerdict.Outcome? {
    var found: ProjectionVerdict.Outcome?
    verdicts { if $0.name == "accounts" { found = $0.outcome } }
    return found
  }
}
