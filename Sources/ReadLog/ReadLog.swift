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
  ///
  /// It goes on from the log that was noted outside, and from no other: a new note over an older
  /// copy, or over what damage left, would hide the readings that are missing.
  ///
  /// - Throws: ``ReadLogError/untrusted(ledger:reason:)`` where the log is not that one,
  ///   ``ReadLogError/unwritable(_:)`` where it cannot be written.
  package func append(_ reading: Reading) throws(ReadLogError) {
    try Self.opening.withLock { (_) throws(ReadLogError) in
      do {
        // The note first: another process may append, and note it, between two looks.
        let noted = noted()
        if !FileSystem.exists(path) {
          if let noted { throw untrusted("is gone, and \(noted.size) were noted outside it") }
          try make()
        }
        let options = EnvironmentOptions(checksPages: true)
        let environment = try Environment(opening: path, options: options)
        note(try append(reading, after: noted, to: environment))
      } catch let error as ReadLogError {
        throw error
      } catch let error as LMDBError where !error.isDamage {
        throw .unwritable(error)
      } catch {
        throw untrusted("is damaged: \((error as? LMDBError)?.reason ?? "\(error)")")
      }
    }
  }

  /// Every reading, oldest first, and the head of what was read; checks every entry and the tree.
  package func readings() throws(ReadLogError) -> (readings: [Reading], head: Head) {
    // The note first: another process may append, and note it, between two looks.
    let noted = noted()
    guard FileSystem.exists(path) else {
      guard let noted else { return ([], Head(size: 0, root: MerkleTree.emptyRoot)) }
      throw damaged(0, "the log is gone, and \(noted.size) were noted outside it")
    }
    let (leaves, edge) = try Self.opening.withLock { (_) throws(ReadLogError) in try stored() }
    var range = CompactRange()
    var readings: [Reading] = []
    for leaf in leaves {
      if let noted, noted.size == range.size { try compare(noted, range) }
      guard let reading = Reading(leaf: leaf), reading.leaf == leaf else {
        throw damaged(range.size, "it cannot be read")
      }
      readings.append(reading)
      range.append(leaf: leaf.withUnsafeBytes { MerkleTree.leafHash($0) })
    }
    guard edge == range else {
      throw damaged(range.size, "the entries do not give the root that was stored with them")
    }
    if let noted {
      guard noted.size <= range.size else {
        throw damaged(range.size, "the log ends here, \(noted.size) were noted outside it")
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
      throw damaged(range.size, "the entries before it are others than were noted outside the log")
    }
  }

  private func damaged(_ index: UInt64, _ reason: String) -> ReadLogError {
    .damaged(ledger: ledger, index: index, reason: reason)
  }

  private func untrusted(_ reason: String) -> ReadLogError {
    .untrusted(ledger: ledger, reason: reason)
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
    _ reading: Reading, after noted: Head?, to environment: Environment
  ) throws -> Head {
    let entries = try environment.existingDatabase("entries")
    let tree = try environment.existingDatabase("tree")
    var write = try WriteTransaction(environment)
    let edge = try write.value(tree, Key("edge"))?.withUnsafeBytes { Array($0) }
    var range = try end(of: entries, edge, noted, write)
    var reading = reading
    if range.size > 0,
      let last = try write.value(entries, Key(range.size - 1))?.withUnsafeBytes({ Array($0) }),
      let before = Reading(leaf: last)
    {
      reading.time = max(reading.time, before.time)
    }
    let leaf = reading.leaf
    let key = Key(range.size)
    do {
      var appender = try write.appender(entries)
      try leaf.withUnsafeBytes { try appender.append(key, $0) }
    } catch LMDBError.keyNotRising {
      throw untrusted("holds entries beyond its end")
    }
    range.append(leaf: leaf.withUnsafeBytes { MerkleTree.leafHash($0) })
    try write.put(tree, Key("edge"), Self.bytes(range))
    try write.commit()
    return Head(size: range.size, root: range.root)
  }

  /// Where the log ends, when it is the one that was noted outside.
  ///
  /// A process that ended between an append and its note, or was overtaken there by another, leaves
  /// a note that lags. Then, and where there is none, every entry is looked at.
  private func end(
    of entries: Database, _ edge: [UInt8]?, _ noted: Head?, _ write: borrowing WriteTransaction
  ) throws -> CompactRange {
    guard let range = Self.range(edge) else { throw untrusted("has an end that cannot be read") }
    let count = try write.count(entries)
    guard range.size == UInt64(count) else {
      throw untrusted("says that it holds \(range.size) entries, and holds \(count)")
    }
    if let noted, noted.size > range.size {
      throw untrusted("ends after \(range.size), and \(noted.size) were noted outside it")
    }
    if let noted, noted.size == range.size {
      guard noted.root == range.root else { throw untrusted(Self.isAnother) }
      return range
    }
    var found = CompactRange()
    var cursor = try write.cursor(entries)
    var isHere = try cursor.first()
    while isHere {
      found.append(leaf: cursor.value.withUnsafeBytes { MerkleTree.leafHash($0) })
      if let noted, noted.size == found.size, noted.root != found.root {
        throw untrusted(Self.isAnother)
      }
      isHere = try cursor.next()
    }
    guard found == range else {
      throw untrusted("holds entries that do not give the root that was stored with them")
    }
    return range
  }

  private static let isAnother = "is another than was noted outside it"

  /// The edge is nil where it cannot be read.
  private func stored() throws(ReadLogError) -> (leaves: [[UInt8]], edge: CompactRange?) {
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
      let edge = try read.value(tree, Key("edge"))?.withUnsafeBytes { Array($0) }
      return (leaves, Self.range(edge))
    } catch {
      throw .storage(error)
    }
  }

  private static func bytes(_ range: CompactRange) -> [UInt8] {
    withUnsafeBytes(of: range.size.bigEndian, Array.init) + range.subtrees.flatMap(\.bytes)
  }

  /// The edge of these bytes, of the empty tree where none were stored; nil when they are no edge.
  private static func range(_ bytes: [UInt8]?) -> CompactRange? {
    guard let bytes else { return CompactRange() }
    guard bytes.count >= 8, (bytes.count - 8) % Hash.byteCount == 0 else { return nil }
    let size = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    let hashes = stride(from: 8, to: bytes.count, by: Hash.byteCount).compactMap {
      Hash(bytes: Array(bytes[$0..<$0 + Hash.byteCount]))
    }
    return CompactRange(size: size, subtrees: hashes)
  }

  /// The reading is on disk; that its head cannot be noted as well is no reason to deny it.
  private func note(_ head: Head) {
    removeAbandoned()
    // Another process may have appended since, and noted it.
    if let noted = noted(), noted.size >= head.size { return }
    let text = Array("kontor-reads/1 \(head.size) \(head.root)\n".utf8)
    let new = "\(notePath).\(getpid()).new"
    let descriptor = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    let isWritten = write(descriptor, text, text.count) == text.count
    close(descriptor)
    if !isWritten || rename(new, notePath) != 0 { unlink(new) }
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
