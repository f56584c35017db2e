import Foundation
import LMDB
package import TransparencyLog

/// A copy of a journal that was read back and verified before it was called a backup.
///
///     <backup>/journal/data.mdb    the compacted environment
///     <backup>/backup              "kontor-backup/1", size, root: three lines
package struct Backup: Equatable, Sendable {
  package let size: UInt64
  package let root: Hash

  static let manifestName = "/backup"

  fileprivate var manifest: String { "kontor-backup/1\n\(size)\n\(root)\n" }

  /// Reads the manifest of a backup.
  package init(at path: String) throws(JournalError) {
    guard let bytes = try DurableFile.read(path + Backup.manifestName) else {
      throw .backupDiffers(path: path, reason: "it has no manifest, so it was never finished")
    }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    guard
      lines.count == 3, lines[0] == "kontor-backup/1", let size = UInt64(lines[1]),
      let root = Hash(base64: String(lines[2]))
    else {
      throw .backupDiffers(path: path, reason: "its manifest cannot be read")
    }
    self.init(size: size, root: root)
  }

  fileprivate init(size: UInt64, root: Hash) {
    self.size = size
    self.root = root
  }
}

/// A backup whose journal was verified, and which has neither its manifest nor its name.
package struct UnfinishedBackup: ~Copyable {
  let copy: UnfinishedCopy
  let backup: Backup

  /// The directory to put something into; what is put there has to be durable by itself.
  package var path: String { copy.path }

  package consuming func finish() throws(JournalError) -> Backup {
    let backup = backup
    try copy.write(backup.manifest, as: Backup.manifestName)
    try copy.finish()
    return backup
  }
}

extension Journal {
  /// Copies the journal into the new directory `target` while others go on reading and writing.
  ///
  /// The copy is made under another name, synced, opened, verified record by record and compared with
  /// this journal's history; only then it gets its manifest and its name.
  package func backup(
    to target: String, progress: (UInt64) -> Void = { _ in }
  ) throws(JournalError) -> Backup {
    let unfinished = try beginBackup(to: target, progress: progress)
    return try unfinished.finish()
  }

  /// The same, to be finished by a caller who puts something beside the journal before.
  package func beginBackup(
    to target: String, progress: (UInt64) -> Void = { _ in }
  ) throws(JournalError) -> UnfinishedBackup {
    guard !FileSystem.exists(target) else { throw .exists(path: target) }
    let copy = try UnfinishedCopy(of: target)
    try inStorage { () throws(LMDBError) in
      try store.environment.copy(to: copy.path + "/journal")
    }
    let backup = try Journal.verifyCopy(at: copy.path, progress)
    guard try root(at: backup.size) == backup.root else {
      throw .backupDiffers(path: target, reason: "the copy is not part of this journal's history")
    }
    return UnfinishedBackup(copy: copy, backup: backup)
  }

  /// Makes a ledger in the new directory `target` from a backup, and verifies it against the
  /// backup's manifest before it gets its name.
  ///
  /// The directories `names` of the backup are taken along where it has them.
  package static func restore(
    from source: String, to target: String, with names: [String] = [],
    progress: (UInt64) -> Void = { _ in }
  ) throws(JournalError) -> Backup {
    let wanted = try Backup(at: source)
    guard !FileSystem.exists(target) else { throw .exists(path: target) }
    let copy = try UnfinishedCopy(of: target)
    try inStorage { () throws(LMDBError) in
      try FileSystem.makeDirectory(copy.path + "/anchors")
      try FileSystem.makeDirectory(copy.path + "/journal")
    }
    try copy.take(source + "/journal/data.mdb", as: "/journal/data.mdb")
    try inStorage { () throws(LMDBError) in
      try FileSystem.syncDirectory(copy.path + "/journal")
    }
    let restored = try verifyCopy(at: copy.path, progress)
    guard restored == wanted else {
      throw .backupDiffers(
        path: source,
        reason: """
          it holds size \(restored.size) and root \(restored.root), its manifest says \
          \(wanted.size) and \(wanted.root)
          """)
    }
    for name in names where FileSystem.exists("\(source)/\(name)") {
      try copy.takeDirectory("\(source)/\(name)", as: "/\(name)")
    }
    try copy.finish()
    return restored
  }

  private static func verifyCopy(
    at path: String, _ progress: (UInt64) -> Void
  ) throws(JournalError) -> Backup {
    switch try verify(at: path, progress: progress) {
    case .sound(let size, let root): return Backup(size: size, root: root)
    case .damaged(let position, let reason):
      throw .backupDiffers(path: path, reason: "position \(position): \(reason)")
    }
  }
}
