import Journal
import Synchronization
import TransparencyLog

/// A journal whose n-th reading fails, as a disk does that cannot be read once.
final class FailingRecords: Records {
  private let journal: Journal
  /// How many readings still succeed; nil when none fails.
  private let left = Mutex<Int?>(nil)

  init(_ journal: Journal) { self.journal = journal }

  func fail(after count: Int?) { left.withLock { $0 = count } }

  /// Whether the reading that was to fail has failed.
  var hasFailed: Bool { left.withLock { $0 == -1 } }

  private func count() throws(JournalError) {
    let fails = left.withLock { left in
      guard let before = left, before >= 0 else { return false }
      left = before - 1
      return before == 0
    }
    if fails { throw .file(call: "read", path: "journal", code: 5) }
  }

  func size() throws(JournalError) -> UInt64 {
    try count()
    return try journal.size()
  }

  func root(at size: UInt64) throws(JournalError) -> Hash {
    try count()
    return try journal.root(at: size)
  }

  func size(knownAt time: Int64) throws(JournalError) -> UInt64 {
    try count()
    return try journal.size(knownAt: time)
  }

  func scan(
    from: UInt64, to: UInt64,
    _ body: (RecordHeader, UnsafeRawBufferPointer) throws(JournalError) -> Void
  ) throws(JournalError) {
    try count()
    try journal.scan(from: from, to: to, body)
  }

  func record(at position: UInt64) throws(JournalError) -> [UInt8] {
    try count()
    return try journal.record(at: position)
  }

  func entries(of subject: String) throws(JournalError) -> [StreamEntry] {
    try count()
    return try journal.entries(of: subject)
  }

  func position(source: String, id: String) throws(JournalError) -> UInt64? {
    try count()
    return try journal.position(source: source, id: id)
  }
}
