import Foundation
import Journal
import Ledger
import LedgerEvents
import Projections

/// Answers of every kind that a ledger gives, as one text to compare.
enum LedgerAnswers {
  static func text(_ path: String) throws -> String {
    let ledger = try Ledger(opening: path)
    defer { ledger.close() }
    let head = try ledger.journal.head()
    var parts = ["\(head.size) \(head.root) \(head.streams)"]
    var exported: [UInt8] = []
    try ledger.export(.ndjson) { exported += $0 }
    parts.append(String(decoding: exported, as: UTF8.self))
    let history = History(ledger.journal)
    let accounts = try Accounts(history, in: path).list()
    parts.append("\(accounts.rows) \(accounts.quarantined)")
    let timeline = Timeline(history)
    for account in ["nordwerk"] {
      parts.append("\(try timeline.page(TimelineRequest(account: account, limit: 200)).entries)")
    }
    for subject in ["ledger", "account/nordwerk", "plan/key-account"] {
      parts.append("\(try ledger.events(of: subject).map(\.bytes))")
    }
    let lines = try CommissionQuery(history, Clocks()).lines()
    parts.append("\(lines)")
    parts.append("\(try ledger.checkedAnchors().map(\.checkpoint))")
    parts.append("\(try ledger.contactNames(of: "nordwerk", knownSize: head.size))")
    parts.append("\(try ledger.readings().readings)")
    return parts.joined(separator: "\n")
  }
}
