import CChecksum
import Foundation
import LMDB
import Synchronization
import TransparencyLog

/// A note of the newest head in a small file of its own, which shows when the journal was exchanged
/// for an older copy or has lost its end: the tree alone cannot show that.
///
/// Two slots of 128 bytes, written in turn after each commit, the older first, so that a torn write
/// leaves the other. Several processes may note at once; the note then lags by what one of them has.
/// The note may lag behind the journal, never lead it. It is synced when the journal is closed.
///
///     kontor-head/1 <size> <root in base64> <CRC-32C of what stands before, 8 hex digits>\n
final class HeadAnchor: Sendable {
  static let slotBytes = 128

  struct Noted: Equatable {
    let size: UInt64
    let root: Hash
  }

  private let path: String
  private let state = Mutex(State())

  private struct State {
    var descriptor: Int32 = -1
    var nextSlot = 0
  }

  init(path: String) { self.path = path }

  deinit {
    let descriptor = state.withLock(\.descriptor)
    if descriptor >= 0 { Foundation.close(descriptor) }
  }

  /// Notes a head that is on disk.
  ///
  /// A failure is no reason to refuse the commit that has happened; the note then lags.
  func note(_ head: Head) {
    state.withLock { state in
      if state.descriptor < 0 {
        state.descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      }
      guard state.descriptor >= 0 else { return }
      let slot = Self.slot(head)
      let offset = off_t(state.nextSlot) * off_t(Self.slotBytes)
      state.nextSlot ^= 1
      _ = slot.withUnsafeBytes { pwrite(state.descriptor, $0.baseAddress, $0.count, offset) }
    }
  }

  /// Makes the newest note durable.
  func close() {
    state.withLock { state in
      guard state.descriptor >= 0 else { return }
      fsync(state.descriptor)
    }
  }

  /// Forgets every earlier head and notes this one durably, whatever its size.
  func replace(with head: Head) throws(JournalError) {
    try DurableFile.write(Self.slot(head), to: path)
    state.withLock { state in
      // What is open is the file that was replaced.
      if state.descriptor >= 0 { Foundation.close(state.descriptor) }
      state = State(nextSlot: 1)
    }
  }

  /// The newest head that was noted; nil when there is none.
  ///
  /// - Throws: when there is a note and it cannot be read; nobody knows then what it would show.
  func read() throws(JournalError) -> Noted? {
    guard let bytes = try DurableFile.read(path) else { return nil }
    var newest: Noted?
    for start in stride(from: 0, to: bytes.count, by: Self.slotBytes) {
      let text = String(decoding: bytes.dropFirst(start).prefix(Self.slotBytes), as: UTF8.self)
      let words = text.split(whereSeparator: { $0 == " " || $0 == "\n" })
      guard
        words.count >= 4, words[0] == "kontor-head/1", let size = UInt64(words[1]),
        let root = Hash(base64: String(words[2])),
        words[3].utf8.elementsEqual(Self.check(Array("kontor-head/1 \(size) \(root)".utf8)))
      else { continue }
      guard newest.map({ $0.size < size }) ?? true else { continue }
      newest = Noted(size: size, root: root)
      state.withLock { $0.nextSlot = start == 0 ? 1 : 0 }
    }
    return newest
  }

  private static func slot(_ head: Head) -> [UInt8] {
    var bytes = Array("kontor-head/1 \(head.size) \(head.root)".utf8)
    bytes.reserveCapacity(slotBytes)
    let sum = check(bytes)
    bytes.append(UInt8(ascii: " "))
    bytes.append(contentsOf: sum)
    while bytes.count < slotBytes - 1 { bytes.append(UInt8(ascii: " ")) }
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  /// Eight hex digits.
  private static func check(_ text: [UInt8]) -> [UInt8] {
    let sum = text.withUnsafeBytes { kontor_crc32c(0, $0.baseAddress, $0.count) }
    return stride(from: UInt32(28), through: 0, by: -4).map { shift in
      let digit = UInt8(truncatingIfNeeded: sum >> shift & 15)
      return digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit
    }
  }
}

extension JournalStore {
  /// Makes sure that a head noted earlier is part of the journal's history.
  func check(
    _ noted: HeadAnchor.Noted, _ transaction: borrowing ReadTransaction, _ head: Head, path: String
  ) throws(JournalError) {
    // The newest head needs no recomputation; damage inside a record is for a verification to find
    // and to name, and is no rollback.
    if noted.size == head.size, noted.root == head.root { return }
    guard noted.size <= head.size, try root(at: noted.size, transaction) == noted.root else {
      throw .rolledBack(
        path: path, noted: "size \(noted.size), root \(noted.root)", found: "\(head)")
    }
  }
}
