import ArgumentParser
import Audit
import Money
import Printing
import Projections
import StrictJSON

struct CompleteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "complete",
    abstract: "Say whether an account's history has a hole (Vollständigkeit).",
    discussion: """
      Question 12 of an audit. Every record of the account is read: its revisions must be 0, 1, 2 \
      and so on without a gap. An account is read together with those that were merged into it. \
      That nothing is missing at the end follows from the root, which covers every record below \
      the size named, and from what the journal commits at each statement and close: the heads of \
      all streams in one hash, which is computed again here.

        \(AuditProgram.words) complete nordwerk
        \(AuditProgram.words) complete employee/e-7 --known-at size:1200

      Exit code: 0 complete; 1 there is a hole, or no record at all.

      JSON: {"complete":true,"streams":[{"subject","count",
        "first":{"position","recorded"},
        "last":{"position","recorded","leafHash"},"faults":[…]}],
        "committed":{"position","size","streams",
        "verdict":"confirmed"|"differs"|"undecided"},"speaksFor"}
      """)

  @OptionGroup var source: SourceOptions

  @Argument(help: "The account's id, or a subject such as employee/e-7, plan/key-account, ledger.")
  var account: String

  @OptionGroup var clocks: ClockOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let subject = account == "ledger" || account.contains("/") ? account : "account/\(account)"
    let answer = try Completeness(of: subject, try source.history(), clocks.clocks)
    guard !answer.streams.isEmpty else {
      throw Failure(.no, "these records say nothing of \(subject); check its id and the clocks")
    }
    if output.json {
      try printJSON { json in
        json.beginObject()
        json.member("complete", answer.isComplete)
        json.array("streams", answer.streams) { $0.value($1) }
        json.name("committed")
        if let committed = answer.committed { json.value(committed) } else { json.null() }
        json.speaksFor(answer.speaksFor)
        json.endObject()
      }
    } else {
      try show(answer)
      try output.showHead(answer.speaksFor)
    }
    if !answer.isComplete { throw Answer.no }
  }

  private func show(_ answer: Completeness) throws {
    for stream in answer.streams {
      let word =
        stream.faults.isEmpty
        ? Style.good.applied(to: "Complete:", on: .output)
        : Style.bad.applied(to: "Not complete:", on: .output)
      try StandardStream.output.line(
        """
        \(word) \(stream.subject.printable()), \(stream.count.counted("event")), revisions 0 to \
        \(stream.count == 0 ? 0 : stream.count - 1)
        """)
      for fault in stream.faults { try output.line("  \(fault)", .bad) }
      try output.line("  first  position \(stream.first.position), \(stream.first.recorded)")
      try output.line("  last   position \(stream.last.position), \(stream.last.recorded)")
      try output.line("         leaf hash \(stream.lastLeaf)")
    }
    if let committed = answer.committed { try show(committed, answer) }
  }
}

extension CompleteCommand {
  private func show(_ committed: CommittedStreams, _ answer: Completeness) throws {
    let what = """
      \(committed.streams.counted("stream")) at size \(committed.size), committed at position \
      \(committed.position)
      """
    switch committed.verdict {
    case .confirmed:
      try output.line("Confirmed: the heads of \(what)", .good)
      for stream in answer.streams {
        let covered = committed.revision(of: stream.subject).map { "up to revision \($0)" }
        try output.line("  covers \(stream.subject) \(covered ?? "not at all, it is younger")")
      }
    case .differs: try output.line("The records do not make up the heads of \(what)", .bad)
    case .undecided:
      try output.line("Not all records are at hand to compute the heads of \(what)", .warning)
    }
  }
}

extension JSONWriter {
  fileprivate mutating func value(_ committed: CommittedStreams) {
    beginObject()
    member("position", committed.position)
    member("size", committed.size)
    member("streams", committed.streams)
    switch committed.verdict {
    case .confirmed: member("verdict", "confirmed")
    case .differs: member("verdict", "differs")
    case .undecided: member("verdict", "undecided")
    }
    endObject()
  }

  fileprivate mutating func value(_ stream: Completeness.Stream) {
    beginObject()
    member("subject", stream.subject)
    member("count", stream.count)
    name("first")
    beginObject()
    member("position", stream.first.position)
    member("recorded", "\(stream.first.recorded)")
    endObject()
    name("last")
    beginObject()
    member("position", stream.last.position)
    member("recorded", "\(stream.last.recorded)")
    member("leafHash", "\(stream.lastLeaf)")
    endObject()
    array("faults", stream.faults) { $0.value($1) }
    endObject()
  }
}
