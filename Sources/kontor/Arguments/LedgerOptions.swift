import ArgumentParser
import Foundation
import Ledger
import Printing
import Projections

/// Which ledger a command works on.
struct LedgerOptions: ParsableArguments {
  @Option(
    name: .customLong("ledger"),
    help: ArgumentHelp(
      "The ledger's directory; without it the variable KONTOR_LEDGER says.", valueName: "dir"),
    completion: .directory)
  var directory: String?

  @Option(
    help: ArgumentHelp(
      """
      A directory outside the ledger where signed checkpoints are kept as well, one for each \
      ledger; without it the variable KONTOR_ANCHORS says.
      """, valueName: "dir"),
    completion: .directory)
  var anchors: String?

  /// The directory of outside anchors, if there is one.
  var anchorsPath: String? {
    let variable = ProcessInfo.processInfo.environment["KONTOR_ANCHORS"]
    guard let path = anchors ?? variable, !path.isEmpty else { return nil }
    return path
  }

  /// The directory, without a trailing slash.
  func path() throws(Failure) -> String {
    let variable = ProcessInfo.processInfo.environment["KONTOR_LEDGER"]
    guard var path = directory ?? variable, !path.isEmpty else {
      throw Failure(
        .usage, "no ledger was named; give --ledger DIR, or set the variable KONTOR_LEDGER")
    }
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }

  /// Opens the ledger, and closes it whatever `body` does.
  func open<Result>(
    acceptingRollback: Bool = false, _ body: (Ledger) throws -> Result
  ) throws -> Result {
    let path = try path()
    DamageSignals.explain(path)
    let vaultKey = ProcessInfo.processInfo.environment["KONTOR_VAULT_KEY"]
    let ledger = try Ledger(
      opening: path, vaultKey: vaultKey?.isEmpty == true ? nil : vaultKey, anchors: anchorsPath,
      acceptingRollback: acceptingRollback)
    defer { ledger.close() }
    do {
      return try body(ledger)
    } catch ProjectionError.unknownAccount(let account) {
      throw unknown(account, in: ledger)
    } catch LedgerError.projection(.unknownAccount(let account)) {
      throw unknown(account, in: ledger)
    }
  }

  private func unknown(_ account: String, in ledger: Ledger) -> Failure {
    UnknownAccount(
      account, in: History(ledger.journal), otherwise: "`kontor accounts` lists the accounts"
    ).failure
  }
}
