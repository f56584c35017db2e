package import ArgumentParser
package import Audit
import Foundation
import Journal
import LMDB
import Money
import Printing
package import Projections

/// Whose records a question is asked of.
package struct SourceOptions: ParsableArguments {
  @Option(
    name: [.customLong("ledger"), .customLong("source")],
    help: ArgumentHelp(
      """
      A ledger's directory, which is only read, an exported directory of tiles, or a file of \
      records; without it the variable KONTOR_LEDGER says.
      """, valueName: "path"),
    completion: .directory)
  package var path: String?

  package init() {}

  /// The source, opened for reading.
  package func open() throws -> RecordSource { try Self.open(try place()) }

  /// Where the source lies, without a trailing slash.
  func place() throws -> String {
    let variable = ProcessInfo.processInfo.environment["KONTOR_LEDGER"]
    guard var path = path ?? variable, !path.isEmpty else {
      throw Failure(
        .usage, "nothing to read was named; give --ledger PATH, or set the variable KONTOR_LEDGER")
    }
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }

  package static func open(_ path: String) throws -> RecordSource {
    DamageSignals.explain(path)
    return try RecordSource(opening: path)
  }

  /// The history that the questions are asked of.
  package func history() throws -> History { History(try open().records) }
}
