package import Journal
package import TransparencyLog

/// What somebody needs to check one statement without the ledger, taken apart into its parts.
///
/// Whether it proves anything is asked of ``BundleVerification``; here it is only read. The form is
/// described byte by byte in `Schemas/storage/bundle.md`.
package struct EvidenceBundle: Sendable {
  /// A stream's head, and its place among all streams in the order of their subjects.
  package struct PlacedHead: Equatable, Sendable {
    package let index: UInt64
    package let head: StreamHead

    package init(index: UInt64, head: StreamHead) {
      self.index = index
      self.head = head
    }
  }

  /// A record, and the position that it says it has.
  package struct PlacedRecord: Equatable, Sendable {
    package let position: UInt64
    package let bytes: [UInt8]

    package init(position: UInt64, bytes: [UInt8]) {
      self.position = position
      self.bytes = bytes
    }
  }

  /// A published plan version that the statement names.
  package struct PlanText: Equatable, Sendable {
    package let plan: String
    package let version: UInt64
    package let text: String

    package init(plan: String, version: UInt64, text: String) {
      self.plan = plan
      self.version = version
      self.text = text
    }
  }

  /// The canonical text of the statement.
  package let statement: String
  package let checkpoint: SignedCheckpoint
  /// From the size that the statement rests on to that of the checkpoint.
  package let consistency: [Hash]
  /// In the order of their positions.
  package let records: [PlacedRecord]
  /// What is left of the journal's tree without the records.
  package let recordTree: [Hash]
  /// In the order of their places.
  package let heads: [PlacedHead]
  /// What is left of the tree over all streams without the heads.
  package let streamTree: [Hash]
  /// In the order of their ids and versions.
  package let plans: [PlanText]

  package init(
    statement: String, checkpoint: SignedCheckpoint, consistency: [Hash],
    records: [PlacedRecord],
    recordTree: [Hash], heads: [PlacedHead], streamTree: [Hash], plans: [PlanText]
  ) {
    self.statement = statement
    self.checkpoint = checkpoint
    self.consistency = consistency
    self.records = records
    self.recordTree = recordTree
    self.heads = heads
    self.streamTree = streamTree
    self.plans = plans
  }

  static let statementPart = "statement"
  static let checkpointPart = "checkpoint"
  static let consistencyPart = "consistency"
  static let recordsPart = "records"
  static let recordTreePart = "record-tree"
  static let streamsPart = "streams"
  static let streamTreePart = "stream-tree"

  /// The parts that every bundle has, in their order; plans follow.
  static let requiredParts = [
    statementPart, checkpointPart, consistencyPart, recordsPart, recordTreePart, streamsPart,
    streamTreePart,
  ]

  package var file: BundleFile {
    var records: [UInt8] = []
    for record in self.records {
      withUnsafeBytes(of: UInt32(record.bytes.count).bigEndian) { records += $0 }
      records += record.bytes
    }
    var streams: [UInt8] = []
    for placed in heads {
      withUnsafeBytes(of: placed.index.bigEndian) { streams += $0 }
      streams += placed.head.leaf
    }
    let contents = [
      Array(statement.utf8), checkpoint.bytes, consistency.flatMap(\.bytes), records,
      recordTree.flatMap(\.bytes), streams, streamTree.flatMap(\.bytes),
    ]
    var parts = zip(Self.requiredParts, contents).map { BundleFile.Part(name: $0, bytes: $1) }
    for plan in plans { parts.append(.init(name: plan.part, bytes: Array(plan.text.utf8))) }
    return BundleFile(parts)
  }
}

extension EvidenceBundle.PlanText {
  var part: String { "plan/\(plan)/\(version)" }
}

extension EvidenceBundle {
  /// Reads a bundle's bytes; no bytes, whatever they are, do more than be refused.
  package init(_ bytes: [UInt8]) throws(BundleError) {
    let file = try BundleFile(bytes)
    for (index, name) in Self.requiredParts.enumerated() {
      guard file.parts.contains(where: { $0.name == name }) else { throw .missingPart(name) }
      guard file.parts[index].name == name else { throw .unexpectedPart(file.parts[index].name) }
    }
    let parts = file.parts.map(\.bytes)
    statement = try Self.text(parts[0], Self.statementPart)
    do throws(LogTextError) {
      checkpoint = try SignedCheckpoint(parts[1])
    } catch {
      throw .part(Self.checkpointPart, "\(error)")
    }
    consistency = try Self.hashes(parts[2], Self.consistencyPart)
    records = try Self.records(parts[3])
    recordTree = try Self.hashes(parts[4], Self.recordTreePart)
    heads = try Self.heads(parts[5])
    streamTree = try Self.hashes(parts[6], Self.streamTreePart)
    var plans: [PlanText] = []
    for part in file.parts.dropFirst(Self.requiredParts.count) {
      let plan = try Self.plan(part)
      if let last = plans.last, (last.plan, last.version) >= (plan.plan, plan.version) {
        throw .unexpectedPart(part.name)
      }
      plans.append(plan)
    }
    self.plans = plans
  }

  private static func text(_ bytes: [UInt8], _ part: String) throws(BundleError) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .part(part, "it is no UTF-8")
    }
    return text
  }

  private static func hashes(_ bytes: [UInt8], _ part: String) throws(BundleError) -> [Hash] {
    guard bytes.count % Hash.byteCount == 0 else {
      throw .part(part, "its \(bytes.count) bytes are no whole number of hashes")
    }
    return bytes.withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count, by: Hash.byteCount).map {
        Hash(UnsafeRawBufferPointer(rebasing: bytes[$0..<$0 + Hash.byteCount]))
      }
    }
  }

  private static func records(_ bytes: [UInt8]) throws(BundleError) -> [PlacedRecord] {
    var reader = PartReader(bytes, recordsPart)
    var records: [PlacedRecord] = []
    var next: UInt64 = 0
    while !reader.isAtEnd {
      let record = try reader.bytes(Int(try reader.number(4)))
      guard record.count > RecordLayout.headerBytes, record.count <= RecordLayout.maximumBytes
      else { throw reader.wrong("record \(records.count) has \(record.count) bytes") }
      let position = record.withUnsafeBytes { RecordHeader($0).position }
      guard position >= next, position < .max else {
        throw reader.wrong("its records do not come in the order of their positions")
      }
      records.append(PlacedRecord(position: position, bytes: record))
      next = position + 1
    }
    return records
  }

  private static func heads(_ bytes: [UInt8]) throws(BundleError) -> [PlacedHead] {
    var reader = PartReader(bytes, streamsPart)
    var heads: [PlacedHead] = []
    while !reader.isAtEnd {
      let index = try reader.number(8)
      let subject = try reader.bytes(Int(try reader.number(2)))
      let revision = UInt32(truncatingIfNeeded: try reader.number(4))
      guard let record = Hash(bytes: try reader.bytes(Hash.byteCount)), !subject.isEmpty else {
        throw reader.wrong("head \(heads.count) is about no stream")
      }
      if let last = heads.last {
        guard last.index < index, last.head.subject.lexicographicallyPrecedes(subject) else {
          throw reader.wrong("its streams do not come in the order of their subjects")
        }
      }
      heads.append(
        PlacedHead(
          index: index, head: StreamHead(subject: subject, revision: revision, record: record)))
    }
    return heads
  }

  private static func plan(_ part: BundleFile.Part) throws(BundleError) -> PlanText {
    let words = part.name.split(separator: "/", omittingEmptySubsequences: false)
    guard words.count == 3, words[0] == "plan", !words[1].isEmpty, let version = UInt64(words[2]),
      "\(version)" == words[2]
    else { throw .unexpectedPart(part.name) }
    return PlanText(
      plan: String(words[1]), version: version, text: try text(part.bytes, part.name))
  }
}

/// Reads numbers and runs of bytes from a part, one after another.
private struct PartReader {
  private let all: [UInt8]
  private let part: String
  private var offset = 0

  init(_ bytes: [UInt8], _ part: String) {
    all = bytes
    self.part = part
  }

  var isAtEnd: Bool { offset == all.count }

  func wrong(_ reason: String) -> BundleError { .part(part, reason) }

  mutating func bytes(_ count: Int) throws(BundleError) -> [UInt8] {
    guard count <= all.count - offset else {
      throw wrong("it ends in the middle, at byte \(all.count)")
    }
    offset += count
    return Array(all[(offset - count)..<offset])
  }

  /// A big-endian number of at most eight bytes.
  mutating func number(_ count: Int) throws(BundleError) -> UInt64 {
    try bytes(count).reduce(0) { $0 << 8 | UInt64($1) }
  }
}
