import Foundation
import Testing

@testable import LMDB

/// Pages above the entries hold keys that no check sum covers.
struct BranchDamageTests {
  private static let count = 1_500

  @Test func `A changed key above the entries hides none of them`() async throws {
    try await inScratch { path in
      try Self.make(path + "/a")
      let data = path + "/a/data.mdb"
      let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: data)))
      var (hidden, told) = (0, 0)
      for place in Self.branchKeys(whole) {
        var file = whole
        file[place] ^= 1 << UInt8(place % 8)
        try Data(file).write(to: URL(fileURLWithPath: data))
        try? FileManager.default.removeItem(atPath: path + "/a/lock.mdb")
        guard let isTold = try Self.look(path + "/a", place) else { continue }
        hidden += 1
        if isTold { told += 1 }
      }
      #expect(hidden > 10)
      #expect(told == hidden)
    }
  }

  private static func make(_ path: String) throws {
    let (environment, database) = try makeEnvironment(path)
    var write = try WriteTransaction(environment)
    for number in 0..<count {
      let value = Array("value \(number) \(String(repeating: "x", count: 30))".utf8)
      try write.putChecked(database, key(number), value)
    }
    try write.commit()
  }

  /// Whether a look at all entries tells of what looks for single ones met; nil where these met nothing.
  private static func look(_ path: String, _ place: Int) throws -> Bool? {
    let (environment, database) = try open(path)
    let read = try ReadTransaction(environment)
    var isHiding = false
    for number in stride(from: place % 3, to: count, by: 3) {
      do throws(LMDBError) {
        let found = try read.checkedValue(database, key(number))
        #expect(bytes(ifThere: found) != nil, "byte \(place) hides \(number)")
      } catch {
        #expect(error.isDamage)
        isHiding = true
      }
      do throws(LMDBError) {
        var cursor = try read.cursor(database)
        guard try cursor.seekBefore(key(number)) else {
          #expect(number == 0, "byte \(place): nothing before \(number)")
          continue
        }
        let before = cursor.key.withUnsafeBytes(Array.init)
        #expect(before == text(number - 1), "byte \(place), before \(number)")
      } catch {
        #expect(error.isDamage)
      }
    }
    guard isHiding else { return nil }
    do throws(LMDBError) {
      _ = try read.checkEntries(database)
      return false
    } catch {
      #expect(error.isDamage)
      return true
    }
  }

  private static func text(_ number: Int) -> [UInt8] {
    Array("key \(1_000_000 + 7 * number)".utf8)
  }

  private static func key(_ number: Int) -> Key { Key(text(number)) }

  /// The places of the last bytes of keys in branch pages (lmdb.h, MDB_page and MDB_node: a page's flags lie
  /// at byte 10, the end of its offsets at 12; a node's key length at 6 and its key at 8).
  private static func branchKeys(_ file: [UInt8]) -> [Int] {
    func number(_ place: Int) -> Int { Int(file[place]) | Int(file[place + 1]) << 8 }
    var places: [Int] = []
    for page in stride(from: 8_192, to: file.count, by: 4_096) where number(page + 10) == 1 {
      for offset in stride(from: page + 16, to: page + 16 + number(page + 12) - 16, by: 2) {
        let node = page + number(offset)
        let end = node + 8 + number(node + 6)
        // The first key of a branch page is empty.
        if number(node + 6) > 4 { places += (end - 4)..<end }
      }
    }
    return places
  }
}
