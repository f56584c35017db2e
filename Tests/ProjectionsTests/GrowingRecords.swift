import Journal
import Synchronization
import TransparencyLog

/// A journal that others append to whenever its size is asked for.
final class GrowingRecords: Records {
  private let ledger: TestLedger
  private let next: Mutex<Int>

  init(_ ledger: TestLedger, from first: Int) {
    self.ledger = ledger
    next = Mutex(first)
  }

  /// How many events were appended.
  var grown: Int { next.withLock { $0 } }

  func size() throws(JournalError) -> UInt64 {
    let number = next.withLock { next in
      defer { next += 1 }
      return next
    }
    do {
      try ledger.appendSample(number..<number + 1)
    } catch {
      throw .closed
    }
    return try ledger.journal.size()
  }

  func root(at size: UInt64) throws(JournalError) -> Hash { try ledger.journal.root(at: size) }

  func size(knownAt time: Int64) throws(JournalError) -> UInt64 {
    try ledger.journal.size(knownAt: time)
  }

  func scan(
    from: UInt64, to: UInt64,
    _ body: (RecordHeader, UnsafeRawBufferPointer) throws(JournalError) -> Void
  ) throws(JournalError) {
    try ledger.journal.scan(from: from, to: to, body)
  }

  func record(at position: UInt64) throws(JournalError) -> [UInt8] {
    try ledger.journal.record(at: position)
  }

  func entries(of subject: String) throws(JournalError) -> [StreamEntry] {
    try ledger.journal.entries(of: subject)
  }

  func position(source: String, id: String) throws(JournalError) -> UInt64? {
    try ledger.journal.position(source: source, id: id)
  }
}
