import Foundation
import Journal
import LMDB
import TransparencyLog

/// Writes the files of tiles below a directory; each has its name only when it is whole, and is on
/// disk after ``sync()``.
///
/// The disk is waited for after the last one: computing goes on while it takes the first.
struct TileWriter {
  private let root: String
  private var directories: Set<String> = []
  private var unsynced: [Tile] = []
  private(set) var fileCount = 0

  init(_ root: String) { self.root = root }

  mutating func write(_ tile: Tile, _ bytes: [UInt8]) throws(JournalError) {
    let path = root + "/" + tile.path
    let parent = FileSystem.parent(of: path)
    if directories.insert(parent).inserted {
      do {
        try FileManager.default.createDirectory(
          atPath: parent, withIntermediateDirectories: true)
      } catch {
        throw .file(call: "mkdir", path: parent, code: errno == 0 ? EIO : errno)
      }
    }
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw .file(call: "write", path: path, code: errno == 0 ? EIO : errno)
    }
    unsynced.append(tile)
    fileCount += 1
  }

  /// Makes what was written durable: the bytes of each file, then the names that lead to them.
  mutating func sync() throws(JournalError) {
    do throws(LMDBError) {
      for tile in unsynced { try FileSystem.syncFile(root + "/" + tile.path) }
      var above = directories
      for var directory in directories {
        // Those above may have been made with it.
        while directory.utf8.count > root.utf8.count {
          directory = FileSystem.parent(of: directory)
          above.insert(directory)
        }
      }
      for directory in above { try FileSystem.syncDirectory(directory) }
    } catch {
      throw .storage(error)
    }
    unsynced = []
    directories = []
  }

  /// Removes the partial tiles of an older size that a newer one has in a wider form.
  func removePartial(of oldSize: UInt64, unlessOf size: UInt64) throws(JournalError) {
    guard oldSize < size else { return }
    for tile in Tile.edge(size: oldSize) where !tile.isFull && !Tile.edge(size: size).contains(tile)
    {
      let path = root + "/" + tile.path
      unlink(path)
      // Its directory goes when no other width is in it.
      rmdir(FileSystem.parent(of: path))
    }
  }
}
