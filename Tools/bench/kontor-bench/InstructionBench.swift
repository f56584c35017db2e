import Journal
import LedgerEvents
import Projections
import TransparencyLog

/// Fixed works whose instructions `Tools/bench/instructions` counts: only what ``measured`` runs.
struct InstructionBench {
  private static let group = 100

  let work: String

  /// Prints how many events the work was done for.
  func run(_ input: String, _ target: String?) throws {
    switch work {
    case "append": try append(input, at: target ?? input + ".journal")
    case "decode":
      let records = try RecordsFile(input).records
      try count(records.count) {
        for record in records { _ = try StoredEvent(record).data() }
      }
    case "leaves":
      let records = try RecordsFile(input).records
      try count(records.count) {
        var tree = CompactRange()
        for record in records {
          record.withUnsafeBytes { tree.append(leaf: MerkleTree.leafHash($0)) }
        }
      }
    case "scan":
      let journal = try open(input)
      var sum = UInt64(0)
      try count(Int(try journal.head().size)) {
        try journal.scan { header, _ throws(JournalError) in
          sum &+= UInt64(bitPattern: header.occurred) &+ UInt64(header.type)
        }
      }
      journal.close()
      guard sum != 0 else { throw BenchError(what: "nothing was read") }
    case "commission":
      let journal = try open(input)
      try count(Int(try journal.head().size)) {
        _ = try CommissionQuery(History(journal)).totals()
      }
      journal.close()
    default: throw BenchError(what: "there is no work \(work) to count")
    }
  }

  private func append(_ input: String, at target: String) throws {
    let records = try RecordsFile(input).ready()
    let groups = stride(from: 0, to: records.count, by: Self.group).map {
      Array(records[$0..<min($0 + Self.group, records.count)])
    }
    try Journal.create(at: target)
    let journal = try open(target)
    try count(records.count) {
      for group in groups { _ = try journal.write { try $0.append(group) } }
    }
    journal.close()
  }

  private func open(_ path: String) throws -> Journal {
    try Journal(opening: path, options: .init(businessDay: { _ in 20_260_102 }))
  }

  private func count(_ events: Int, _ body: @escaping () throws -> Void) throws {
    try Box(body).measured()
    print(events)
  }

  /// What is measured, behind a name that the counter finds: the optimizer cannot merge it with its
  /// caller, since it does not know what it calls.
  final class Box {
    private var body: () throws -> Void

    init(_ body: @escaping () throws -> Void) { self.body = body }

    @inline(never)
    func measured() throws { try body() }
  }
}
