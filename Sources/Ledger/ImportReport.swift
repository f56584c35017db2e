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
  /// The SHA-256 of the file in lower-case hexadecimal.
  package var sha256 = ""
}
