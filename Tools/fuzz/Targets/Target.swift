import AccountHealth
import Commission
import Importing
import LedgerEvents
import Money
import Projections
import StrictJSON
import YAMLText

/// A reader of input that somebody else wrote.
package enum Target: String, CaseIterable, Sendable {
  case record, json, cloudevents, eventsfile, csv, table, mapping, plan, model, yaml, statement
  case note, proof, key, timestamp, tile, bundle, parts, amount, instant, day

  /// Whether the reader takes the input; a broken promise of the reader ends the process.
  package func accepts(_ input: [UInt8]) throws -> Bool {
    switch self {
    case .record: Self.record(input)
    case .json: try Self.json(input)
    case .cloudevents: try Self.event(input)
    case .eventsfile: try Self.eventsFile(input)
    case .csv: try Self.csv(input)
    case .table: try Self.table(input)
    case .mapping: (try? Mapping(parsing: Self.text(input), path: "input.yaml")) != nil
    case .plan: (try? Plan.parse(Self.text(input))) != nil
    case .model: (try? HealthModelText.parse(Self.text(input))) != nil
    case .yaml: (try? YAMLNode.parse(Self.text(input))) != nil
    case .statement: Self.statement(input)
    case .note: Self.note(input)
    case .proof: Self.proof(input)
    case .key: Self.key(input)
    case .timestamp: Self.timestamp(input)
    case .tile: Self.tile(input)
    case .bundle: Self.bundle(input)
    case .parts: Self.parts(input)
    case .amount: Self.amount(input)
    case .instant: Self.instant(input)
    case .day: Self.day(input)
    }
  }

  static func text(_ input: [UInt8]) -> String { String(decoding: input, as: UTF8.self) }

  /// The header, the envelope that the journal reads, and the event that everybody else reads.
  private static func record(_ input: [UInt8]) -> Bool {
    readEnvelope(input)
    guard let event = try? StoredEvent(input) else { return false }
    _ = [event.source, event.actor ?? "", event.subject, event.id]
    _ = (event.type, event.extensions, event.rawPayload, try? event.occurrence)
    let data = try? event.data()
    guard let written = try? CloudEvents.write(event), data != nil else { return false }
    _ = try? CloudEvents.parse(written)
    return true
  }

  /// What was read is written and read again as the same.
  private static func json(_ input: [UInt8]) throws -> Bool {
    guard let value = try? JSONValue(parsing: input) else { return false }
    let written = value.write()
    let again = try JSONValue(parsing: written)
    precondition(again == value, "JSON changes on the way")
    return true
  }

  /// An event that is taken can be stored, read and written.
  private static func event(_ input: [UInt8]) throws -> Bool {
    guard let event = try? CloudEvents.parse(input) else {
      _ = try? CloudEvents.parseBatch(input)
      return false
    }
    let record = event.record(
      position: 1, recorded: 1_767_300_000_000_000, stream: 1, revision: 1,
      businessDay: 20_260_102)
    let stored = try StoredEvent(record)
    let written = try CloudEvents.write(stored)
    let again = try CloudEvents.parse(written)
    precondition(again == event, "an event changes on the way")
    _ = try? stored.data()
    return true
  }

  /// A statement that can be read is written as a text that is read as the same.
  private static func statement(_ input: [UInt8]) -> Bool {
    guard let document = StatementDocument(text: text(input)) else { return false }
    precondition(
      StatementDocument(text: document.text) == document, "a statement changes on the way")
    return true
  }

  private static func eventsFile(_ input: [UInt8]) throws -> Bool {
    let chunk = max(Int(input.first ?? 7) % 64 + 1, input.count / 32)
    var file = try CloudEventsFile(FileChunks(bytes: input, chunk: chunk))
    var isTaken = false
    while let row = try file.next() {
      if case .events = row { isTaken = true }
    }
    return isTaken
  }
}
