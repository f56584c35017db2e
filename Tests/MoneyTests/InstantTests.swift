import Money
import Testing

@Suite struct `Instants` {
  @Test(
    arguments: [
      ("1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00Z"),
      ("1970-01-01T01:00:00.000001+01:00", 1, "1970-01-01T00:00:00.000001Z"),
      ("1969-12-31T23:59:59.9Z", -100_000, "1969-12-31T23:59:59.900000Z"),
      ("2026-03-01T00:30:00+01:00", 1_772_321_400_000_000, "2026-02-28T23:30:00Z"),
      ("2026-02-28t18:00:00-05:30z", nil, ""),
      ("2026-02-28t23:30:00z", 1_772_321_400_000_000, "2026-02-28T23:30:00Z"),
      ("2026-02-28T18:00:00-05:30", 1_772_321_400_000_000, "2026-02-28T23:30:00Z"),
      ("2026-02-28T23:30:00.123456789Z", 1_772_321_400_123_456, "2026-02-28T23:30:00.123456Z"),
      ("1969-12-31T23:59:59.9999999Z", -1, "1969-12-31T23:59:59.999999Z"),
      ("2026-02-28T23:30:00-00:00", 1_772_321_400_000_000, "2026-02-28T23:30:00Z"),
    ] as [(String, Int64?, String)])
  func `RFC 3339 with any offset becomes microseconds`(
    text: String, microseconds: Int64?, description: String
  ) throws {
    guard let microseconds else {
      #expect(throws: MoneyError.self) { try Instant(parsing: text) }
      return
    }
    let instant = try Instant(parsing: text)
    #expect(instant.microseconds == microseconds)
    #expect(instant.description == description)
    #expect(try Instant(parsing: instant.description) == instant)
  }

  @Test(arguments: [
    ("", "RFC 3339"), ("2026-03-01", "RFC 3339"), ("2026-03-01 00:00:00Z", "RFC 3339"),
    ("2026-3-01T000:00:00Z", "RFC 3339"), ("2026-02-30T00:00:00Z", "calendar"),
    ("0000-01-01T00:00:00Z", "calendar"), ("2026-13-01T00:00:00Z", "calendar"),
    ("2026-03-01T24:00:00Z", "hour"), ("2026-03-01T23:60:00Z", "minute"),
    ("2026-06-30T23:59:60Z", "leap"), ("2026-03-01T00:00:00.Z", "fraction"),
    ("2026-03-01T00:00:00.1234567890Z", "fraction"), ("2026-03-01T00:00:00,5Z", "offset"),
    ("2026-03-01T00:00:00.5", "offset"), ("2026-03-01T00:00:00+1:00", "offset"),
    ("2026-03-01T00:00:00+24:00", "offset"), ("2026-03-01T00:00:00+01:60", "offset"),
    ("2026-03-01T00:00:00ZZ", "offset"), ("2026-03-01T00:00:00+01:00 ", "offset"),
    ("0001-01-01T00:00:00+00:01", "years"), ("9999-12-31T23:59:59-00:01", "years"),
  ])
  func `A time that is not exact is refused with the reason`(text: String, reason: String) {
    let error = #expect(throws: MoneyError.self) { try Instant(parsing: text) }
    #expect(error?.description.contains(reason) == true)
  }

  @Test func `The day depends on the offset of the place`() throws {
    let instant = try Instant(parsing: "2026-02-28T23:30:00Z")
    #expect(try instant.day(offsetSeconds: 0).description == "2026-02-28")
    #expect(try instant.day(offsetSeconds: 3600).description == "2026-03-01")
    let before = try Instant(parsing: "1969-12-31T23:30:00Z")
    #expect(try before.day(offsetSeconds: 0).daysSinceEpoch == -1)
  }

  @Test func `A day begins at midnight`() throws {
    let day = try CalendarDay(parsing: "2026-03-01")
    #expect(Instant(startOf: day).description == "2026-03-01T00:00:00Z")
  }

  @Test func `An instant outside the calendar is written but has no day`() {
    for instant in [Instant(microseconds: .max), Instant(microseconds: .min)] {
      #expect(instant.description.hasSuffix("Z"))
      #expect(throws: MoneyError.self) { try instant.day(offsetSeconds: 0) }
      #expect(throws: MoneyError.self) { try instant.day(offsetSeconds: .max) }
    }
    #expect(Instant(microseconds: .min) < Instant(microseconds: .max))
  }

  @Test(arguments: 0..<20)
  func `Every instant reads back from its description`(seed: UInt64) throws {
    var random = Dice(seed: seed)
    for _ in 0..<200 {
      let instant = Instant(
        microseconds: .random(in: -62_135_596_800_000_000..<253_402_300_800_000_000, using: &random)
      )
      #expect(try Instant(parsing: instant.description) == instant, Comment("seed \(seed)"))
    }
  }
}

@Suite struct `Errors about money` {
  @Test(arguments: [
    (MoneyError.unknownCurrency("EURO"), "\"EURO\""),
    (.malformedAmount("1,5", currency: .eur), "1234.56"),
    (.currencyMismatch(.eur, .eur), "EUR"), (.malformedRate("x"), "1.25%"),
    (.zeroDenominator, "zero"),
    (.unusableWeights("there is no share"), "no share"), (.malformedDay("x"), "2026-03-01"),
    (.noSuchDay(year: 2026, month: 2, day: 30), "day 30 in month 2"), (.dayOutOfRange("x"), "9999"),
    (.malformedPeriod("x"), "2026-Q1"), (.malformedInstant("x", reason: "is bad"), "is bad"),
    (.overflow("1 + 1"), "1 + 1"),
  ])
  func `Each error says what was read and what to write`(error: MoneyError, part: String) {
    #expect(error.description.contains(part))
  }

  @Test func `A currency without decimals asks for none`() throws {
    let yen = MoneyError.malformedAmount("1.0", currency: try Currency("JPY"))
    #expect(yen.description.contains("no decimals") && yen.description.contains("123456"))
  }

  @Test func `A hostile text is cut short and escaped`() {
    let text = MoneyError.malformedDay("\u{1B}[2J\n" + String(repeating: "x", count: 1_000))
      .description
    #expect(text.count < 150)
    #expect(!text.contains("\u{1B}") && !text.contains("\n"))
  }
}
