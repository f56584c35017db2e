/// The events of one day, collected from all accounts and handed out in the order of their times.
struct SampleDay {
  /// How exactly an event's time is known.
  enum Precision {
    case second, minute
    /// Recorded on this day but known to have happened on an earlier one.
    case earlier(day: Int)
  }

  /// The first second at which business happens, 07:00 UTC, and the last.
  static let opening = 7 * 3_600
  static let closing = 19 * 3_600

  let seed: UInt64
  var lines: JSONLines
  /// Days since the ledger's first day.
  private(set) var day = 0
  private var starts: [(key: UInt64, start: Int)] = []
  /// Where the data of the event being written begins.
  private(set) var dataStart = 0

  init(seed: UInt64, lines: JSONLines) {
    self.seed = seed
    self.lines = lines
  }

  var calendar: SampleCalendar { lines.calendar }
  var count: Int { starts.count }

  mutating func begin(day: Int) {
    self.day = day
    starts.removeAll(keepingCapacity: true)
    lines.removeAll()
  }

  /// Opens an event up to and with the brace of its data.
  ///
  /// `order` is the account's number and `number` the event's number there; with `second` they
  /// decide the place in the day.
  mutating func beginEvent(
    _ type: StaticString, subject: [UInt8], idKind: StaticString, order: Int, number: Int,
    second: Int, precision: Precision, actor: Employee
  ) {
    // 17 bits of seconds, 20 of accounts and 27 of events.
    let key = UInt64(second) << 47 | UInt64(order) << 27 | UInt64(number)
    starts.append((key, lines.bytes.count))
    lines.open("{")
    lines.name("specversion")
    lines.raw("\"1.0\",\"id\":\"n")
    lines.digits(UInt(seed), atLeast: 1)
    lines.raw(idKind)
    lines.raw(order)
    lines.raw("-")
    lines.raw(number)
    lines.raw("\"")
    lines.member("source", "urn:kontor:sample")
    lines.name("type")
    lines.raw("\"de.kontor.")
    lines.raw(type)
    lines.raw(".v1\"")
    lines.member("subject", text: subject)
    lines.name("time")
    lines.raw("\"")
    switch precision {
    case .second:
      time(day, second)
      lines.member("timeprecision", "second")
    case .minute:
      time(day, second)
      lines.member("timeprecision", "minute")
    case .earlier(let day):
      time(day, 0)
      lines.member("timeprecision", "day")
    }
    lines.member("actor", actor)
    lines.member("datacontenttype", "application/json")
    lines.name("data")
    dataStart = lines.bytes.count
    lines.open("{")
  }

  private mutating func time(_ day: Int, _ second: Int) {
    lines.raw(calendar.text(day))
    lines.raw("T")
    lines.digits(UInt(second / 3_600), atLeast: 2)
    lines.raw(":")
    lines.digits(UInt(second / 60 % 60), atLeast: 2)
    lines.raw(":")
    lines.digits(UInt(second % 60), atLeast: 2)
    lines.raw("Z\"")
  }

  mutating func endEvent() {
    lines.raw("}}\n")
  }

  /// The data of the event that was ended last.
  var lastData: [UInt8] { Array(lines.bytes[dataStart..<lines.bytes.count - 2]) }

  /// Appends the day's lines to `output` in the order of their times.
  func write(to output: inout [UInt8]) {
    let end = lines.bytes.count
    let order = starts.indices.sorted { starts[$0].key < starts[$1].key }
    lines.bytes.withUnsafeBufferPointer { bytes in
      for index in order {
        let stop = index + 1 < starts.count ? starts[index + 1].start : end
        output.append(contentsOf: bytes[starts[index].start..<stop])
      }
    }
  }
}
