import CLMDB
import Foundation
import Testing

@testable import LMDB

struct DamagedFileTests {
  @Test func `A file cut off anywhere is refused before it is read`() async throws {
    try await inScratch { path in
      let data = path + "/a/data.mdb"
      let whole = try makeWhole(path)
      #expect(whole.count > 20 * 4_096)
      for length in [
        0, 1, 151, 152, 4_095, 4_096, 4_247, 4_248, 8_191, 8_192, 12_288, whole.count / 2,
        whole.count - 4_096, whole.count - 1,
      ] {
        try Data(whole.prefix(length)).write(to: URL(fileURLWithPath: data))
        #expect {
          _ = try Environment(opening: path + "/a")
        } throws: { error in
          // Both heads need 4,096 + 152 bytes.
          length < 4_248
            ? error as? LMDBError == .notAnEnvironment(path: data)
            : error as? LMDBError
              == .truncated(path: data, expectedBytes: whole.count, actualBytes: length)
        }
      }
      try Data(whole).write(to: URL(fileURLWithPath: data))
      let (environment, database) = try open(path + "/a")
      #expect(try count(environment, database) == 30)
    }
  }

  @Test(arguments: 0..<200)
  func `Damage in the heads is refused or harmless`(seed: UInt64) async throws {
    try await inScratch { path in
      var dice = Dice(seed: seed)
      let data = path + "/a/data.mdb"
      var file = try makeWhole(path)
      let page = Int(dice.next() % 2) * 4_096
      // The fields that say what the file is: magic, version, page size; last page.
      let field = [16..<22, 40..<44, 136..<144][Int(dice.next() % 3)]
      for offset in field { file[page + offset] = UInt8(truncatingIfNeeded: dice.next()) }
      try Data(file).write(to: URL(fileURLWithPath: data))
      do throws(LMDBError) {
        try DataFile.refuseTruncated(data)
        Issue.record("damage was not noticed, seed \(seed)")
      } catch {
        switch error {
        case .notAnEnvironment, .truncated: break
        default: Issue.record("\(error), seed \(seed)")
        }
      }
    }
  }

  @Test func `Anything that is no environment is refused`() async throws {
    try await inScratch { path in
      for content in ["", "SQLite format 3\0", String(repeating: "Kontor ", count: 5_000)] {
        let data = path + "/data.mdb"
        try Data(content.utf8).write(to: URL(fileURLWithPath: data))
        #expect(throws: LMDBError.notAnEnvironment(path: data)) { try Environment(opening: path) }
      }
    }
  }

  @Test func `A sound file that is short, for its last pages are free, is opened`() async throws {
    try await inScratch { path in
      let data = path + "/a/data.mdb"
      try makeShort(path + "/a")
      let size = try DataFile(data).sizeInBytes
      let meta = try MetaPages(try DataFile(data))
      #expect(size < (meta.lastPage + 1) * meta.pageSize)

      let whole = try Data(contentsOf: URL(fileURLWithPath: data))
      for length in stride(from: 3 * 4_096, to: size, by: 4_096) {
        // A cut through pages in use is still noticed, unless these are all free, too.
        try whole.prefix(length).write(to: URL(fileURLWithPath: data))
        let free = try FreePages(of: try DataFile(data), meta, before: length / 4_096)
        let missing = length / 4_096...meta.lastPage
        let areFree = free?.count(from: missing.lowerBound, through: missing.upperBound)
        if areFree != missing.count {
          #expect(throws: LMDBError.self) { try DataFile.refuseTruncated(data) }
        }
      }
      try whole.prefix(3 * 4_096).write(to: URL(fileURLWithPath: data))
      #expect(throws: LMDBError.self) { try DataFile.refuseTruncated(data) }

      try whole.write(to: URL(fileURLWithPath: data))
      let (environment, database) = try open(path + "/a")
      #expect(try count(environment, database) == 10)
      try environment.copy(to: path + "/copy")
      try write(
        (0..<30).map { [UInt8](repeating: $0, count: 20_000) }, to: environment, database)
      #expect(try count(environment, database) == 30)
    }
  }

  @Test func `The list of free pages is the one LMDB reads`() async throws {
    try await inScratch { path in
      var options = small
      options.mapSize = 1 << 26
      let (environment, database) = try makeEnvironment(path + "/a", options)
      // Enough free pages that one list fills pages of its own: 4,096 / 8 numbers are 512.
      let value = [UInt8](repeating: 1, count: 4_000)
      try write([[UInt8]](repeating: value, count: 3_000), to: environment, database)
      var write = try WriteTransaction(environment)
      for key in stride(from: 0, to: 3_000, by: 2) {
        try write.delete(database, Key(UInt64(key)))
      }
      try write.commit()
      let expected = try freePages(environment)
      #expect(expected.count > 1_000)
      let file = try DataFile(path + "/a/data.mdb")
      let meta = try MetaPages(file)
      let free = try #require(try FreePages(of: file, meta, before: meta.lastPage + 1))
      for page in 0...meta.lastPage {
        let isFree = expected.contains(UInt64(page))
        #expect(free.count(from: page, through: page) == (isFree ? 1 : 0))
      }
    }
  }

  @Test(arguments: ["lock.mdb", "data.mdb"])
  func `A file replaced while open stops writing and reading`(file: String) async throws {
    try await inScratch { path in
      let (environment, database) = try makeEnvironment(path + "/a")
      try write([[1]], to: environment, database)
      let name = path + "/a/" + file
      let replaced = LMDBError.lockFileReplaced(path: FileSystem.resolved(path) + "/a/" + file)
      func replaceInsideWrite() throws {
        var write = try WriteTransaction(environment)
        try write.put(database, Key(0), [2])
        try FileManager.default.moveItem(atPath: name, toPath: path + "/kept")
        try FileManager.default.copyItem(atPath: path + "/kept", toPath: name)
        try write.commit()
      }
      #expect(throws: replaced) { try replaceInsideWrite() }
      #expect(throws: replaced) { _ = try WriteTransaction(environment) }
      #expect(throws: replaced) { _ = try ReadTransaction(environment) }
      try FileManager.default.removeItem(atPath: name)
      #expect(throws: replaced) { _ = try WriteTransaction(environment) }
      // Back in its place, it is the same file again, and the refused commit has left nothing.
      try FileManager.default.moveItem(atPath: path + "/kept", toPath: name)
      #expect(try value(of: 0, in: environment, database) == [1])
      try write([[3]], to: environment, database)
      #expect(try value(of: 0, in: environment, database) == [3])
    }
  }

  /// An environment of 30 values of a page each; returns the bytes of its file.
  private func makeWhole(_ path: String) throws -> [UInt8] {
    let (environment, database) = try makeEnvironment(path + "/a")
    try write((0..<30).map { [UInt8](repeating: $0, count: 4_000) }, to: environment, database)
    return Array(try Data(contentsOf: URL(fileURLWithPath: path + "/a/data.mdb")))
  }

  /// An environment whose file ends before its last page, though nobody cut it.
  private func makeShort(_ path: String) throws {
    let (environment, database) = try makeEnvironment(path)
    try write((0..<30).map { [UInt8](repeating: $0, count: 4_000) }, to: environment, database)
    var remove = try WriteTransaction(environment)
    for key in 10..<30 as Range<UInt64> { try remove.delete(database, Key(key)) }
    try remove.commit()
    // A value too long for the free pages takes new ones at the end, and gives them back unwritten.
    for _ in 0..<3 {
      var passing = try WriteTransaction(environment)
      try passing.put(database, Key(0), [UInt8](repeating: 0, count: 4_000))
      try passing.put(database, Key(99), [UInt8](repeating: 9, count: 300_000))
      try passing.delete(database, Key(99))
      try passing.commit()
    }
  }

  /// The numbers in LMDB's database 0, read with LMDB's own cursor.
  private func freePages(_ environment: Environment) throws -> Set<UInt64> {
    let read = try ReadTransaction(environment)
    var pages: Set<UInt64> = []
    var cursor = try Cursor(transaction: read.pointer, database: 0, isOverMap: true, path: "")
    while try cursor.next() {
      let list = bytes(cursor.value)
      for index in 0..<Int(list.number(at: 0, as: UInt64.self)) {
        pages.insert(list.number(at: 8 + 8 * index, as: UInt64.self))
      }
    }
    return pages
  }
}

/// The descriptor of the data file that LMDB writes pages to.
func dataDescriptor(of environment: Environment) -> Int32 {
  var descriptor: Int32 = -1
  #expect(mdb_env_get_fd(environment.pointer, &descriptor) == MDB_SUCCESS)
  return descriptor
}
