import Money
import StrictJSON

/// Writes the JSON form of payloads from their wire bytes, led by the shape tables.
///
/// Members come in the order of the field numbers. Fields that the tables do not know were written
/// by a newer version and are passed over.
struct PayloadPrinter {
  private let bytes: UnsafeBufferPointer<UInt8>

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// Writes the message in all bytes.
  func message(_ table: MessageTable, to writer: inout JSONWriter) throws(EventProblem) {
    try message(table, 0..<bytes.count, to: &writer)
  }

  private func message(
    _ table: MessageTable, _ range: Range<Int>, to writer: inout JSONWriter
  ) throws(EventProblem) {
    var reader = WireReader(bytes, range)
    var found: [WireReader.Field] = []
    while let field = try reader.next() { found.append(field) }
    writer.beginObject()
    for field in table.fields {
      switch field.label {
      case .repeated: try list(field, found, to: &writer)
      case .required, .optional, .choice:
        if let last = found.last(where: { $0.number == field.number }) {
          writer.name(fixed: field.name)
          try value(field, last, to: &writer)
        } else if case .required = field.label {
          try missing(field, to: &writer)
        }
      }
    }
    writer.endObject()
  }

  /// Zero and false take no bytes; of anything else a required value cannot be missing.
  private func missing(_ field: FieldShape, to writer: inout JSONWriter) throws(EventProblem) {
    writer.name(fixed: field.name)
    switch field.kind {
    case .bool: writer.value(false)
    case .unsigned, .signed: writer.value(0)
    case .text, .identifier, .eventID, .document, .period, .subject, .country, .currency,
      .digest, .money, .day, .replacement, .enumeration, .message:
      throw .missingMember("\(field.name)")
    }
  }

  private func list(
    _ field: FieldShape, _ found: [WireReader.Field], to writer: inout JSONWriter
  ) throws(EventProblem) {
    let elements = found.filter { $0.number == field.number }
    guard !elements.isEmpty else { return }
    writer.name(fixed: field.name)
    writer.beginArray()
    for element in elements {
      if case .enumeration(let index) = field.kind, element.kind == .bytes {
        var reader = WireReader(bytes, element.range)
        while !reader.isAtEnd { try enumeration(index, try reader.varint(), to: &writer) }
      } else {
        try value(field, element, to: &writer)
      }
    }
    writer.endArray()
  }

  private func value(
    _ shape: FieldShape, _ field: WireReader.Field, to writer: inout JSONWriter
  ) throws(EventProblem) {
    let expected: WireKind =
      switch shape.kind {
      case .bool, .unsigned, .signed, .enumeration: .varint
      case .text, .identifier, .eventID, .document, .period, .subject, .country, .currency,
        .digest, .money, .day, .replacement, .message:
        .bytes
      }
    guard field.kind == expected else {
      throw .brokenRecord("\(shape.name) is encoded as another type")
    }
    switch shape.kind {
    case .bool: writer.value(field.value != 0)
    case .unsigned: writer.value(field.value)
    case .signed: writer.value(Int64(zigzag: field.value))
    case .enumeration(let index): try enumeration(index, field.value, to: &writer)
    case .text, .identifier, .eventID, .document, .period, .subject, .country, .currency,
      .digest:
      writer.value(utf8: try text(field.range))
    case .money: try money(field.range, to: &writer)
    case .day: try day(field.range, to: &writer)
    case .replacement: try replacement(field.range, to: &writer)
    case .message(let index):
      try message(ShapeTable.shared.messages[index], field.range, to: &writer)
    }
  }

  private func enumeration(
    _ index: Int, _ value: UInt64, to writer: inout JSONWriter
  ) throws(EventProblem) {
    let names = ShapeTable.shared.enumerations[index]
    guard value > 0, value < UInt64(names.count) else {
      throw .unreadablePayload("the value \(value) has no name")
    }
    let name = names[Int(value)]
    writer.value(utf8: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
  }

  private func string(_ range: Range<Int>) throws(EventProblem) -> String {
    guard let text = String(validating: bytes[range], as: UTF8.self) else {
      throw .brokenRecord("a text is not UTF-8 at byte \(range.lowerBound)")
    }
    return text
  }

  /// The bytes of a text that is UTF-8.
  private func text(_ range: Range<Int>) throws(EventProblem) -> UnsafeBufferPointer<UInt8> {
    let text = UnsafeBufferPointer(rebasing: bytes[range])
    if text.contains(where: { $0 >= 0x80 }) { _ = try string(range) }
    return text
  }

  private func money(_ range: Range<Int>, to writer: inout JSONWriter) throws(EventProblem) {
    var reader = WireReader(bytes, range)
    var minor: Int64 = 0
    var code = ""
    while let field = try reader.next() {
      if field.number == 1, field.kind == .varint { minor = Int64(zigzag: field.value) }
      if field.number == 2, field.kind == .bytes { code = try string(field.range) }
    }
    guard let currency = try? Currency(code) else {
      throw .unreadablePayload("the currency \"\(code)\" is unknown")
    }
    writer.beginObject()
    writer.member("amount", Amount(minor: minor, currency: currency).description)
    writer.member("currency", code)
    writer.endObject()
  }

  private func day(_ range: Range<Int>, to writer: inout JSONWriter) throws(EventProblem) {
    var reader = WireReader(bytes, range)
    var number: UInt64 = 0
    while let field = try reader.next() {
      if field.number == 1, field.kind == .fixed32 { number = field.value }
    }
    guard let day = try? CalendarDay(yyyymmdd: UInt32(truncatingIfNeeded: number)) else {
      throw .unreadablePayload("\(number) is no calendar day")
    }
    writer.value(day.description)
  }

  private func replacement(
    _ range: Range<Int>, to writer: inout JSONWriter
  ) throws(EventProblem) {
    var reader = WireReader(bytes, range)
    var number: UInt64 = 0
    var data = range.upperBound..<range.upperBound
    while let field = try reader.next() {
      if field.number == 1, field.kind == .fixed32 { number = field.value }
      if field.number == 2, field.kind == .bytes { data = field.range }
    }
    let catalogue = EventCatalogue.shared
    guard let type = catalogue[number: UInt32(truncatingIfNeeded: number)],
      type.family != .governance, let table = catalogue.shape(of: type.number)
    else { throw .unreadablePayload("a replacement has the type \(number)") }
    writer.beginObject()
    writer.member("type", type.outsideName)
    writer.name("data")
    try message(table, data, to: &writer)
    writer.endObject()
  }
}
