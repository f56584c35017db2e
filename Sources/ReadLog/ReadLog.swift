import LMDB
import Synchronization
package import TransparencyLog

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Who was shown what: an append-only log of its own beside the journal, with a tree of its own.
///
///     <ledger>/reads/          LMDB: entries (number → JSON), tree ("edge" → size and subtrees)
///     <ledger>/anchors/reads   the newest head, outside LMDB: a lost end or an older copy shows
///
/// It is no part of the journal, so that reading changes no figure and no proof, and a journal can
/// be handed on without it. The head is that of RFC 6962 over the entries' bytes.
package struct ReadLog: Sendable {
  private let ledger: String

  /// Of the ledger in the directory `ledger`; it is made by the first reading.
  package init(ledger: String) { self.ledger = ledger }

  /// Size and root of the log.
  package struct Head: Hashable, Sendable {
    package let size: UInt64
    package let root: Hash
  }

  /// A process can have an environment open once, and this one is opened for each use.
  private static let opening = Mutex(())

  private var path: String { ledger + "/reads" }
  private var notePath: String { ledger + "/anchors/reads" }

  /// Notes a reading durably; only after this may it be answered.
  package func append(_ reading: Reading) throws(ReadLogError) {
    try Self.opening.withLock { (_) throws(ReadLogError) in
      do throws(LMDBError) {
        if !FileSystem.exists(path) { try make() }
        let options = EnvironmentOptions(checksPages: true)
        note(try append(reading, to: try Environment(opening: path, options: options)))
      } catch {
        throw .unwritable(error)
      }
    }
  }

  /// Every reading, oldest first, and the head of what was read; checks every entry and the tree.
  package func readings() throws(ReadLogError) -> (readings: [Reading], head: Head) {
    // The note first: another process may append, and note it, between two looks.
    let noted = noted()
    guard FileSystem.exists(path) else {
      guard let noted else { return ([], Head(size: 0, root: MerkleTree.emptyRoot)) }
      throw .damaged(index: 0, reason: "it is gone; \(noted.size) readings were noted outside it")
    }
    let (leaves, edge) = try Self.opening.withLock { (_) throws(ReadLogError) in try stored() }
    var range = CompactRange()
    var readings: [Reading] = []
    for leaf in leaves {
      if let noted, noted.size == range.size { try compare(noted, range) }
      guard let reading = Reading(leaf: leaf), reading.leaf == leaf else {
        throw .damaged(index: range.size, reason: "it cannot be read")
      }
      readings.append(reading)
      range.append(leaf: leaf.withUnsafeBytes { MerkleTree.leafHash($0) })
    }
    guard edge == range else {
      throw .damaged(
        index: range.size, reason: "the entries do not give the root that was stored with them")
    }
    if let noted {
      guard noted.size <= range.size else {
        throw .damaged(
          index: range.size, reason: "the log ends here, \(noted.size) readings were noted outside")
      }
      if noted.size == range.size { try compare(noted, range) }
    }
    return (readings, Head(size: range.size, root: range.root))
  }

  /// Copies the log into the new directory `target`; nothing where nobody has read yet.
  package func copy(to target: String) throws(ReadLogError) {
    guard FileSystem.exists(path) else { return }
    try Self.opening.withLock { (_) throws(ReadLogError) in
      do throws(LMDBError) {
        try Environment(opening: path).copy(to: target)
      } catch {
        throw .storage(error)
      }
    }
  }

  private func compare(_ noted: Head, _ range: CompactRange) throws(ReadLogError) {
    guard noted.root == range.root else {
      throw .damaged(
        index: range.size, reason: "the entries before it are others than were noted outside")
    }
  }

  private func make() throws(LMDBError) {
    do throws(LMDBError) {
      try Environment.create(at: path) { environment throws(LMDBError) in
        _ = try environment.database("entries")
        _ = try environment.database("tree")
      }
    } catch {
      // Of two processes that note the first reading, one makes the log.
      guard FileSystem.exists(path) else { throw error }
    }
  }

  private func append(
    _ reading: Reading, to environment: Environment
  ) throws(LMDBError) -> Head {
    let entries = try environment.existingDatabase("entries")
    let tree = try environment.existingDatabase("tree")
    var write = try WriteTransaction(environment)
    var range =
      Self.range(
        try write.value(tree, Key("edge"))?.withUnsafeBytes { Array($0) } ?? []) ?? CompactRange()
    var reading = reading
    if range.size > 0,
      let last = try write.value(entries, Key(range.size - 1))?.withUnsafeBytes({ Array($0) }),
      let before = Reading(leaf: last)
    {
      reading.time = max(reading.time, before.time)
    }
    let leaf = reading.leaf
    try write.put(entries, Key(range.size), leaf)
    range.append(leaf: leaf.withUnsafeBytes { MerkleTree.leafHash($0) })
    try write.put(tree, Key("edge"), Self.bytes(range))
    try write.commit()
    return Head(size: range.size, root: range.root)
  }

  private func stored() throws(ReadLogError) -> (leaves: [[UInt8]], edge: CompactRange) {
    do throws(LMDBError) {
      let environment = try Environment(
        opening: path, options: EnvironmentOptions(isReadOnly: true, checksPages: true))
      let entries = try environment.existingDatabase("entries")
      let tree = try environment.existingDatabase("tree")
      let read = try ReadTransaction(environment)
      var leaves: [[UInt8]] = []
      var cursor = try read.cursor(entries)
      var more = try cursor.first()
      while more {
        leaves.append(cursor.value.withUnsafeBytes { Array($0) })
        more = try cursor.next()
      }
      let edge = try read.value(tree, Key("edge"))?.withUnsafeBytes { Array($0) } ?? []
      return (leaves, Self.range(edge) ?? CompactRange())
    } catch {
      throw .storage(error)
    }
  }

  private static func bytes(_ range: CompactRange) -> [UInt8] {
    withUnsafeBytes(of: range.size.bigEndian, Array.init) + range.subtrees.flatMap(\.bytes)
  }

  private static func range(_ bytes: [UInt8]) -> CompactRange? {
    guard bytes.count >= 8, (bytes.count - 8) % Hash.byteCount == 0 else { return nil }
    let size = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    let hashes = stride(from: 8, to: bytes.count, by: Hash.byteCount).compactMap {
      Hash(bytes: Array(bytes[$0..<$0 + Hash.byteCount]))
    }
    return CompactRange(size: size, subtrees: hashes)
  }

  /// The reading is on disk; that its head cannot be noted as well is no reason to deny it.
  private func note(_ head: Head) {
    let text = Array("kontor-reads/1 \(head.size) \(head.root)\n".utf8)
    let new = "\(notePath).\(getpid()).new"
    let descriptor = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    let isWritten = write(descriptor, text, text.count) == text.count
    close(descriptor)
    if !isWritten || rename(new, notePath) != 0 { unlink(new) }
    removeAbandoned()
  }

  /// Removes what processes left that ended while they noted a head; nobody will read it.
  private func removeAbandoned() {
    for name in FileSystem.names(in: ledger + "/anchors") ?? [] {
      let words = name.split(separator: ".")
      guard words.count == 3, words[0] == "reads", words[2] == "new", let process = pid_t(words[1]),
        kill(process, 0) != 0, errno == ESRCH
      else { continue }
      unlink("\(ledger)/anchors/\(name)")
    }
  }

  private func noted() -> Head? {
    let descriptor = open(notePath, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 128)
    let count = read(descriptor, &buffer, buffer.count)
    let words = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self).split(
      whereSeparator: { $0 == " " || $0 == "\n" })
    guard words.count == 3, words[0] == "kontor-reads/1", let size = UInt64(words[1]),
      let root = Hash(base64: String(words[2]))
    else { return nil }
    return Head(size: size, root: root)
  }
}
