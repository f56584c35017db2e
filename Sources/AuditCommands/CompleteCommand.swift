import ArgumentParser
import Audit
import Money
import Printing
import Projections
import StrictJSON

struct CompleteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "complete",
    abstract: "Say whether an account's history has a hole.",
    discussion: """
      Question 12 of an audit. Every record of the account is read: its revisions must be 0, 1, 2 \
      and so on without a gap. An account is read together with those that were merged into it. \
      That nothing is missing at the end follows from the root, which covers every record below \
      the size named.

        kontor audit complete nordwerk
        kontor audit complete employee/e-7 --known-at size:1200

      Exit code: 0 complete; 1 there is a hole, or no record at all.

      JSON: {"complete":true,"streams":[{"subject","count","first":{"position","recorded"},
        "last":{"position","recorded","leafHash"},"faults":[…]}],"speaksFor"}
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
  }
}

extension JSONWriter {
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
