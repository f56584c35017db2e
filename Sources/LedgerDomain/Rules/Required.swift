import LedgerEvents
import Money

/// What every value must fulfil before a rule looks at its meaning.
///
/// Refuses with the member's name.
enum Required {
  static func identifier(_ id: String, at member: String) throws(Rejection) {
    guard !id.isEmpty else { throw missing(member) }
    guard id.utf8.count <= 128, id.utf8.allSatisfy(isIdentifierByte) else {
      throw Rejection(
        .malformedIdentifier, at: member,
        "\"\(id.prefix(40))\" is no id; write 1 to 128 of a-z, 0-9 and -")
    }
  }

  static func identifiers(_ ids: [String], at member: String) throws(Rejection) {
    for id in ids { try identifier(id, at: member) }
  }

  static func text(_ text: String, at member: String) throws(Rejection) {
    guard !text.isEmpty else { throw missing(member) }
    guard text.utf8.count <= 2000 || text.unicodeScalars.count <= 2000 else {
      throw Rejection(
        .malformedText, at: member,
        "the text has \(text.unicodeScalars.count) characters; write at most 2000")
    }
  }

  static func day(_ day: Day, at member: String) throws(Rejection) -> CalendarDay {
    guard day.yyyymmdd != 0 else { throw missing(member) }
    do {
      return try CalendarDay(yyyymmdd: day.yyyymmdd)
    } catch {
      throw Rejection(.noSuchDay, at: member, "\(error); write a day of the calendar")
    }
  }

  /// The days from `start` to before `end`, of which there must be one.
  static func end(
    _ end: Day, after start: CalendarDay, at member: String
  ) throws(Rejection) -> CalendarDay {
    let last = try day(end, at: member)
    guard last > start else {
      throw Rejection(
        .emptyPeriod, at: member,
        "\(last) is not after \(start), so no day lies between them; name the first day after")
    }
    return last
  }

  static func period(_ text: String, at member: String) throws(Rejection) {
    guard !text.isEmpty else { throw missing(member) }
    do {
      _ = try Period(parsing: text)
    } catch {
      throw Rejection(.malformedPeriod, at: member, "\(error)")
    }
  }

  static func digest(_ text: String, at member: String) throws(Rejection) {
    guard !text.isEmpty else { throw missing(member) }
    guard text.utf8.count == 64, text.utf8.allSatisfy(isHexadecimal) else {
      throw Rejection(
        .malformedDigest, at: member,
        "\"\(text.prefix(70))\" is no SHA-256; write 64 digits 0-9 and a-f")
    }
  }

  static func country(_ code: String, at member: String) throws(Rejection) {
    guard !code.isEmpty else { throw missing(member) }
    guard code.utf8.count == 2, code.utf8.allSatisfy({ 0x41...0x5A ~= $0 }) else {
      throw Rejection(
        .malformedCountry, at: member,
        "\"\(code.prefix(40))\" is no country; write an ISO 3166-1 code such as DE")
    }
  }

  static func subject(_ subject: String, at member: String) throws(Rejection) {
    guard !subject.isEmpty else { throw missing(member) }
    guard Subject.kind(of: subject) != nil else {
      throw Rejection(
        .unknownSubject, at: member,
        "\"\(subject.prefix(60))\" is no subject; write one of \(SubjectKinds.any.names)")
    }
  }

  /// One of the named values of an enumeration; the unspecified and unknown ones are refused.
  static func choice<Choice: RawRepresentable & CaseIterable>(
    _ value: Choice, at member: String
  ) throws(Rejection) where Choice.RawValue == Int {
    let last = Choice.allCases.count - 1
    guard value.rawValue < 1 || value.rawValue > last else { return }
    let names = Choice.allCases.dropFirst().map { outsideName("\($0)") }.joined(separator: ", ")
    guard value.rawValue != 0 else {
      throw Rejection(.missingValue, at: member, "no value is given; write one of \(names)")
    }
    throw Rejection(
      .unknownValue, at: member,
      "value \(value.rawValue) is none this release knows; write one of \(names)")
  }

  static func range<Number: BinaryInteger>(
    _ value: Number, _ range: ClosedRange<Number>, at member: String
  ) throws(Rejection) {
    guard range.contains(value) else {
      throw Rejection(
        .outOfRange, at: member,
        "\(value) lies outside \(range.lowerBound) to \(range.upperBound); correct the figure")
    }
  }

  static func basisPoints(_ value: UInt32, at member: String) throws(Rejection) {
    try range(value, 0...10_000, at: member)
  }

  /// The approver of a fact: somebody else than who records it (Vier-Augen-Prinzip),
  /// where that is known.
  static func approver(_ approver: String, of fact: Fact) throws(Rejection) {
    try identifier(approver, at: "approver_id")
    guard let actor = fact.actor else { return }
    guard actor != approver, !actor.hasSuffix("/\(approver)") else {
      throw Rejection(
        .ownApproval, at: "approver_id",
        "\(approver) cannot approve what \(approver) records; let a second person approve it")
    }
  }

  /// The approver of what somebody prepared; who records a fact prepared it, if nobody else is named.
  static func approver(
    _ approver: String, preparedBy preparer: String?, of fact: Fact
  ) throws(Rejection) {
    guard let preparer else { return try self.approver(approver, of: fact) }
    try identifier(preparer, at: "preparer_id")
    try identifier(approver, at: "approver_id")
    guard approver != preparer else {
      throw Rejection(
        .ownApproval, at: "approver_id",
        "\(approver) cannot approve what \(preparer) prepared; let a second person approve it")
    }
  }

  static func missing(_ member: String) -> Rejection {
    Rejection(.missingValue, at: member, "no value is given; the fact says nothing without it")
  }

  private static func isIdentifierByte(_ byte: UInt8) -> Bool {
    0x61...0x7A ~= byte || 0x30...0x39 ~= byte || byte == UInt8(ascii: "-")
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    0x30...0x39 ~= byte || 0x61...0x66 ~= byte
  }

  /// The name in JSON: "field_sales" for `fieldSales`.
  private static func outsideName(_ name: String) -> String {
    name.reduce(into: "") { text, letter in
      text += letter.isUppercase ? "_\(letter.lowercased())" : "\(letter)"
    }
  }
}
