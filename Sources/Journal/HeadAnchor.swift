import CChecksum
import Foundation
import LMDB
import Synchronization
import TransparencyLog

/// A note of the newest head in a small file of its own, which shows when the journal was exchanged
/// for an older copy or has lost its end: the tree alone cannot show that.
///
/// Two slots of 128 bytes, written in turn after each commit, so that a torn write leaves the other.
/// The note may lag behind the journal, never lead it. It is synced when the journal is closed.
///
///     kontor-head/1 <size> <root in base64> <CRC-32C of what stands before, 8 hex digits>\n
final class HeadAnchor: Sendable {
  static let slotBytes = 128

  private let path: String
  private let state = Mutex(State())

  private struct State {
    var descriptor: Int32 = -1
    var writes = 0
  }

  init(path: String) { self.path = path }

  deinit {
    let descriptor = state.withLock(\.descriptor)
    if descriptor >= 0 { Foundation.close(descriptor) }
  }

  /// Makes sure that the head noted last is part of the journal's history.
  func check(
    _ store: JournalStore, _ transaction: borrowing ReadTransaction, _ head: Head, path: String
  ) throws(JournalError) {
    guard let noted = read() else { return }
    guard noted.size <= head.size, try store.root(at: noted.size, transaction) == noted.root else {
      throw .rolledBack(
        path: path, noted: "size \(noted.size), root \(noted.root)", found: "\(head)")
    }
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
      let offset = off_t(state.writes & 1) * off_t(Self.slotBytes)
      state.writes += 1
      _ = slot.withUnsafeBytes { pwrite(state.descriptor, $0.baseAddress, $0.count, offset) }
    }
  }

  /// Makes the newest note durable.
  func close(_ head: Head) {
    state.withLock { state in
      guard state.descriptor >= 0 else { return }
      fsync(state.descriptor)
    }
  }

  private func read() -> (size: UInt64, root: Hash)? {
    guard let bytes = FileManager.default.contents(atPath: path) else { return nil }
    var newest: (size: UInt64, root: Hash)?
    for start in stride(from: 0, to: bytes.count, by: Self.slotBytes) {
      let text = String(decoding: bytes.dropFirst(start).prefix(Self.slotBytes), as: UTF8.self)
      let words = text.split(whereSeparator: { $0 == " " || $0 == "\n" })
      guard
        words.count >= 4, words[0] == "kontor-head/1", let size = UInt64(words[1]),
        let root = Hash(base64: String(words[2])),
        words[3] == Self.check("kontor-head/1 \(size) \(root)")
      else { continue }
      if newest.map({ $0.size < size }) ?? true { newest = (size, root) }
    }
    return newest
  }

  private static func slot(_ head: Head) -> [UInt8] {
    let text = "kontor-head/1 \(head.size) \(head.root)"
    var bytes = Array("\(text) \(check(text))".utf8)
    bytes += [UInt8](repeating: UInt8(ascii: " "), count: slotBytes - 1 - bytes.count)
    return bytes + [UInt8(ascii: "\n")]
  }

  private static func check(_ text: String) -> String {
    let sum = Array(text.utf8).withUnsafeBytes { kontor_crc32c(0, $0.baseAddress, $0.count) }
    let digits = String(sum, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
