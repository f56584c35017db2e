package import LedgerEvents
import StrictJSON

/// Reads CloudEvents from a file: one event, a list of them, or one on each line (NDJSON).
///
/// Every event counts as one row and is a unit of its own. A type that an event registers is known from
/// the next one on. What cannot be read is rejected with its line and
/// the place in the event; a line without a single character is passed over.
package struct CloudEventsFile {
  package enum Format: String, CaseIterable, Sendable {
    case single
    case batch
    case lines
  }

  /// The format given or found.
  package let format: Format

  private var input: Input
  private var customTypes: CustomTypes

  private struct Input {
    var lines: ByteLines?
    var elements: JSONElements?
  }

  /// Without a format, the beginning of the input decides.
  ///
  /// A bracket opens a list. A brace opens one event when it is not closed on its line and the next line
  /// does not open another; otherwise each line is an event.
  package init(
    _ chunks: FileChunks, format: Format? = nil, customTypes: CustomTypes = .none
  ) throws(FileError) {
    var window = try ByteWindow(chunks)
    // Two lines tell the formats apart; a first event longer than this is read by its first bytes.
    while format == nil, window.end - window.start < 1 << 16,
      window.bytes[window.start..<window.end].count(where: { $0 == 0x0A }) < 2, try window.fill()
    {}
    self.format = format ?? Self.format(of: window.bytes[window.start..<window.end])
    self.customTypes = customTypes
    switch self.format {
    case .single: input = Input(elements: JSONElements(window, shape: .sequence))
    case .batch: input = Input(elements: JSONElements(window, shape: .array))
    case .lines: input = Input(lines: ByteLines(window))
    }
  }

  /// The next event or rejected row, or nil at the end.
  package mutating func next() throws(FileError) -> ImportRow? {
    input.lines == nil ? try nextElement() : try nextLine()
  }

  private mutating func nextLine() throws(FileError) -> ImportRow? {
    while let line = try input.lines?.next() {
      switch line {
      case .tooLong(let row): return .rejected(row)
      case .bytes(let bytes):
        if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
        return row(bytes, line: input.lines?.number ?? 0, offset: input.lines?.offset ?? 0)
      }
    }
    return nil
  }

  private mutating func nextElement() throws(FileError) -> ImportRow? {
    switch try input.elements?.next() {
    case nil: nil
    case .rejected(let row): .rejected(row)
    case .element(let bytes, let line, let column, let offset):
      row(bytes, line: line, column: column, offset: offset)
    }
  }

  private mutating func row(
    _ bytes: ArraySlice<UInt8>, line: Int, column: Int = 1, offset: Int
  ) -> ImportRow {
    do throws(EventError) {
      let event = try bytes.withUnsafeBufferPointer { text throws(EventError) in
        try CloudEvents.parse(text, customTypes: customTypes)
      }
      learn(event)
      let source = SourceRow(line: line, offset: offset, bytes: Array(bytes))
      return .events(ImportUnit(events: [event], rows: [source], line: line))
    } catch {
      // Without a place in the text, the fault is that of the whole event.
      let faultLine = error.location?.line ?? 1
      let faultColumn = (error.location?.column ?? 1) + (faultLine == 1 ? column - 1 : 0)
      return .rejected(
        RejectedRow(
          line: line + faultLine - 1, offset: offset, column: String(faultColumn),
          reason: error.reason, bytes: Array(bytes)))
    }
  }

  /// A type that this file registers may be used further down in it.
  private mutating func learn(_ event: ProposedEvent) {
    guard event.type.number == EventTypeRegistered.typeNumber,
      case .eventTypeRegistered(let registered)? = try? Record.OneOf_Data(
        typeNumber: event.type.number, payload: event.payload),
      let types = try? customTypes.registering(registered)
    else { return }
    customTypes = types
  }

  private static func format(of start: ArraySlice<UInt8>) -> Format {
    guard let first = start.firstIndex(where: { $0 > 0x20 }) else { return .lines }
    if start[first] == UInt8(ascii: "[") { return .batch }
    guard start[first] == UInt8(ascii: "{") else { return .lines }
    var lines = start[first...].split(separator: 0x0A, maxSplits: 2).prefix(2).makeIterator()
    guard let opening = lines.next(), !isClosed(opening) else { return .lines }
    return lines.next()?.first == UInt8(ascii: "{") ? .lines : .single
  }

  /// Whether as many braces close as open, strings left aside.
  private static func isClosed(_ line: ArraySlice<UInt8>) -> Bool {
    var depth = 0
    var isString = false
    var isEscaped = false
    for byte in line {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = isString
      } else if byte == UInt8(ascii: "\"") {
        isString.toggle()
      } else if !isString {
        if byte == UInt8(ascii: "{") { depth += 1 }
        if byte == UInt8(ascii: "}") { depth -= 1 }
      }
    }
    return depth <= 0
  }
}

extension EventError {
  /// The problem with the member it concerns; line and column stand apart.
  var reason: String {
    guard let pointer = location?.pointer, !pointer.isEmpty else { return "\(problem)" }
    return "\(pointer): \(problem)"
  }
}
