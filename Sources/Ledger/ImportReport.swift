package import Importing
import LedgerEvents

/// What became of the rows of one import; accepted + duplicates + rejected = rows.
package struct ImportReport: Equatable, Sendable {
  package var rows = 0
  package var accepted = 0
  package var duplicates = 0
  package var rejected = 0
  /// How many events the accepted rows became.
  package var events = 0
  /// Where the rejected rows lie, if there are any.
  package var rejectsPath: String?
  /// The first rejected rows, without their bytes.
  package var firstRejected: [RejectedRow] = []
  /// The SHA-256 of the file in lower-case hexadecimal.
  package var sha256 = ""

  /// Keeps the first rows of all that were rejected, so that they can be shown.
  mutating func show(_ rows: [RejectedRow]) {
    for var row in rows.prefix(Self.shown - firstRejected.count) {
      row.bytes = []
      firstRejected.append(row)
    }
  }

  private static let shown = 5
}
