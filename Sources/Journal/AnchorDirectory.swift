import Foundation
import LMDB
package import TransparencyLog

/// A directory of signed checkpoints, and of what others said about them.
///
///     <size, 20 digits>-<8 hex digits of SHA-256 of the text>.checkpoint     as the ledger signed it
///     the same name .cosignatures    signature lines of witnesses, and their keys
///     the same name .<n>.tsr         time stamp tokens over the bytes of the .checkpoint
///
/// A file is written whole and synced before its name is there. Outside the ledger's own directory it
/// reveals that the ledger was exchanged for an older copy.
package struct AnchorDirectory: Sendable {
  package let path: String

  package init(_ path: String) { self.path = path }

  /// A checkpoint and where it lies.
  package struct Entry: Sendable {
    package let signed: SignedCheckpoint
    /// The file without its ending.
    package let stem: String

    package var file: String { stem + AnchorDirectory.ending }
    package var checkpoint: Checkpoint { signed.checkpoint }
  }

  static let ending = ".checkpoint"

  /// The name of a checkpoint's files, without an ending.
  static func name(of checkpoint: Checkpoint) -> String {
    let digits = "\(checkpoint.size)"
    let hash = Array(checkpoint.text.utf8).withUnsafeBytes { Hash.of($0) }
    return String(repeating: "0", count: max(0, 20 - digits.count)) + digits + "-"
      + hash.hexadecimal.prefix(8)
  }

  /// All checkpoints, by size; none when the directory is not there.
  package func entries() throws(JournalError) -> [Entry] {
    var entries: [Entry] = []
    for name in try names() { entries.append(try entry(name)) }
    return entries.sorted { $0.checkpoint.size < $1.checkpoint.size }
  }

  /// The checkpoint of the largest size, going by the names of the files.
  package func newest() throws(JournalError) -> Entry? {
    guard let name = try names().last else { return nil }
    return try entry(name)
  }

  /// Keeps a checkpoint, on disk when this returns; one that is there stays as it is.
  package func save(_ signed: SignedCheckpoint) throws(JournalError) -> Entry {
    try DurableFile.makeDirectories(path)
    let entry = Entry(signed: signed, stem: path + "/" + Self.name(of: signed.checkpoint))
    if !FileSystem.exists(entry.file) { try DurableFile.write(signed.bytes, to: entry.file) }
    return entry
  }

  private func names() throws(JournalError) -> [String] {
    guard FileSystem.exists(path) else { return [] }
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path)
        .filter { $0.hasSuffix(Self.ending) }.sorted()
    } catch {
      throw .anchorUnusable(path: path, reason: "the directory cannot be read")
    }
  }

  private func entry(_ name: String) throws(JournalError) -> Entry {
    let file = path + "/" + name
    guard let bytes = try DurableFile.read(file) else {
      throw .anchorUnusable(path: file, reason: "it went away while it was looked for")
    }
    let signed: SignedCheckpoint
    do throws(LogTextError) {
      signed = try SignedCheckpoint(bytes)
    } catch {
      throw .anchorUnusable(path: file, reason: "no checkpoint, \(error)")
    }
    let stem = String(name.dropLast(Self.ending.count))
    guard stem == Self.name(of: signed.checkpoint) else {
      throw .anchorUnusable(
        path: file, reason: "it holds the checkpoint \(Self.name(of: signed.checkpoint))")
    }
    return Entry(signed: signed, stem: path + "/" + stem)
  }
}
