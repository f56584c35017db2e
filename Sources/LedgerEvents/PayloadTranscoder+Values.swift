import Money
import StrictJSON

extension PayloadTranscoder {
  /// Reads `{"amount": "1234.56", "currency": "EUR"}`.
  mutating func money(_ number: UInt32) throws {
    var amount: JSONText?
    var currency: JSONText?
    _ = try scanner.kind()
    let start = scanner.offset
    var more = try scanner.beginObject()
    while more {
      let name = try scanner.name()
      if "amount" as StaticString == scanner.raw(name) {
        try refuse(duplicate: amount, name)
        amount = try scanner.text()
      } else if "currency" as StaticString == scanner.raw(name) {
        try refuse(duplicate: currency, name)
        currency = try scanner.text()
      } else {
        throw unknown(name, among: ["amount", "currency"])
      }
      more = try scanner.nextMember()
    }
    guard let amount else { throw EventFault(.missingMember("amount"), at: start) }
    guard let currency else { throw EventFault(.missingMember("currency"), at: start) }

    let unit = try explained(currency) { () throws(MoneyError) in
      try Currency.parse(utf8: scanner.raw(currency))
    }
    let value = try explained(amount) { () throws(MoneyError) in
      try Amount.parse(utf8: scanner.raw(amount), currency: unit)
    }
    output.tag(number, .bytes)
    let length = output.beginLength()
    if value.minor != 0 {
      output.tag(1, .varint)
      output.zigzag(value.minor)
    }
    output.tag(2, .bytes)
    output.varint(3)
    output.append(scanner.raw(currency))
    output.endLength(length)
  }

  /// Reads `"2026-03-01"`.
  mutating func day(_ number: UInt32) throws {
    let token = try scanner.text()
    let day = try explained(token) { () throws(MoneyError) in
      try CalendarDay.parse(utf8: scanner.raw(token))
    }
    output.tag(number, .bytes)
    output.varint(5)
    output.tag(1, .fixed32)
    output.fixed32(day.yyyymmdd)
  }

  /// Reads `{"type": "de.kontor.order.booked.v1", "data": {…}}` with the members in either order.
  mutating func replacement(_ number: UInt32) throws {
    var name: JSONText?
    var data: Int?
    _ = try scanner.kind()
    let start = scanner.offset
    var more = try scanner.beginObject()
    while more {
      let member = try scanner.name()
      if "type" as StaticString == scanner.raw(member) {
        try refuse(duplicate: name, member)
        name = try scanner.text()
      } else if "data" as StaticString == scanner.raw(member) {
        guard data == nil else { throw JSONFault(.duplicateName, at: member.start - 1) }
        _ = try scanner.kind()
        data = scanner.offset
        try scanner.skip()
      } else {
        throw unknown(member, among: ["type", "data"])
      }
      more = try scanner.nextMember()
    }
    guard let name else { throw EventFault(.missingMember("type"), at: start) }
    guard let data else { throw EventFault(.missingMember("data"), at: start) }
    try replacement(number, name, data)
  }

  private mutating func replacement(_ number: UInt32, _ name: JSONText, _ data: Int) throws {
    let catalogue = EventCatalogue.shared
    guard let type = catalogue[utf8: scanner.raw(name)],
      let table = catalogue.shape(of: type.number)
    else {
      throw EventFault(.unknownType(name: scanner.string(name)), at: name.start - 1)
    }
    guard type.family != .governance else {
      throw EventFault(.uncorrectableType(type.outsideName), at: name.start - 1)
    }
    output.tag(number, .bytes)
    let message = output.beginLength()
    output.tag(1, .fixed32)
    output.fixed32(type.number)
    output.tag(2, .bytes)
    let payload = output.beginLength()
    let behind = scanner
    // An event's data lies two levels deep, and a replacement's own one deeper at least.
    scanner = JSONScanner(scanner.bytes, from: data, depth: 3)
    try self.message(table)
    scanner = behind
    output.endLength(payload)
    output.endLength(message)
  }

  private func refuse(duplicate earlier: JSONText?, _ name: JSONText) throws {
    guard earlier == nil else { throw JSONFault(.duplicateName, at: name.start - 1) }
  }

  private func unknown(_ name: JSONText, among known: [String]) -> EventFault {
    let text = scanner.string(name)
    return EventFault(
      .unknownMember(text, nearest: NearestName.of(text, among: known)), at: name.start - 1)
  }

  private func explained<Value>(
    _ token: JSONText, _ body: () throws(MoneyError) -> Value
  ) throws -> Value {
    do throws(MoneyError) {
      return try body()
    } catch {
      throw EventFault(.malformedValue(error.description), at: token.start - 1)
    }
  }
}

extension EventProblem {
  /// An unknown type with the known one that was probably meant.
  static func unknownType(name: String) -> EventProblem {
    let types = EventCatalogue.shared.types
    if let nearest = NearestName.of(name, among: types.lazy.map(\.outsideName)) {
      return .unknownType(name, nearest: nearest)
    }
    // The short names have two parts, a type of the user's own has his domain before them.
    let isShort = name.utf8.count { $0 == UInt8(ascii: ".") } <= 1
    let short = isShort ? NearestName.of(name, among: types.lazy.map(\.name)) : nil
    let meant = types.filter { $0.name == short }.max { $0.version < $1.version }
    return .unknownType(name, nearest: meant?.outsideName)
  }
}
