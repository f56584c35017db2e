import Audit
import Foundation
import Journal
import Money
package import Printing
import Projections
import StrictJSON
import TransparencyLog

/// What the verification of an evidence bundle found.
package struct BundleReport {
  private let verification: BundleVerification
  private let path: String
  private let output: OutputOptions

  /// Whether the file is a bundle, by its first bytes.
  package static func isBundle(_ path: String) -> Bool {
    guard let file = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? file.close() }
    let mark = Array(BundleFile.magic.utf8.prefix { $0 != UInt8(ascii: "/") })
    return (try? file.read(upToCount: mark.count)).map { Array($0) } == mark
  }

  /// Verifies the bundle at `path`, and prints what was found.
  ///
  /// - Throws: ``Answer`` when it is not verified.
  package static func show(_ path: String, keys: [String], _ output: OutputOptions) throws {
    let keys = try KeyInput.keys(keys)
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(.inputOutput, "\(path): cannot be read; check the path")
    }
    let report = BundleReport(
      verification: BundleVerification(Array(data), keys: keys), path: path, output: output)
    try output.json ? report.printAsJSON() : report.show()
    switch report.verification.verdict {
    case .holds: return
    case .fails: throw Answer.no
    case .undecided: throw Answer.undecided
    }
  }

  private func show() throws {
    let subject =
      verification.document.map {
        "\($0.id), \($0.payee), \($0.period), payout \($0.balance.payout) "
          + $0.balance.payout.currency.code
      } ?? path
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
    try showStreams()
    if let head = verification.bundle?.checkpoint.checkpoint {
      try output.line(
        "Speaks for \(head.origin) at size \(head.size), root \(head.root).", .faint)
    }
  }

  private func showStreams() throws {
    guard let commitment = verification.commitment else { return }
    try output.line(
      """
      Streams: \(verification.included.count) of \(commitment.streams) with all their records
      """)
    let leftOut = verification.leftOut
    if let unnamed = verification.unnamed, unnamed > 0 {
      try output.line("  \(unnamed.counted("other")), not named")
    }
    guard !leftOut.isEmpty else { return }
    try output.line("  without records, named by the last event only:")
    let shown = output.wide ? leftOut.count : 12
    for head in leftOut.prefix(shown) {
      try output.line("    \(head.name), \((UInt64(head.revision) + 1).counted("event"))")
    }
    if leftOut.count > shown {
      try output.line("    and \(leftOut.count - shown) more; --wide names all")
    }
  }

  private static func style(_ result: BundleFinding.Result) -> Style {
    switch result {
    case .holds: .good
    case .fails: .bad
    case .undecided: .warning
    }
  }

  private func printAsJSON() throws {
    try printJSON { json in
      json.beginObject()
      json.member("outcome", Self.word(verification.verdict))
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
  fileprivate mutating func value(_ head: Checkpoint) {
    beginObject()
    member("origin", head.origin)
    member("size", head.size)
    member("root", "\(head.root)")
    endObject()
  }

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
