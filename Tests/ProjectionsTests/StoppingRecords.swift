import Journal
import Synchronization
import TransparencyLog

/// A journal that closes after so many streams were looked for.
final class StoppingRecords: Records {
  private let journal: Journal
  private let left: Mutex<Int>

  init(_ journal: Journal, after count: Int) {
    self.journal = journal
    left = Mutex(count)
  }

  func entries(of subject: String) throws(JournalError) -> [StreamEntry] {
    let isOver = left.withLock { left in
      left -= 1
      return left < 0
    }
    if isOver { throw .closed }
    return try journal.entries(of: subject)
  }

  func size() throws(JournalError) -> UInt64 { try journal.size() }

  func root(at size: UInt64) throws(JournalError) -> Hash { try journal.root(at: size) }

  func size(knownAt time: Int64) throws(JournalError) -> UInt64 {
    try journal.size(knownAt: time)
  }

  func scan(
    from: UInt64, to: UInt64,
    _ body: (RecordHeader, UnsafeRawBufferPointer) throws(JournalError) -> Void
  ) throws(JournalError) {
    try journal.scan(from: from, to: to, body)
  }

  func record(at position: UInt64) throws(JournalError) -> [UInt8] {
    try journal.record(at: position)
  }

  func position(source: String, id: String) throws(JournalError) -> UInt64? {
    try journal.position(source: source, id: id)
  }
}
