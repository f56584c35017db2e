import Commission
package import Journal
import LedgerEvents
package import Projections
package import TransparencyLog

/// Checks an evidence bundle with nothing but its bytes and the log's public key.
///
/// What the operator says is believed only where it follows from the signed checkpoint. Whatever cannot
/// be decided is not taken for good.
package struct BundleVerification: Sendable {
  /// In the order of ``BundleFinding/Check``, one for each check.
  package private(set) var findings: [BundleFinding] = []
  /// Nil where the file cannot be read.
  package let bundle: EvidenceBundle?
  /// The statement's text, read; nil where that is not possible.
  package private(set) var document: StatementDocument?
  /// How many streams there were, as the journal committed; nil where that is not known.
  package private(set) var commitment: StreamsCommitment?
  /// The streams whose records are at hand, in the order of their subjects.
  package private(set) var included: [String] = []
  /// The streams that are named without their records.
  package private(set) var leftOut: [StreamHead] = []

  /// How many streams are neither at hand nor named; nil where that is not known.
  package var unnamed: UInt64? {
    guard let commitment, let bundle else { return nil }
    let named = UInt64(bundle.heads.count)
    return commitment.streams >= named ? commitment.streams - named : nil
  }

  /// Without `keys` the signature cannot be decided; keys are those of one log.
  package init(_ bytes: [UInt8], keys: [VerifierKey]) {
    do throws(BundleError) {
      let bundle = try EvidenceBundle(bytes)
      self.bundle = bundle
      add(.form, .holds, "\(bundle.file.parts.count) parts, \(bytes.count) bytes")
      check(bundle, keys)
    } catch {
      bundle = nil
      add(.form, .fails, "\(error)")
      for check in BundleFinding.Check.allCases.dropFirst() {
        add(check, .undecided, "the file cannot be read")
      }
    }
  }

  /// Verified when everything holds, failed when anything fails, and undecided in between.
  package var verdict: BundleFinding.Result {
    if findings.contains(where: { $0.result == .fails }) { return .fails }
    return findings.contains { $0.result == .undecided } ? .undecided : .holds
  }

  private mutating func add(
    _ check: BundleFinding.Check, _ result: BundleFinding.Result, _ detail: String
  ) {
    findings.append(BundleFinding(check: check, result: result, detail: detail))
  }

  private mutating func add(
    _ check: BundleFinding.Check, _ body: () throws(BundleFault) -> String
  ) {
    do throws(BundleFault) {
      add(check, .holds, try body())
    } catch {
      switch error {
      case .fails(let detail): add(check, .fails, detail)
      case .undecided(let detail): add(check, .undecided, detail)
      }
    }
  }

  private mutating func check(_ bundle: EvidenceBundle, _ keys: [VerifierKey]) {
    let document = StatementDocument(text: bundle.statement)
    self.document = document
    let records = BundleRecords(bundle.records)
    add(.signature) { () throws(BundleFault) in try bundle.checkSignature(keys) }
    add(.records) { () throws(BundleFault) in try bundle.checkRecords(records) }
    guard let document else {
      for check in BundleFinding.Check.allCases.dropFirst(findings.count) {
        add(check, .fails, "the statement's text cannot be read as a statement")
      }
      return
    }
    add(.history) { () throws(BundleFault) in try bundle.checkHistory(document) }
    let committed = records.commitment(from: document.basisSize)
    commitment = committed?.commitment
    add(.streams) { () throws(BundleFault) in try bundle.checkStreams(committed, document) }
    let streams = records.streams(below: committed?.commitment.size ?? document.basisSize)
    included = streams.map(\.name)
    let names = Set(streams.map(\.subject))
    leftOut = bundle.heads.map(\.head).filter { !names.contains($0.subject) }
    add(.completeness) { () throws(BundleFault) in
      try bundle.checkCompleteness(streams, records, committed, document)
    }
    add(.plans) { () throws(BundleFault) in try bundle.checkPlans(records, document) }
    add(.statement) { () throws(BundleFault) in try bundle.checkStatement(records, document) }
    let leftOut = Set(leftOut.map(\.name))
    add(.amount) { () throws(BundleFault) in
      try bundle.checkAmount(document, leftOut: leftOut)
    }
  }
}

/// Why a check does not hold.
enum BundleFault: Error {
  case fails(String)
  case undecided(String)
}
