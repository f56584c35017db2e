import Foundation
import Testing

/// A directory of a test's own, with a ledger in it when asked for; it is removed with the value.
final class Scratch {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "kontor-tests-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// A directory with an empty ledger named `ledger` in it.
  static func withLedger() throws -> Scratch {
    let scratch = try Scratch()
    let made = try scratch.kontor("init", "--name", "Köln")
    #expect(made.status == 0, "\(made.error)")
    return scratch
  }

  /// Runs the program on the ledger named `ledger`.
  @discardableResult
  func kontor(
    _ arguments: String..., environment: [String: String] = [:], input: String = ""
  ) throws -> Run {
    try Program.run(
      arguments, in: folder,
      environment: ["KONTOR_LEDGER": "ledger", "KONTOR_ACTOR": "tester"]
        .merging(environment) { $1 }, input: input)
  }

  /// Registers an account.
  @discardableResult
  func register(_ account: String, name: String = "Nordwerk Köln") throws -> Run {
    let data =
      #"{"account_id":"\#(account)","name":"\#(name)","sector":"Maschinenbau","country":"DE"}"#
    return try kontor(
      "record", "--type", "account.registered", "--subject", "account/\(account)", "--time",
      "2026-01-05", "--id", "register-\(account)", "--data", data, "--json")
  }

  func path(_ name: String) -> String { folder.appending(path: name).path }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  /// Changes the bytes of a file in place, as a failing disk would.
  func change(_ name: String, _ body: (inout [UInt8]) -> Void) throws {
    let url = folder.appending(path: name)
    var bytes = [UInt8](try Data(contentsOf: url))
    body(&bytes)
    try Data(bytes).write(to: url)
  }
}
