import Money
import StrictJSON

/// Turns the JSON form of payloads into Protobuf wire bytes, led by the shape tables.
///
/// Fields are written in the order of their numbers whatever the order of the members, so equal
/// data has equal bytes.
struct PayloadTranscoder: ~Copyable {
  var scanner: JSONScanner
  var output = WireWriter(capacity: 512)
  /// Where the fields of the messages that are being read begin, innermost last.
  private var pieces: [Piece] = []

  init(_ scanner: JSONScanner) {
    self.scanner = scanner
    pieces.reserveCapacity(32)
  }

  /// The bytes of one field of a message.
  private struct Piece {
    let index: Int
    let range: Range<Int>
  }

  /// Reads one object of this shape and writes the message's fields.
  mutating func message(_ table: MessageTable) throws {
    let firstPiece = pieces.count
    let beginning = output.count
    var seen: UInt64 = 0
    var next = 0
    var isOrdered = true
    _ = try scanner.kind()
    let start = scanner.offset
    var more = try scanner.beginObject()
    while more {
      let name = try scanner.name()
      let index = try field(name, in: table, expecting: next)
      guard seen & 1 << UInt64(index) == 0 else {
        throw JSONFault(.duplicateName, at: name.start - 1)
      }
      seen |= 1 << UInt64(index)
      isOrdered = isOrdered && index >= next
      next = index + 1
      let piece = output.count
      try value(table.fields[index])
      pieces.append(Piece(index: index, range: piece..<output.count))
      more = try scanner.nextMember()
    }
    try checkMembers(table, seen, at: start)
    if !isOrdered {
      let sorted = pieces[firstPiece...].sorted { $0.index < $1.index }
      output.reorder(since: beginning, sorted.map(\.range))
    }
    pieces.removeSubrange(firstPiece...)
  }

  private func field(
    _ name: JSONText, in table: MessageTable, expecting guess: Int
  ) throws -> Int {
    let found =
      name.hasEscapes
      ? table.fields.firstIndex { "\($0.name)" == scanner.string(name) }
      : table.index(of: scanner.raw(name), expecting: guess)
    if let found { return found }
    let text = scanner.string(name)
    let nearest = NearestName.of(text, among: table.fields.map { "\($0.name)" })
    throw EventFault(.unknownMember(text, nearest: nearest), at: name.start - 1)
  }

  private func checkMembers(_ table: MessageTable, _ seen: UInt64, at offset: Int) throws {
    let missing = table.required & ~seen
    if missing != 0 {
      let name = "\(table.fields[missing.trailingZeroBitCount].name)"
      throw EventFault(.missingMember(name), at: offset)
    }
    if table.choices != 0, (table.choices & seen).nonzeroBitCount != 1 {
      let names = table.fields.indices.filter { table.choices & 1 << UInt64($0) != 0 }
      throw EventFault(.choice(names.map { "\(table.fields[$0].name)" }), at: offset)
    }
  }

  private mutating func value(_ field: FieldShape) throws {
    switch field.label {
    case .required: try single(field, writesDefault: false)
    case .optional, .choice: try single(field, writesDefault: true)
    case .repeated: try list(field)
    }
  }

  private mutating func list(_ field: FieldShape) throws {
    var more = try scanner.beginArray()
    guard case .enumeration(let index) = field.kind else {
      while more {
        try single(field, writesDefault: true)
        more = try scanner.nextElement()
      }
      return
    }
    guard more else { return }
    output.tag(field.number, .bytes)
    let start = output.beginLength()
    while more {
      output.varint(try enumeration(index))
      more = try scanner.nextElement()
    }
    output.endLength(start)
  }

  private mutating func single(_ field: FieldShape, writesDefault: Bool) throws {
    switch field.kind {
    case .text, .identifier, .eventID, .document, .period, .subject, .country, .currency, .digest:
      try string(field)
    case .bool:
      let value = try scanner.bool()
      number(field, value ? 1 : 0, writesDefault)
    case .unsigned(let least, let greatest):
      let token = try scanner.number()
      guard let value = scanner.uint64(token), least...greatest ~= value else {
        throw EventFault(.notAnInteger(least: "\(least)", greatest: "\(greatest)"), at: token.start)
      }
      number(field, value, writesDefault)
    case .signed(let least, let greatest):
      let token = try scanner.number()
      guard let value = scanner.int64(token), least...greatest ~= value else {
        throw EventFault(.notAnInteger(least: "\(least)", greatest: "\(greatest)"), at: token.start)
      }
      number(field, UInt64(bitPattern: (value << 1) ^ (value >> 63)), writesDefault)
    case .enumeration(let index): number(field, try enumeration(index), writesDefault)
    case .money: try money(field.number)
    case .day: try day(field.number)
    case .replacement: try replacement(field.number)
    case .message(let index):
      output.tag(field.number, .bytes)
      let start = output.beginLength()
      try message(ShapeTable.shared.messages[index])
      output.endLength(start)
    }
  }

  private mutating func number(_ field: FieldShape, _ value: UInt64, _ writesDefault: Bool) {
    guard value != 0 || writesDefault else { return }
    output.tag(field.number, .varint)
    output.varint(value)
  }

  private mutating func enumeration(_ index: Int) throws -> UInt64 {
    let token = try scanner.text()
    let names = ShapeTable.shared.enumerations[index]
    let found =
      token.hasEscapes
      ? names.firstIndex { "\($0)" == scanner.string(token) }
      : names.firstIndex { $0 == scanner.raw(token) }
    guard let found, found > 0 else {
      let permitted = names.map { "\($0)" }.filter { !$0.isEmpty }
      throw EventFault(
        .unknownValue(scanner.string(token), permitted: permitted), at: token.start - 1)
    }
    return UInt64(found)
  }

  private mutating func string(_ field: FieldShape) throws {
    let token = try scanner.text()
    output.tag(field.number, .bytes)
    let start = output.beginLength()
    copy(token)
    let bytes = UnsafeBufferPointer(rebasing: output.bytes[start...])
    if let problem = problem(of: bytes, token, field.kind) {
      throw EventFault(problem, at: token.start - 1)
    }
    output.endLength(start)
  }

  private mutating func copy(_ token: JSONText) {
    if token.hasEscapes {
      let scanner = scanner
      output.append(upTo: token.count) { scanner.copy(token, to: $0) }
    } else {
      output.append(scanner.raw(token))
    }
  }

  /// What is wrong with a string of this kind, nil when it has its form.
  private func problem(
    of bytes: UnsafeBufferPointer<UInt8>, _ token: JSONText, _ kind: FieldKind
  ) -> EventProblem? {
    func refused(unless condition: Bool, _ rule: String) -> EventProblem? {
      condition ? nil : .malformedText(scanner.string(token), rule: rule)
    }
    switch kind {
    case .identifier: return refused(unless: TextRules.isIdentifier(bytes), TextRules.identifier)
    case .eventID: return refused(unless: TextRules.isIdentity(bytes), TextRules.identity)
    case .subject: return refused(unless: TextRules.isSubject(bytes), TextRules.subject)
    case .country: return refused(unless: TextRules.isCountry(bytes), TextRules.country)
    case .digest: return refused(unless: TextRules.isDigest(bytes), TextRules.digest)
    case .document: return refused(unless: !bytes.isEmpty, TextRules.document)
    case .period, .currency:
      do throws(MoneyError) {
        if case .period = kind {
          _ = try Period(parsing: String(decoding: bytes, as: UTF8.self))
        } else {
          _ = try Currency.parse(utf8: bytes)
        }
        return nil
      } catch {
        return .malformedValue(error.description)
      }
    case .text, .bool, .unsigned, .signed, .money, .day, .replacement, .enumeration, .message:
      return refused(unless: TextRules.isText(bytes), TextRules.text)
    }
  }
}
