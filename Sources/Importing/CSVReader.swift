/// The rows of a table, one after the other, in bounded memory.
///
/// Nothing is lost: every row comes back either as a row or as a rejected one, and `rows` counts
/// both. Only lines without a single byte are passed over, unless the table has one column.
///
/// When quoting goes wrong, nobody can know where the row should have ended. Then its first line
/// alone is rejected and reading goes on with the next line, so that one forgotten quote costs the
/// lines it touches and not the rest of the file.
package struct CSVReader {
  package enum Step {
    case row(CSVRow)
    case rejected(RejectedRow)
  }

  /// The names of the columns, in their order.
  package let names: [String]
  /// How many rows have been returned so far.
  package private(set) var rows = 0

  /// The fields of the row last rejected, when they could be told apart all the same.
  private(set) var rejected: CSVRow?

  private var window: ByteWindow
  private var scanner: CSVScanner
  private var line = 1

  /// Reads the header, unless the dialect names the columns itself.
  package init(_ chunks: FileChunks, dialect: CSVDialect = CSVDialect()) throws(FileError) {
    var window = try ByteWindow(chunks)
    var scanner = CSVScanner(dialect)
    if let names = dialect.names {
      self.names = names
    } else {
      switch try Self.advance(&window, &scanner, &line) {
      case .row(let row): names = try Self.names(in: row, of: window.name)
      case .rejected(let row):
        throw .header(path: window.name, reason: "The header cannot be read: \(row.reason)")
      case nil:
        throw .header(
          path: window.name, reason: "The file is empty; its first row should name the columns.")
      }
    }
    self.window = window
    self.scanner = scanner
  }

  /// The next row, or nil at the end.
  package mutating func next() throws(FileError) -> Step? {
    while let step = try Self.advance(&window, &scanner, &line) {
      switch step {
      case .rejected(var row):
        if let place = row.column.flatMap({ Int($0) }) { row.column = name(place - 1) }
        rows += 1
        rejected = nil
        return .rejected(row)
      case .row(let row):
        if names.count > 1, row.bytes.isEmpty { continue }
        rows += 1
        if row.count == names.count { return step }
        rejected = row
        return .rejected(ragged(row))
      }
    }
    return nil
  }

  private func name(_ index: Int) -> String {
    index < names.count ? names[index] : String(index + 1)
  }

  private func ragged(_ row: CSVRow) -> RejectedRow {
    let fields = row.count == 1 ? "1 field" : "\(row.count) fields"
    let columns = names.count == 1 ? "1 column" : "\(names.count) columns"
    return row.rejected(
      column: name(min(row.count, names.count)),
      reason: "The row has \(fields), the table \(columns).")
  }

  private static func names(in row: CSVRow, of path: String) throws(FileError) -> [String] {
    var names: [String] = []
    for index in 0..<row.count {
      var name = ""
      if case .text(let bytes) = row[index] { name = String(decoding: bytes, as: UTF8.self) }
      if !name.isEmpty, names.contains(name) {
        throw .header(path: path, reason: "Two columns are named “\(name)”; rename one of them.")
      }
      names.append(name)
    }
    return names
  }

  /// Moves one row on.
  ///
  /// A rejected row names its column by place, since the names may not be known.
  private static func advance(
    _ window: inout ByteWindow, _ scanner: inout CSVScanner, _ line: inout Int
  ) throws(FileError) -> Step? {
    var isLast = false
    while true {
      let start = window.start
      if start == window.end {
        guard try window.fill() else { return nil }
        continue
      }
      switch scanner.scan(window.bytes, from: start, to: window.end, isLast: isLast) {
      case .row(let length, let consumed, let feeds):
        defer {
          window.consume(consumed)
          line += feeds + 1
        }
        let row = CSVRow(
          line: line, offset: window.offset, bytes: Array(window.bytes[start..<start + length]),
          rewritten: scanner.rewritten, fields: scanner.fields)
        return checked(row, scanner)
      case .unfinished:
        guard window.end - start > ByteWindow.lineLimit else {
          isLast = try !window.fill()
          continue
        }
        let reason = "The quote is not closed within \(ByteWindow.lineLimit) bytes."
        return try rejectLine(
          &window, &line, column: scanner.fields.count + 1, reason: reason)
      case .broken(let field, let reason):
        return try rejectLine(&window, &line, column: field + 1, reason: reason)
      }
    }
  }

  private static func checked(_ row: CSVRow, _ scanner: CSVScanner) -> Step {
    if row.bytes.count > ByteWindow.lineLimit {
      return .rejected(
        .tooLong(
          line: row.line, offset: row.offset, length: row.bytes.count,
          kept: row.bytes[..<ByteWindow.keptOfLongLine]))
    }
    if let field = scanner.faultyField {
      return .rejected(
        row.rejected(
          column: String(field + 1),
          reason: "The field is not text in the file's encoding; name another encoding."))
    }
    return .row(row)
  }

  /// Rejects the physical line at the front of the window and goes on behind it.
  private static func rejectLine(
    _ window: inout ByteWindow, _ line: inout Int, column: Int, reason: String
  ) throws(FileError) -> Step {
    defer { line += 1 }
    let offset = window.offset
    while window.lineFeed(from: window.start) == nil,
      window.end - window.start <= ByteWindow.lineLimit, try window.fill()
    {}
    let end = window.lineFeed(from: window.start) ?? window.end
    guard end - window.start <= ByteWindow.lineLimit else {
      let kept = window.bytes[window.start..<window.start + ByteWindow.keptOfLongLine]
      return try .rejected(
        .tooLong(line: line, offset: offset, length: window.skipLine(), kept: kept))
    }
    var bytes = Array(window.bytes[window.start..<end])
    if bytes.last == 0x0D { bytes.removeLast() }
    window.consume(min(end + 1, window.end) - window.start)
    return .rejected(
      RejectedRow(
        line: line, offset: offset, column: String(column), reason: reason, bytes: bytes))
  }
}
