import Foundation
import StrictJSON
import Testing

/// Journals that were written anew with another history, their trees and noted heads included.
///
/// Whoever can write the ledger's files can make one; the signed checkpoints tell it from the ledger.
struct RewrittenHistoryTests {
  private static let accounts = ["adler", "birke", "clemens", "dorn", "eiche", "fichte"]

  /// A ledger `ledger` with a checkpoint, in whose place a journal with the accounts `others` is put.
  private func exchanged(for others: [String]) throws -> Scratch {
    let scratch = try Scratch.withLedger()
    for account in Self.accounts { try scratch.register(account) }
    #expect(try scratch.kontor("checkpoint").status == 0)
    // As many events as the ledger has with the one that names its key.
    let made = try scratch.kontor("init", "--name", "Köln", "--ledger", "other")
    #expect(made.status == 0, "\(made.error)")
    for account in others { try register(account, scratch) }
    for file in ["journal/data.mdb", "anchors/heads"] {
      try FileManager.default.removeItem(atPath: scratch.path("ledger/\(file)"))
      try FileManager.default.copyItem(
        atPath: scratch.path("other/\(file)"), toPath: scratch.path("ledger/\(file)"))
    }
    return scratch
  }

  private func register(_ account: String, _ scratch: Scratch) throws {
    let data =
      #"{"account_id":"\#(account)","name":"Nordwerk Köln","sector":"Maschinenbau","country":"DE"}"#
    let run = try scratch.kontor(
      "record", "--type", "account.registered", "--subject", "account/\(account)", "--time",
      "2026-01-05", "--id", "register-\(account)", "--data", data, "--ledger", "other")
    #expect(run.status == 0, "\(run.error)")
  }

  @Test(arguments: [
    // The last ones removed, two swapped, one replaced, the second half of another ledger, and longer.
    ["adler", "birke", "clemens", "dorn"],
    ["adler", "clemens", "birke", "dorn", "eiche", "fichte"],
    ["adler", "birke", "clemens", "dorn", "eiche", "fuchs"],
    ["adler", "birke", "clemens", "hirsch", "igel", "jaguar"],
    ["adler", "birke", "clemens", "dorn", "eiche", "fichte", "hirsch", "igel", "jaguar"],
  ])
  func `A journal that was written anew is found, and nothing is signed`(_ others: [String]) throws
  {
    let scratch = try exchanged(for: others)
    let verified = try scratch.kontor("verify", "--json")
    #expect(verified.status == 1)
    #expect(verified["ok"]?.bool == false)
    #expect(verified["reason"]?.string?.contains("rolled back") == true, "\(verified.output)")
    for command in ["stat", "checkpoint", "accounts"] {
      let run = try scratch.kontor(command)
      #expect(run.status == 74 && run.error.contains("rolled back"), "\(command): \(run.error)")
    }
  }
}
