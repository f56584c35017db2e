import ArgumentParser
import Foundation
import Journal
import LMDB
import Ledger
import LedgerEvents
import Printing
import StrictJSON

struct RecordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: "Record an event (Erfassung).",
    discussion: """
      The event comes as a CloudEvent from a file or standard input, or from options. A list \
      of events is recorded as one: all of them or none. The same source and id with the same \
      content is recorded once, however often it is sent.

        kontor record visit.json
        echo '{"specversion":"1.0", …}' | kontor record -
        kontor record --type assignment.started --subject account/nordwerk \\
          --time 2026-03-01 --data '{"assignment_id":"as-1","employee_id":"e-7",
            "role":"kam","valid_from":"2026-03-01"}'

      The types and their data stand in Schemas/events, one example each.

      Exit code 1: the event was rejected; nothing was recorded. With --expect-revision it is \
      rejected when another writer came first.

      JSON: {"outcome":"recorded","position","revision","duplicate",
        "receipts":[{"id","position","revision","duplicate"}],"head":{"size",
        "root"}}, the first three for a single event only; or {"outcome":"rejected",
        "code","member","reason"}
      """)

  @OptionGroup var ledger: LedgerOptions

  @Argument(
    help: "A file with a CloudEvent or a list of them in JSON; - is standard input.",
    completion: .file())
  var file: String?

  @OptionGroup var event: EventOptions

  @Option(
    help: ArgumentHelp(
      "The revision that the subject's last event must have; none: there must be none.",
      valueName: "n|none"),
    transform: { text in
      if text == "none" { return ExpectedRevision.noStream }
      guard let number = UInt32(text) else {
        throw ValidationError("write a number from 0, or none")
      }
      return .revision(number)
    })
  var expectRevision: ExpectedRevision?

  @OptionGroup var actor: ActorOption
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (file == nil) != event.isEmpty else {
      throw ValidationError(
        file == nil
          ? "Name a file with the event, or give at least --type, --subject and --data."
          : "Give the event as a file or by options, not both.")
    }
  }

  func run() throws {
    try ledger.open { ledger in
      let events = try file.map { try read($0, ledger.customTypes) } ?? [composed(ledger)]
      var expecting: [String: ExpectedRevision] = [:]
      if let expectRevision {
        for event in events { expecting[event.subject] = expectRevision }
      }
      let outcome = try naming(events) { () throws(LedgerError) in
        try ledger.record(events, expecting: expecting)
      }
      switch outcome {
      case .committed(let receipts, let head):
        try output.answering(
          zip(events, receipts).map { "position \($1.position), id \($0.id.printable())" }
            .joined(separator: "; ")
        ) { try show(receipts, head, events) }
      case .rejected(let refusal): try output.reject(refusal)
      }
    }
  }

  /// An id that was made up here has to be told when the outcome is unknown, or nobody could ask
  /// again.
  private func naming<Result>(
    _ events: [ProposedEvent], _ record: () throws(LedgerError) -> Result
  ) throws -> Result {
    do throws(LedgerError) {
      return try record()
    } catch {
      guard case .journal(.outcomeUnknown(let cause)) = error else { throw error }
      let ids = events.map(\.id).joined(separator: ", ")
      throw Failure(
        .tryAgain,
        """
        the storage failed while committing (\(cause.reason)); whether the event was recorded is unknown: \
        record it again with the same source and the id \(ids)
        """)
    }
  }

  private func read(_ path: String, _ types: CustomTypes) throws -> [ProposedEvent] {
    let name = path == "-" ? "standard input" : path
    let bytes = try InputFile.bytes(of: path)
    do throws(EventError) {
      let isList = bytes.first { $0 > 0x20 } == UInt8(ascii: "[")
      let events =
        isList
        ? try CloudEvents.parseBatch(bytes, customTypes: types)
        : [try CloudEvents.parse(bytes, customTypes: types)]
      if !events.isEmpty { return events }
    } catch {
      let place = error.location.map { "\($0.line):\($0.column): \($0.pointer): " } ?? " "
      throw Failure(.badInput, "\(name):\(place)\(error.problem)")
    }
    throw Failure(.badInput, "\(name): the list holds no event; put at least one into it")
  }

  private func composed(_ ledger: Ledger) throws -> ProposedEvent {
    let text = try event.cloudEvent(actor: actor.name)
    do throws(EventError) {
      return try CloudEvents.parse(text, customTypes: ledger.customTypes)
    } catch {
      let place = error.location.map { "\($0.pointer): " } ?? ""
      throw Failure(.badInput, "\(place)\(error.problem)")
    }
  }

  private func show(_ receipts: [Receipt], _ head: Head, _ events: [ProposedEvent]) throws {
    if output.json {
      return try printJSON { json in
        json.beginObject()
        json.member("outcome", "recorded")
        if receipts.count == 1 { json.members(of: receipts[0]) }
        json.array("receipts", zip(events, receipts)) { json, pair in
          json.beginObject()
          json.member("id", pair.0.id)
          json.members(of: pair.1)
          json.endObject()
        }
        json.head(head)
        json.endObject()
      }
    }
    for (event, receipt) in zip(events, receipts) {
      let word = receipt.isDuplicate ? "Recorded before" : "Recorded"
      try StandardStream.output.line(
        """
        \(word) at position \(receipt.position), revision \(receipt.revision) of \
        \(event.subject), id \(event.id.printable())
        """)
    }
    try StandardStream.output.line("Head: size \(head.size), root \(head.root)")
  }
}

extension JSONWriter {
  fileprivate mutating func members(of receipt: Receipt) {
    member("position", receipt.position)
    member("revision", receipt.revision)
    member("duplicate", receipt.isDuplicate)
  }
}
