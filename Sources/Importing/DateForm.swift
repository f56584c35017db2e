import Money

/// A pattern for dates and times: `yyyy-MM-dd`, `dd.MM.yyyy`, `d.M.yyyy HH:mm`, `yyyy-MM`.
///
/// Letters are those of Unicode's date patterns: `yyyy`, `MM` or `M`, `dd` or `d`, `HH`, `mm`, `ss`, and
/// `XXX` for an offset such as `+01:00` or `Z`. Everything else stands for itself; a quote `'T'`
/// protects letters. A single `M` or `d` takes one or two digits.
package struct DateForm: Equatable, Sendable {
  enum Part: Equatable {
    case year, month(Int), day(Int), hour, minute, second, offset
    case literal(UInt8)
  }

  package let pattern: String
  let parts: [Part]
  /// The offset for times that are written without one.
  let fixedOffset: String?

  /// How exactly a text in this form says when.
  package enum Precision: String, Sendable {
    case month, day, minute, second
  }

  package let precision: Precision

  /// Nil unless `pattern` names a year and a month, and nothing finer without what is coarser.
  package init?(_ pattern: String, fixedOffset: String? = nil) {
    guard let parts = Self.parts(of: pattern) else { return nil }
    let has = { (part: Part) in parts.contains(part) }
    let hasDay = has(.day(1)) || has(.day(2))
    guard has(.year), has(.month(1)) || has(.month(2)), Set(parts.map(Self.place)).count > 0
    else { return nil }
    for place in 0..<7 where parts.count(where: { Self.place($0) == place }) > 1 { return nil }
    guard !has(.hour) || hasDay, has(.hour) == has(.minute), !has(.second) || has(.minute),
      !has(.offset) || has(.hour)
    else { return nil }
    precision = !hasDay ? .month : !has(.hour) ? .day : has(.second) ? .second : .minute
    self.pattern = pattern
    self.parts = parts
    self.fixedOffset = fixedOffset
  }

  /// Whether the form says at which offset from UTC its times are.
  var knowsOffset: Bool { parts.contains(.offset) || fixedOffset != nil }

  /// The moment as RFC 3339 text: the first moment of the day or month when that is all it says.
  package func time(_ text: some Collection<UInt8>) -> String? {
    var rest = Array(text)[...]
    var year = 0
    var month = 1
    var day = 1
    var clock = [0, 0, 0]
    var offset = fixedOffset ?? "Z"
    for part in parts {
      switch part {
      case .year: year = Self.take(4...4, &rest) ?? -1
      case .month(let digits): month = Self.take(digits...2, &rest) ?? -1
      case .day(let digits): day = Self.take(digits...2, &rest) ?? -1
      case .hour: clock[0] = Self.take(2...2, &rest) ?? 99
      case .minute: clock[1] = Self.take(2...2, &rest) ?? 99
      case .second: clock[2] = Self.take(2...2, &rest) ?? 99
      case .offset:
        guard let found = Self.takeOffset(&rest) else { return nil }
        offset = found
      case .literal(let byte):
        guard rest.popFirst() == byte else { return nil }
      }
    }
    guard rest.isEmpty, clock[0] < 24, clock[1] < 60, clock[2] < 60,
      let date = try? CalendarDay(year: year, month: month, day: day)
    else { return nil }
    let time = clock.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    return "\(date)T\(time)\(precision == .day || precision == .month ? "Z" : offset)"
  }

  private static func place(_ part: Part) -> Int {
    switch part {
    case .year: 0
    case .month: 1
    case .day: 2
    case .hour: 3
    case .minute: 4
    case .second: 5
    case .offset: 6
    case .literal: 7
    }
  }

  private static func parts(of pattern: String) -> [Part]? {
    var parts: [Part] = []
    var rest = Array(pattern.utf8)[...]
    while let byte = rest.first {
      if byte == UInt8(ascii: "'") {
        rest.removeFirst()
        guard let end = rest.firstIndex(of: byte) else { return nil }
        parts += rest[..<end].map { Part.literal($0) }
        rest = rest[(end + 1)...]
        continue
      }
      let run = rest.prefix { $0 == byte }.count
      switch (Unicode.Scalar(byte), run) {
      case ("y", 4): parts.append(.year)
      case ("M", 1...2): parts.append(.month(run))
      case ("d", 1...2): parts.append(.day(run))
      case ("H", 2): parts.append(.hour)
      case ("m", 2): parts.append(.minute)
      case ("s", 2): parts.append(.second)
      case ("X", 3): parts.append(.offset)
      case ("a"..."z", _), ("A"..."Z", _): return nil
      default: parts += rest.prefix(run).map { Part.literal($0) }
      }
      rest.removeFirst(run)
    }
    return parts
  }

  private static func take(_ digits: ClosedRange<Int>, _ rest: inout ArraySlice<UInt8>) -> Int? {
    let found = rest.prefix(digits.upperBound).prefix { 0x30...0x39 ~= $0 }
    guard digits ~= found.count else { return nil }
    rest.removeFirst(found.count)
    return found.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private static func takeOffset(_ rest: inout ArraySlice<UInt8>) -> String? {
    if rest.first == UInt8(ascii: "Z") {
      rest.removeFirst()
      return "Z"
    }
    let text = String(decoding: rest.prefix(6), as: UTF8.self)
    guard isOffset(text) else { return nil }
    rest.removeFirst(6)
    return text
  }

  /// Whether `text` is an offset from UTC such as `+01:00`.
  static func isOffset(_ text: String) -> Bool {
    var bytes = Array(text.utf8)[...]
    guard bytes.count == 6, let sign = bytes.popFirst(), "+-".utf8.contains(sign),
      let hours = take(2...2, &bytes), bytes.popFirst() == UInt8(ascii: ":"),
      let minutes = take(2...2, &bytes)
    else { return false }
    return hours < 24 && minutes < 60
  }
}
