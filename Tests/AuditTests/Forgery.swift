import Journal
import LedgerEvents
import TransparencyLog

@testable import Audit

/// Bundles as somebody would make them who wants to deceive, with everything proved again that can be.
extension EvidenceBundle {
  /// The same bundle with other contents.
  func with(
    statement: String? = nil, checkpoint: SignedCheckpoint? = nil, consistency: [Hash]? = nil,
    records: [PlacedRecord]? = nil, recordTree: [Hash]? = nil, heads: [PlacedHead]? = nil,
    streamTree: [Hash]? = nil, plans: [PlanText]? = nil
  ) -> EvidenceBundle {
    EvidenceBundle(
      statement: statement ?? self.statement, checkpoint: checkpoint ?? self.checkpoint,
      consistency: consistency ?? self.consistency, records: records ?? self.records,
      recordTree: recordTree ?? self.recordTree, heads: heads ?? self.heads,
      streamTree: streamTree ?? self.streamTree, plans: plans ?? self.plans)
  }

  /// The same bundle with only some of its records, or with others of the journal, proved again.
  func proving(_ positions: [UInt64], in journal: Journal) throws -> EvidenceBundle {
    let size = checkpoint.checkpoint.size
    let records = try zip(positions, journal.records(at: positions)).map {
      PlacedRecord(position: $0, bytes: $1)
    }
    return with(
      records: records, recordTree: try journal.prunedTree(size: size, showing: positions).hashes)
  }

  /// The positions of the records of a stream.
  func positions(of subject: String) -> [UInt64] {
    BundleRecords(records).items.filter { $0.event?.subject == subject }.map(\.position)
  }
}

extension BundleVerification {
  /// The first thing that does not hold.
  var trouble: BundleFinding? { findings.first { $0.result != .holds } }

  func finding(_ check: BundleFinding.Check) -> BundleFinding? {
    findings.first { $0.check == check }
  }
}
