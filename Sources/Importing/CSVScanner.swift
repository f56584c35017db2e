/// Finds the fields of one row in the bytes that have been read so far.
struct CSVScanner {
  enum Outcome {
    /// `length` bytes of row, then its line end up to `consumed`; it spans `feeds` + 1 lines.
    case row(length: Int, consumed: Int, feeds: Int)
    /// The row goes on beyond the bytes that have been read.
    case unfinished
    /// Quoting went wrong in this field, so where the row ends is unknown.
    case broken(field: Int, reason: String)
  }

  private(set) var fields: [CSVRow.Field] = []
  private(set) var rewritten: [UInt8] = []
  /// The first field that is not text in the file's encoding.
  private(set) var faultyField: Int?

  private let delimiter: UInt8
  private let isQuoted: Bool
  private let encoding: CSVDialect.Encoding
  private let nullWords: [[UInt8]]

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed: UInt8 = 0x0A
  private static let carriageReturn: UInt8 = 0x0D

  init(_ dialect: CSVDialect) {
    delimiter = dialect.delimiter
    isQuoted = dialect.isQuoted
    encoding = dialect.encoding
    nullWords = dialect.nullWords.map { Array($0.utf8) }
  }

  /// Scans the row that begins at `bytes[start]`; nothing follows `bytes[..<end]` when `isLast`.
  mutating func scan(_ bytes: [UInt8], from start: Int, to end: Int, isLast: Bool) -> Outcome {
    let expected = fields.count
    fields = []
    fields.reserveCapacity(expected)
    rewritten.removeAll(keepingCapacity: true)
    faultyField = nil
    return bytes.withUnsafeBufferPointer { all in
      scan(UnsafeBufferPointer(rebasing: all[start..<end]), isLast: isLast)
    }
  }

  private mutating func scan(_ row: UnsafeBufferPointer<UInt8>, isLast: Bool) -> Outcome {
    var index = 0
    var feeds = 0
    while true {
      if isQuoted, index < row.count, row[index] == Self.quote {
        switch quotedField(row, &index, &feeds, isLast: isLast) {
        case .closed: break
        case .unfinished: return .unfinished
        case .neverClosed:
          return .broken(field: fields.count, reason: "The quote is never closed.")
        case .followed:
          return .broken(
            field: fields.count - 1,
            reason: "Text follows the closing quote; double a quote inside."
          )
        }
      } else if let stray = plainField(row, &index, isLast: isLast) {
        guard stray else { return .unfinished }
        return .broken(
          field: fields.count, reason: "A quote stands inside a field that does not begin with one."
        )
      }
      guard index < row.count else { return .row(length: index, consumed: index, feeds: feeds) }
      if row[index] == delimiter {
        index += 1
        continue
      }
      let length = index
      if row[index] == Self.carriageReturn { index += 1 }
      return .row(length: length, consumed: min(index + 1, row.count), feeds: feeds)
    }
  }

  /// Takes a field up to its delimiter or line end; nil when done, else whether a quote is to blame.
  private mutating func plainField(
    _ row: UnsafeBufferPointer<UInt8>, _ index: inout Int, isLast: Bool
  ) -> Bool? {
    let start = index
    var union: UInt8 = 0
    while index < row.count {
      let byte = row[index]
      if byte == delimiter || byte == Self.lineFeed { break }
      if byte == Self.quote, isQuoted { return true }
      union |= byte
      index += 1
    }
    if index == row.count, !isLast { return false }
    let endsRow = index == row.count || row[index] == Self.lineFeed
    if endsRow, index > start, row[index - 1] == Self.carriageReturn { index -= 1 }
    take(row, start..<index, hasDoubled: false, isASCII: union < 0x80, isQuoted: false)
    return nil
  }

  private enum Closing { case closed, unfinished, neverClosed, followed }

  private mutating func quotedField(
    _ row: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ feeds: inout Int, isLast: Bool
  ) -> Closing {
    let start = index + 1
    index = start
    var union: UInt8 = 0
    var hasDoubled = false
    while true {
      guard index < row.count else { return isLast ? .neverClosed : .unfinished }
      let byte = row[index]
      if byte == Self.quote {
        if index + 1 == row.count, !isLast { return .unfinished }
        guard index + 1 < row.count, row[index + 1] == Self.quote else { break }
        hasDoubled = true
        index += 1
      }
      if byte == Self.lineFeed { feeds += 1 }
      union |= byte
      index += 1
    }
    take(row, start..<index, hasDoubled: hasDoubled, isASCII: union < 0x80, isQuoted: true)
    index += 1
    guard index < row.count else { return .closed }
    switch row[index] {
    case delimiter, Self.lineFeed: return .closed
    case Self.carriageReturn:
      guard index + 1 < row.count else { return isLast ? .closed : .unfinished }
      return row[index + 1] == Self.lineFeed ? .closed : .followed
    default: return .followed
    }
  }

  private mutating func take(
    _ row: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, hasDoubled: Bool, isASCII: Bool,
    isQuoted: Bool
  ) {
    let text = UnsafeBufferPointer(rebasing: row[range])
    if !isASCII, faultyField == nil, encoding.firstFault(in: text) != nil {
      faultyField = fields.count
    }
    let isNull = !nullWords.isEmpty && !isQuoted && nullWords.contains { $0.elementsEqual(text) }
    guard hasDoubled || !(isASCII || encoding == .utf8) else {
      fields.append(
        CSVRow.Field(
          start: Int32(range.lowerBound), count: Int32(range.count), isRewritten: false,
          isNull: isNull))
      return
    }
    let start = rewritten.count
    rewrite(text, hasDoubled: hasDoubled)
    fields.append(
      CSVRow.Field(
        start: Int32(start), count: Int32(rewritten.count - start), isRewritten: true,
        isNull: isNull))
  }

  private mutating func rewrite(_ text: UnsafeBufferPointer<UInt8>, hasDoubled: Bool) {
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte < 0x80 || encoding == .utf8 {
        rewritten.append(byte)
      } else {
        encoding.append(byte, to: &rewritten)
      }
      index += hasDoubled && byte == Self.quote ? 2 : 1
    }
  }
}
