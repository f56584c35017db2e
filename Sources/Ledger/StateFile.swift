import LMDB
import LedgerDomain

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// States of accounts for which there is no room in memory, in a file without a name.
///
/// The file is this process's own and ends with it. What it holds can be folded from the journal, so
/// a disk that refuses costs the time of that and nothing else.
final class StateFile {
  /// Where a state lies, and what it is the state of.
  private struct Entry {
    let offset: Int
    /// The room from there on is two to this power.
    let size: Int
    var length: Int
    /// How many events were folded into it.
    var count: UInt32
  }

  /// About 30 MB of entries; the states of further accounts are not kept.
  private static let entryLimit = 250_000

  private let directory: String
  private var descriptor: Int32 = -1
  private var entries: [String: Entry] = [:]
  private var end = 0
  /// Room that is free again, by its size.
  private var free: [[Int]] = Array(repeating: [], count: 40)

  init(in directory: String) { self.directory = directory }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// How many events were folded into the state that is here; nil where there is none.
  func count(of subject: String) -> UInt32? { entries[subject]?.count }

  func put(_ bytes: [UInt8], after count: UInt32, of subject: String) {
    let size = max(8, Int.bitWidth - max(1, bytes.count - 1).leadingZeroBitCount)
    if let old = entries[subject], old.size != size { remove(subject) }
    guard size < free.count, isOpen() else { return }
    var entry: Entry
    if let own = entries[subject] {
      entry = own
    } else {
      guard entries.count < Self.entryLimit else { return }
      entry = Entry(offset: free[size].popLast() ?? end, size: size, length: 0, count: 0)
      if entry.offset == end { end += 1 << size }
    }
    entry.length = bytes.count
    entry.count = count
    entries[subject] = entry
    let written = bytes.withUnsafeBytes {
      pwrite(descriptor, $0.baseAddress, $0.count, off_t(entry.offset))
    }
    if written != bytes.count { remove(subject) }
  }

  /// The state after so many events; nil where another or none is here.
  func state(of subject: String, after count: UInt32) -> StreamState? {
    guard let entry = entries[subject], entry.count == count else { return nil }
    let bytes = [UInt8](unsafeUninitializedCapacity: entry.length) { buffer, filled in
      filled = max(0, pread(descriptor, buffer.baseAddress, entry.length, off_t(entry.offset)))
    }
    guard bytes.count == entry.length else {
      remove(subject)
      return nil
    }
    return StreamState(compact: bytes)
  }

  func remove(_ subject: String) {
    guard let entry = entries.removeValue(forKey: subject) else { return }
    free[entry.size].append(entry.offset)
  }

  private func isOpen() -> Bool {
    if descriptor >= 0 { return true }
    var name = Array("\(directory)/states.XXXXXX".utf8CString)
    descriptor = mkstemp(&name)
    guard descriptor >= 0 else { return false }
    unlink(&name)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return true
  }
}
