import Commission
package import Journal
import LedgerEvents
import Projections
package import TransparencyLog

/// Makes the evidence bundle of an issued statement from a ledger's records and a signed checkpoint.
///
/// What it holds is made sure of before it leaves: the statement must come out again from the records
/// in it alone. Where the streams that the facts show do not do it, all of them go in.
package struct BundleMaking {
  private let records: any ProvableRecords
  private let history: History
  private let book: StatementBook
  private let checkpoint: SignedCheckpoint

  /// So many streams are named at most, with those whose records go in always.
  package static let namedStreams = 65_536

  package init(
    _ records: any ProvableRecords, _ checkpoint: SignedCheckpoint
  ) throws(BundleMakingError) {
    self.records = records
    self.checkpoint = checkpoint.withOneSignature
    let history = History(records)
    self.history = history
    let signed = checkpoint.checkpoint
    let size = try BundleMakingError.reading { () throws(JournalError) in try records.size() }
    guard signed.size <= size else { throw .checkpointAhead(size: signed.size, found: size) }
    let root = try BundleMakingError.reading { () throws(JournalError) in
      try records.root(at: signed.size)
    }
    guard root == signed.root else {
      throw .otherHistory(size: signed.size, signed: signed.root, found: root)
    }
    book = try BundleMakingError.asking { () throws(ProjectionError) in
      try StatementBook(history, try history.standpoint(Clocks(knownAt: .size(signed.size))))
    }
  }

  /// Makes the bundle of a statement.
  ///
  /// `more` are subjects whose streams go in although the statement does not rest on them.
  package func bundle(
    of id: String, also more: Set<String> = [], everyStream: Bool = false
  ) throws(BundleMakingError) -> EvidenceBundle {
    guard let issued = book.issued.values.joined().first(where: { $0.document.id == id }) else {
      throw .unknownStatement(id, size: checkpoint.checkpoint.size)
    }
    let document = issued.document
    let committed = try commitment(document)
    let heads = try BundleMakingError.reading { () throws(JournalError) in
      try records.streamHeads(at: committed.commitment.size)
    }
    let names = heads.map { String(decoding: $0.subject, as: UTF8.self) }
    if let unknown = more.subtracting(names).min() {
      throw .unknownStream(unknown, size: committed.commitment.size)
    }
    let query = try BundleMakingError.asking { () throws(ProjectionError) in
      try CommissionQuery(history, Clocks(knownAt: .size(document.basisSize)))
    }
    let sources = StatementSources(of: document.payee, query)
    let wanted = Set(names.filter { everyStream || more.contains($0) || sources.include($0) })
    let bundle = try make(issued, committed, heads, wanted)
    guard bundle.failure(document) != nil else { return bundle }
    let whole = try make(issued, committed, heads, Set(names))
    if let reason = whole.failure(document) { throw .doesNotComeOut(id, reason) }
    return whole
  }

  /// The first commitment to the streams that the statement rests on, as far as it is signed.
  private func commitment(
    _ document: StatementDocument
  ) throws(BundleMakingError) -> (position: UInt64, commitment: StreamsCommitment) {
    var found: (position: UInt64, commitment: StreamsCommitment)?
    try BundleMakingError.reading { () throws(JournalError) in
      try records.scan(
        from: document.basisSize, to: checkpoint.checkpoint.size
      ) { header, record throws(JournalError) in
        guard found == nil, header.type == StreamsCommitted.typeNumber,
          let commitment = StreamsCommitment(record: Array(record)),
          commitment.size >= document.basisSize
        else { return }
        found = (header.position, commitment)
      }
    }
    guard let found else { throw .noCommitment(document.id, size: checkpoint.checkpoint.size) }
    return found
  }

  private func make(
    _ issued: StatementBook.Issued,
    _ committed: (position: UInt64, commitment: StreamsCommitment), _ heads: [StreamHead],
    _ wanted: Set<String>
  ) throws(BundleMakingError) -> EvidenceBundle {
    let (document, size) = (issued.document, checkpoint.checkpoint.size)
    let isNamed = heads.count <= Self.namedStreams
    let shown = heads.enumerated().filter { _, head in
      isNamed || wanted.contains(String(decoding: head.subject, as: UTF8.self))
    }.map { EvidenceBundle.PlacedHead(index: UInt64($0.offset), head: $0.element) }
    return try BundleMakingError.reading { () throws(JournalError) in
      let positions = try positions(document, committed, wanted)
      let bytes = try records.records(at: positions)
      let tree = StreamTree(heads)
      return EvidenceBundle(
        statement: issued.text, checkpoint: checkpoint,
        consistency: try records.consistencyProof(from: document.basisSize, to: size).hashes,
        records: zip(positions, bytes).map { .init(position: $0, bytes: $1) },
        recordTree: try records.prunedTree(size: size, showing: positions).hashes,
        heads: shown, streamTree: tree.pruned(showing: shown.map(\.index)).hashes,
        plans: try plans(document, zip(positions, bytes).filter { $0.0 < document.basisSize }))
    }
  }

  /// Where the records lie: the streams' up to the commitment, the statement's, and the commitment.
  private func positions(
    _ document: StatementDocument,
    _ committed: (position: UInt64, commitment: StreamsCommitment), _ wanted: Set<String>
  ) throws(JournalError) -> [UInt64] {
    var positions: Set<UInt64> = [committed.position]
    for subject in wanted {
      for entry in try records.entries(of: subject)
      where entry.position < committed.commitment.size {
        positions.insert(entry.position)
      }
    }
    let own = try records.entries(of: "employee/\(document.payee)").map(\.position)
      .filter { $0 >= document.basisSize && $0 < checkpoint.checkpoint.size }.sorted()
    for (position, record) in zip(own, try records.records(at: own)) {
      if let event = try? StoredEvent(record), event.belongs(to: document.id) {
        positions.insert(position)
      }
    }
    return positions.sorted()
  }

  private func plans(
    _ document: StatementDocument, _ held: [(UInt64, [UInt8])]
  ) throws(JournalError) -> [EvidenceBundle.PlanText] {
    var plans: [EvidenceBundle.PlanText] = []
    for (_, record) in held {
      guard let event = try? StoredEvent(record),
        event.header.type == CommissionPlanVersionPublished.typeNumber,
        case .commissionPlanVersionPublished(let plan)? = try? event.data(),
        document.plans.contains(where: {
          $0.plan == plan.planID && $0.version == Int(plan.version)
        })
      else { continue }
      plans.append(
        .init(plan: plan.planID, version: UInt64(plan.version), text: plan.text))
    }
    return plans.sorted { ($0.plan, $0.version) < ($1.plan, $1.version) }
  }
}

extension SignedCheckpoint {
  /// Signed by the log's newest key alone: whoever verifies must know the key of every line.
  fileprivate var withOneSignature: SignedCheckpoint {
    let own = note.signatures.last { $0.name.text == checkpoint.origin }
    let alone = own.map { SignedNote(text: note.text, signatures: [$0]) }
    return alone.flatMap { try? SignedCheckpoint($0.bytes) } ?? self
  }
}

extension StoredEvent {
  /// Whether it is a page of a statement, or issues it.
  fileprivate func belongs(to statement: String) -> Bool {
    switch try? data() {
    case .commissionStatementPageAdded(let page)?: page.statementID == statement
    case .commissionStatementIssued(let issued)?: issued.statementID == statement
    default: false
    }
  }
}

extension EvidenceBundle {
  /// Why the statement does not come out of the records; nil where it does, or nobody can say.
  fileprivate func failure(_ document: StatementDocument) -> String? {
    do throws(BundleFault) {
      _ = try checkAmount(document, leftOut: [])
      return nil
    } catch {
      if case .fails(let reason) = error { return reason }
      return nil
    }
  }
}
