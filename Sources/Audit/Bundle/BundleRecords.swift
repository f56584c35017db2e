import Journal
import LedgerEvents
import Projections
import TransparencyLog

/// The records of a bundle as far as they can be read, by what they are needed for.
struct BundleRecords {
  struct Item {
    let bytes: [UInt8]
    let leaf: Hash
    let position: UInt64
    let event: StoredEvent?
  }

  /// The records of one stream, oldest revision first.
  struct Stream {
    let subject: [UInt8]
    let items: [Item]

    var name: String { String(decoding: subject, as: UTF8.self) }
  }

  let items: [Item]

  init(_ records: [EvidenceBundle.PlacedRecord]) {
    items = records.map { record in
      Item(
        bytes: record.bytes, leaf: record.bytes.withUnsafeBytes { MerkleTree.leafHash($0) },
        position: record.position, event: try? StoredEvent(record.bytes))
    }
  }

  /// The first commitment to at least `size` records: what a bundle goes by.
  func commitment(from size: UInt64) -> (position: UInt64, commitment: StreamsCommitment)? {
    for item in items where item.event?.header.type == StreamsCommitted.typeNumber {
      guard let commitment = StreamsCommitment(record: item.bytes), commitment.size >= size else {
        continue
      }
      return (item.position, commitment)
    }
    return nil
  }

  /// The streams of the records below a size, in the order of their subjects.
  func streams(below size: UInt64) -> [Stream] {
    var found: [[UInt8]: [Item]] = [:]
    for item in items where item.position < size {
      guard let event = item.event else { continue }
      found[Array(event.subject.utf8), default: []].append(item)
    }
    return found.map { Stream(subject: $0.key, items: $0.value) }
      .sorted { $0.subject.lexicographicallyPrecedes($1.subject) }
  }

  /// The page texts and the issuing of a statement, wherever they stand.
  func statement(
    _ document: StatementDocument
  ) -> (
    pages: [(position: UInt64, CommissionStatementPageAdded)],
    issued: [(position: UInt64, CommissionStatementIssued)]
  ) {
    var pages: [(position: UInt64, CommissionStatementPageAdded)] = []
    var issued: [(position: UInt64, CommissionStatementIssued)] = []
    for item in items {
      guard let event = item.event, event.subject == "employee/\(document.payee)" else { continue }
      switch event.header.type {
      case CommissionStatementPageAdded.typeNumber:
        guard case .commissionStatementPageAdded(let page)? = try? event.data(),
          page.statementID == document.id
        else { continue }
        pages.append((item.position, page))
      case CommissionStatementIssued.typeNumber:
        guard case .commissionStatementIssued(let statement)? = try? event.data(),
          statement.statementID == document.id
        else { continue }
        issued.append((item.position, statement))
      default: continue
      }
    }
    return (pages, issued)
  }
}

extension EvidenceBundle {
  /// Whom the records are about.
  package var subjects: Set<String> {
    Set(BundleRecords(records).items.compactMap { $0.event?.subject })
  }
}
