import Foundation
import Journal

/// A ledger under test, and what was acknowledged to its writers.
package struct TestLedger {
  package let path: String
  package private(set) var acknowledged: [Unit: [UInt64]] = [:]
  private var next: [String: Int] = [:]

  /// What one inspection found.
  package struct Finding {
    package var acknowledged = 0
    /// Units that were on disk although nobody was told.
    package var beyond = 0
    package var records = 0

    package init() {}
  }

  package init(creating path: String) throws {
    self.path = path
    try Journal.create(at: path)
  }

  /// A ledger that is there.
  package init(at path: String) { self.path = path }

  /// Where the threads of `writer` go on.
  package func starts(_ writer: String, threads: Int) -> [Int] {
    (0..<threads).map { next[Worker.name(writer, $0)] ?? 0 }
  }

  /// Checks every promise after the writers named here ended somehow.
  package mutating func inspect(_ lines: [String], writers: [String]) throws -> Finding {
    var finding = Finding()
    for line in lines where line.hasPrefix("ACK ") {
      let words = line.split(separator: " ")
      guard words.count >= 4, let number = Int(words[2]) else {
        throw Failure(text: "not a line of a worker: \(line)")
      }
      let unit = Unit(writer: String(words[1]), number: number)
      let positions = words.dropFirst(3).compactMap { UInt64($0) }
      guard positions.count == unit.count else { throw Failure(text: "short answer: \(line)") }
      acknowledged[unit] = positions
      finding.acknowledged += 1
    }
    let journal = try Journal(opening: path, options: Unit.options(tail: 16))
    defer { journal.close() }
    guard case .sound = try journal.verify() else {
      throw Failure(text: "verify says \(try journal.verify())")
    }
    let present = try presentUnits(journal)
    finding.records = Int(try journal.head().size)
    for (unit, positions) in acknowledged where present[unit] != positions {
      throw Failure(text: "\(unit) was acknowledged at \(positions), found \(present[unit] ?? [])")
    }
    var beyond: [String: Int] = [:]
    for unit in present.keys where acknowledged[unit] == nil {
      beyond[unit.writer, default: 0] += 1
    }
    // A thread waits for its answer, so at most one unit of each can be on its way.
    if let many = beyond.first(where: { $0.value > 1 }) {
      throw Failure(text: "\(many.value) units of \(many.key) are there that nobody was told of")
    }
    finding.beyond = beyond.values.reduce(0, +)
    try checkIndex(journal)
    try goOn(journal, present, writers)
    return finding
  }

  /// Every unit on disk and where it lies; a unit is there whole or not at all, and once.
  private func presentUnits(_ journal: Journal) throws -> [Unit: [UInt64]] {
    var found: [Unit: [UInt64]] = [:]
    var unknown: String?
    try journal.scan { header, record throws(JournalError) in
      let id = Envelope(record).map { String(decoding: $0.id, as: UTF8.self) } ?? ""
      guard let (unit, place) = Unit.parse(id), place == found[unit, default: []].count else {
        unknown = "\(id) at \(header.position) is out of place"
        return
      }
      found[unit, default: []].append(header.position)
    }
    if let unknown { throw Failure(text: unknown) }
    for (unit, positions) in found {
      guard positions.count == unit.count, positions.last == positions[0] + UInt64(unit.count) - 1
      else { throw Failure(text: "\(unit) is torn: \(positions)") }
    }
    return found
  }

  /// The index must say what the records say.
  private func checkIndex(_ journal: Journal) throws {
    var wanted: [String: [(occurred: Int64, position: UInt64)]] = [:]
    var ids: [(id: String, position: UInt64)] = []
    try journal.scan { header, record throws(JournalError) in
      guard let envelope = Envelope(record) else { return }
      let subject = String(decoding: envelope.subject, as: UTF8.self)
      wanted[subject, default: []].append((header.occurred, header.position))
      ids.append((String(decoding: envelope.id, as: UTF8.self), header.position))
    }
    for (id, position) in ids {
      let found = try journal.position(source: Unit.source, id: id)
      guard found == position else {
        throw Failure(
          text: "the index has \(id) at \(found.map { "\($0)" } ?? "none"), not \(position)")
      }
    }
    for (subject, entries) in wanted {
      let positions = entries.sorted { ($0.occurred, $0.position) < ($1.occurred, $1.position) }
        .map(\.position)
      guard try journal.entries(of: subject).map(\.position) == positions else {
        throw Failure(text: "the index's \(subject) is not the records'")
      }
    }
  }

  /// A repeated unit gets its first receipt, the next one is taken.
  private mutating func goOn(
    _ journal: Journal, _ present: [Unit: [UInt64]], _ writers: [String]
  ) throws {
    for writer in writers {
      let newest = present.keys.filter { $0.writer == writer }.map(\.number).max() ?? -1
      if newest >= 0 {
        let unit = Unit(writer: writer, number: newest)
        let again = try journal.append(unit)
        guard again.allSatisfy(\.isDuplicate), again.map(\.position) == present[unit] else {
          throw Failure(text: "\(unit) sent again got \(again), first \(present[unit] ?? [])")
        }
        acknowledged[unit] = present[unit]
      }
      let unit = Unit(writer: writer, number: newest + 1)
      let receipts = try journal.append(unit)
      guard receipts.allSatisfy({ !$0.isDuplicate }) else {
        throw Failure(text: "\(unit) is new and was called a duplicate")
      }
      acknowledged[unit] = receipts.map(\.position)
      next[writer] = newest + 2
    }
  }
}
