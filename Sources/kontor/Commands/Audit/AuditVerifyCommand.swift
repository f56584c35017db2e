import ArgumentParser
import Audit
import Foundation
import Journal
import Money
import Projections
import StrictJSON
import TransparencyLog

struct AuditVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check an evidence bundle, with nothing but its bytes and the log's public key.",
    discussion: """
        kontor audit verify march.bundle --key nordwerk.vkey
        kontor audit verify march.bundle --key "nordwerk/kontor/5f1c09ab+851f97e3+Addam…" --json

      Checks the signature of the checkpoint, that every record lies under the signed root, that \
      each stream is whole from its first event to the last one that the journal committed, the \
      plans, and the text of the statement; then computes the amounts anew from the records. The \
      key must come from somebody you trust, by another way than the file. Streams that are named \
      without their records are listed: the amounts do not depend on them by the facts at hand.

      Exit code: 0 verified; 1 something is wrong, and the line says what and where; 2 it cannot \
      be decided, because something is missing: that is no yes.

      JSON: {"verdict":"verified"|"failed"|"undecided","checks":[{"check","result":"holds"|"fails"|\
      "undecided","detail"}],"statement":{"id","payee","period","basis":{"size","root"},"earned",\
      "payout"},"checkpoint":{"origin","size","root"},"streams":{"size","count","included":[…],\
      "leftOut":[{"subject","revision"}],"unnamed"}}; what cannot be told is null
      """)

  @Argument(help: "The bundle.", completion: .file())
  var bundle: String

  @Option(
    help: ArgumentHelp(
      "A public key of the log, or of a witness; or a file of keys. May be given again.",
      valueName: "vkey"))
  var key: [String] = []

  @OptionGroup var output: OutputOptions

  func run() throws {
    let keys = try KeyInput.keys(key)
    guard let data = FileManager.default.contents(atPath: bundle) else {
      throw Failure(.inputOutput, "\(bundle): cannot be read; check the path")
    }
    let verification = BundleVerification(Array(data), keys: keys)
    try output.json ? printAsJSON(verification) : show(verification)
    switch verification.verdict {
    case .holds: return
    case .fails: throw Answer.no
    case .undecided: throw Answer.undecided
    }
  }

  private func show(_ verification: BundleVerification) throws {
    let subject =
      verification.document.map {
        "\($0.id), \($0.payee), \($0.period), payout \($0.balance.payout) "
          + $0.balance.payout.currency.code
      } ?? bundle
    let (word, style): (String, Style) =
      switch verification.verdict {
      case .holds: ("Verified:", .good)
      case .fails: ("Not verified:", .bad)
      case .undecided: ("Undecided:", .warning)
      }
    try StandardStream.output.line(
      "\(style.applied(to: word, on: .output)) \(subject.printable())")
    var table = Table([.id("Check"), .id("Result"), .prose("Found")])
    for finding in verification.findings {
      table.add([
        Table.Cell(finding.check.rawValue),
        Table.Cell(finding.result.rawValue, Self.style(finding.result)),
        Table.Cell(finding.detail),
      ])
    }
    try output.show(table)
    try showStreams(verification)
    if let head = verification.bundle?.checkpoint.checkpoint {
      let text =
        "Speaks for \(head.origin.printable()) at size \(head.size), root \(head.root)."
      try StandardStream.output.line(Style.faint.applied(to: text, on: .output))
    }
  }

  private func showStreams(_ verification: BundleVerification) throws {
    guard let commitment = verification.commitment else { return }
    try StandardStream.output.line(
      """
      Streams: \(verification.included.count) of \(commitment.streams) with all their records
      """)
    let leftOut = verification.leftOut
    if let unnamed = verification.unnamed, unnamed > 0 {
      try StandardStream.output.line("  \(unnamed.counted("other")), not named")
    }
    guard !leftOut.isEmpty else { return }
    try StandardStream.output.line("  without records, named by the last event only:")
    let shown = output.wide ? leftOut.count : 12
    for head in leftOut.prefix(shown) {
      try StandardStream.output.line(
        "    \(head.name.printable()), \((UInt64(head.revision) + 1).counted("event"))")
    }
    if leftOut.count > shown {
      try StandardStream.output.line("    and \(leftOut.count - shown) more; --wide names all")
    }
  }

  private static func style(_ result: BundleFinding.Result) -> Style {
    switch result {
    case .holds: .good
    case .fails: .bad
    case .undecided: .warning
    }
  }

  private func printAsJSON(_ verification: BundleVerification) throws {
    try printJSON { json in
      json.beginObject()
      json.member("verdict", Self.word(verification.verdict))
      json.array("checks", verification.findings) { json, finding in
        json.beginObject()
        json.member("check", finding.check.rawValue)
        json.member("result", finding.result.rawValue)
        json.member("detail", finding.detail)
        json.endObject()
      }
      json.name("statement")
      if let document = verification.document { json.value(document) } else { json.null() }
      json.name("checkpoint")
      if let head = verification.bundle?.checkpoint.checkpoint {
        json.value(head)
      } else {
        json.null()
      }
      json.name("streams")
      json.streams(verification)
      json.endObject()
    }
  }

  private static func word(_ verdict: BundleFinding.Result) -> String {
    switch verdict {
    case .holds: "verified"
    case .fails: "failed"
    case .undecided: "undecided"
    }
  }
}

extension JSONWriter {
  fileprivate mutating func value(_ document: StatementDocument) {
    beginObject()
    member("id", document.id)
    member("payee", document.payee)
    member("period", "\(document.period)")
    name("basis")
    beginObject()
    member("size", document.basisSize)
    member("root", document.basisRoot)
    endObject()
    member("earned", document.balance.earned)
    member("payout", document.balance.payout)
    endObject()
  }

  fileprivate mutating func streams(_ verification: BundleVerification) {
    guard let commitment = verification.commitment else { return null() }
    beginObject()
    member("size", commitment.size)
    member("count", commitment.streams)
    array("included", verification.included) { $0.value($1) }
    array("leftOut", verification.leftOut) { json, head in
      json.beginObject()
      json.member("subject", head.name)
      json.member("revision", head.revision)
      json.endObject()
    }
    member("unnamed", optional: verification.unnamed)
    endObject()
  }
}
