/// One row of an input that was not taken, with everything needed to find, mend and resend it.
package struct RejectedRow: Error, Equatable, Sendable {
  /// The line of the file to look at, from 1: where the row begins, or where the fault in it stands.
  package var line: Int
  /// Where the row begins in the file, in bytes.
  package var offset: Int
  /// The name of the column at fault, or its place from 1, when the fault lies in one.
  package var column: String?
  /// What is wrong and what would be right, as a sentence.
  package var reason: String
  /// The row as it stands in the file, without its line end.
  package var bytes: [UInt8]
  /// How many bytes the row has; more than `bytes` holds only when the row is too long to keep.
  package var length: Int

  package init(
    line: Int, offset: Int, column: String? = nil, reason: String, bytes: [UInt8],
    length: Int? = nil
  ) {
    self.line = line
    self.offset = offset
    self.column = column
    self.reason = reason
    self.bytes = bytes
    self.length = length ?? bytes.count
  }

  static func tooLong(
    line: Int, offset: Int, length: Int, kept: ArraySlice<UInt8>
  ) -> RejectedRow {
    RejectedRow(
      line: line, offset: offset,
      reason: "The line has \(length) bytes; at most \(ByteWindow.lineLimit) are taken.",
      bytes: Array(kept), length: length)
  }
}
