import Foundation
import Journal
import LedgerEvents
import Money
import Synchronization

@testable import Projections

/// A journal in a directory that goes away with the value; its clock is set by the test.
final class TestLedger: Sendable {
  let path: String
  let journal: Journal
  let history: History
  private let clock: Clock
  private let count = Mutex(0)

  init(recordedFrom start: String = "2026-01-01T08:00:00Z") throws {
    path = NSTemporaryDirectory() + "kontor-projections-" + UUID().uuidString
    try Journal.create(at: path)
    clock = Clock(try Instant(parsing: start).microseconds)
    journal = try Journal(opening: path, options: clock.options)
    history = History(journal)
  }

  deinit {
    journal.close()
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The time at which what comes next is recorded.
  func setTime(_ text: String) throws { clock.set(try Instant(parsing: text).microseconds) }

  /// Appends one event; returns its position.
  @discardableResult
  func record(
    _ type: String, on subject: String, at time: String, _ data: String, id: String? = nil,
    actor: String? = nil, source: String = "urn:test"
  ) throws -> UInt64 {
    let number = count.withLock { count in
      count += 1
      return count
    }
    let precision = time.count == 10 ? "day" : "second"
    let stamp = time.count == 10 ? "\(time)T00:00:00Z" : time
    let actorText = actor.map { #""actor":"\#($0)","# } ?? ""
    let json = """
      {"specversion":"1.0","id":"\(id ?? "e-\(number)")","source":"\(source)",
      "type":"de.kontor.\(type)","subject":"\(subject)","time":"\(stamp)",
      "timeprecision":"\(precision)",\(actorText)"data":\(data)}
      """
    return try append([try CloudEvents.parse(Array(json.utf8))])[0]
  }

  /// Appends events as one unit; returns their positions.
  func append(_ events: [ProposedEvent]) throws -> [UInt64] {
    let records = try events.map { event in
      let instant = event.occurrence.instant
      let day = try event.occurrence.day ?? instant?.day(offsetSeconds: 3600)
      return NewRecord(
        subject: event.subject, source: event.source, id: event.id,
        time: .init(
          occurred: instant?.microseconds, businessDay: day?.yyyymmdd,
          precision: UInt64(event.occurrence.precision.rawValue)),
        type: event.type.number, payload: event.payload,
        provenance: .init(
          actor: event.actor ?? "", correlationID: event.correlationID ?? "",
          causationID: event.causationID ?? "",
          attributes: event.extensions.map { (name: $0.name, value: $0.value) }))
    }
    return try journal.write { try $0.append(records) }.map(\.position)
  }
}

/// Time as the test says.
private final class Clock: Sendable {
  private let now: Mutex<Int64>

  init(_ start: Int64) { now = Mutex(start) }

  func set(_ time: Int64) { now.withLock { $0 = time } }

  var options: Journal.Options {
    Journal.Options(
      businessDay: { instant in
        (try? Instant(microseconds: instant).day(offsetSeconds: 3600))?.yyyymmdd ?? 20_260_101
      },
      clock: { self.now.withLock { $0 } })
  }
}

extension CalendarDay {
  /// A day written in a test; a wrong one fails it.
  init(_ text: String) throws { try self.init(parsing: text) }
}

/// "1234.56" euros as they stand in the data of an event.
func euros(_ amount: String) -> String { #"{"amount":"\#(amount)","currency":"EUR"}"# }
