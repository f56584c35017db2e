import ArgumentParser
import Foundation
import LedgerEvents
import Money
import Printing
import StrictJSON

/// The parts of an event that is recorded without a file.
struct EventOptions: ParsableArguments {
  @Option(
    help: "The event's type, as interaction.recorded or in full.",
    completion: .list(EventCatalogue.shared.types.map(\.name)))
  var type: String?

  @Option(help: "Whom it is about, as account/nordwerk.")
  var subject: String?

  @Option(help: "When it happened: 2026-03-01, 2026-03, or 2026-03-01T09:30:00+01:00.")
  var time: String?

  @Option(help: "The event's data as JSON; @FILE reads a file.")
  var data: String?

  @Option(
    help: """
      Values about a person, as JSON: {"name":"…","email":"…"}; @FILE reads a file, which keeps them \
      out of the shell's history.
      """)
  var personal: String?

  @Option(help: "The event's id; without it one is made up, and a repetition is another event.")
  var id: String?

  @Option(help: "The system that says so.")
  var source = "urn:kontor:cli"

  @Option(help: "The id that all events of one story share.")
  var correlation: String?

  @Option(help: "The id of the event that caused this one.")
  var causation: String?

  var isEmpty: Bool { type == nil && subject == nil && data == nil && time == nil && id == nil }

  /// The event as CloudEvents text.
  func cloudEvent(actor: String) throws(Failure) -> [UInt8] {
    guard let type, let subject, let data else {
      throw Failure(
        .usage,
        """
        an event needs at least --type, --subject and --data; Schemas/events has an example of each \
        type
        """)
    }
    var json = JSONWriter()
    json.beginObject()
    json.member("specversion", "1.0")
    json.member("id", id ?? UUID().uuidString.lowercased())
    json.member("source", source)
    json.member("type", Self.fullName(type))
    json.member("subject", subject)
    if let time {
      let (instant, precision) = try Self.moment(time)
      json.member("time", instant)
      json.member("timeprecision", precision)
    }
    json.member("actor", actor)
    if let correlation { json.member("correlationid", correlation) }
    if let causation { json.member("causationid", causation) }
    json.name("data")
    json.value(try Self.value(data, "--data"))
    if let personal {
      json.name("personal")
      json.value(try Self.value(personal, "--personal"))
    }
    json.endObject()
    return json.bytes
  }

  /// The newest version of a type of the catalogue; any other name stays as it is.
  private static func fullName(_ name: String) -> String {
    let known = EventCatalogue.shared.types.filter { $0.name == name }
    return known.max { $0.version < $1.version }?.outsideName ?? name
  }

  private static func moment(_ text: String) throws(Failure) -> (String, String) {
    do {
      switch text.utf8.count {
      case 7:
        return ("\(Instant(startOf: try Period(parsing: text).start))", "month")
      case 10:
        return ("\(Instant(startOf: try CalendarDay(parsing: text)))", "day")
      default:
        _ = try Instant(parsing: text)
        return (text, "second")
      }
    } catch {
      throw Failure(.usage, "--time: \(error)")
    }
  }

  private static func value(_ text: String, _ option: String) throws(Failure) -> JSONValue {
    let path = text.hasPrefix("@") ? String(text.dropFirst()) : nil
    let bytes = try path.map { path throws(Failure) in try InputFile.bytes(of: path) }
    do throws(JSONError) {
      return try JSONValue(parsing: bytes ?? Array(text.utf8))
    } catch {
      let place = "\(error.location.line):\(error.location.column)"
      throw Failure(.badInput, "\(path ?? option):\(place): \(error.problem.explanation)")
    }
  }
}
