/// An input that cannot be read at all: importing stops here, because no line of it can be trusted.
///
/// A bad line is never one of these. It becomes a `RejectedRow`, and the file goes on.
package enum FileError: Error, Equatable, CustomStringConvertible {
  /// The file could not be opened or created; nothing was read or written.
  case cannotOpen(path: String, reason: String)
  /// Rejected rows cannot be kept there; what was recorded before stays.
  case noRejects(path: String, reason: String)
  /// The system refused to read on; everything before `offset` has been handed out.
  case readFailed(path: String, offset: Int, reason: String)
  /// The system refused to write; the file ends somewhere before this row.
  case writeFailed(path: String, reason: String)
  /// The file starts with the byte order mark of UTF-16.
  case isUTF16(path: String)
  /// The first row, which should name the columns, cannot be used.
  case header(path: String, reason: String)
  /// A table that other rows depend on has a row that cannot be used.
  case unusable(path: String, line: Int, reason: String)

  package var description: String {
    switch self {
    case .cannotOpen(let path, let reason):
      "\(path): cannot be opened: \(reason). Check the path and your right to read it."
    case .noRejects(let path, let reason):
      "\(path): rejected rows cannot be written there: \(reason). Name another file with --rejects; "
        + "the rows already recorded count as duplicates then."
    case .readFailed(let path, let offset, let reason):
      "\(path): reading failed at byte \(offset): \(reason). Rows before it are complete; "
        + "import the file again, the rows already recorded count as duplicates."
    case .writeFailed(let path, let reason): "\(path): writing failed: \(reason)."
    case .isUTF16(let path): "\(path): the file is UTF-16. Save it as UTF-8 and import again."
    case .header(let path, let reason): "\(path):1: \(reason)"
    case .unusable(let path, let line, let reason): "\(path):\(line): \(reason)"
    }
  }
}
