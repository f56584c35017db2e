import Foundation
import Journal
import LMDB
import TransparencyLog

/// Writes the files of tiles below a directory; each has its name only when it is whole.
struct TileWriter {
  private let root: String
  private var madeDirectories: Set<String> = []
  private(set) var fileCount = 0

  init(_ root: String) { self.root = root }

  mutating func write(_ tile: Tile, _ bytes: [UInt8]) throws(JournalError) {
    let path = root + "/" + tile.path
    let parent = FileSystem.parent(of: path)
    if madeDirectories.insert(parent).inserted {
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
    fileCount += 1
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
