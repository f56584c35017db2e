import Foundation
import Testing

@testable import LMDB

@Suite("Pages and entries changed on disk")
struct PageCheckTests {
  private let checked = EnvironmentOptions(mapSize: 1 << 24, checksPages: true)

  @Test("What LMDB writes is sound, whatever was put and deleted", arguments: [1, 2, 3])
  func soundHistories(seed: UInt64) async throws {
    try await inScratch { path in
      var dice = Dice(seed: seed)
      let path = path + "/environment"
      var (environment, numbers) = try makeEnvironment(path, checked)
      let others = try environment.database("others")
      for step in 0..<60 {
        var write = try WriteTransaction(environment)
        for _ in 0..<Int.random(in: 1...200, using: &dice) {
          let database = Bool.random(using: &dice) ? numbers : others
          let key = self.key(Int.random(in: 0..<600, using: &dice))
          if Int.random(in: 0..<3, using: &dice) == 0 {
            try write.delete(database, key)
          } else {
            let length = Int.random(in: 0..<9, using: &dice) == 0 ? 9_000 : 90
            let count = Int.random(in: 0..<length, using: &dice)
            try write.putChecked(database, key, [UInt8](repeating: 7, count: count))
          }
        }
        if step == 40 { try write.empty(numbers) }
        try write.commit()
        #expect(throws: Never.self, "seed \(seed), step \(step)") { try environment.checkPages() }
        for database in [numbers, others] {
          let read = try ReadTransaction(environment)
          #expect(try read.checkEntries(database) == (try read.count(database)))
        }
      }
      // Opening it anew walks over the same pages before LMDB does.
      environment = try makeEnvironment(path + "2", checked).0
      _ = try Environment(opening: path, options: checked)
    }
  }

  @Test("A changed bit is refused, or changes no entry")
  func everyPlace() async throws {
    try await inScratch { path in
      let path = path + "/environment"
      let states = try fill(path)
      let whole = try Data(contentsOf: URL(fileURLWithPath: path + "/data.mdb"))
      let file = try FileHandle(forUpdating: URL(fileURLWithPath: path + "/data.mdb"))
      defer { try? file.close() }
      func put(_ byte: UInt8, at offset: Int) throws {
        try file.seek(toOffset: UInt64(offset))
        try file.write(contentsOf: [byte])
      }
      var refused = 0
      var tried = 0
      // One bit of every byte at the begin of a page, and of every 23rd of the rest.
      for offset in 0..<whole.count where offset % 4_096 < 64 || offset % 23 == 0 {
        try put(whole[offset] ^ 1 << UInt8(offset % 8), at: offset)
        defer { try? put(whole[offset], at: offset) }
        tried += 1
        do {
          let found = try entries(path)
          // Where the number of the newer state was changed the one before is read, which is whole.
          let isOlder = offset < 8_192 && found == states[states.count - 2]
          let isSame = isOlder || found == states.last
          #expect(isSame, "offset \(offset)")
        } catch let error as LMDBError {
          refused += 1
          #expect(error.isDamage, "offset \(offset): \(error)")
        }
      }
      #expect(tried > 2_000)
      #expect(refused > 500)
    }
  }

  @Test("A key that was changed hides its entry from nobody who asks for it")
  func changedKey() async throws {
    try await inScratch { path in
      let path = path + "/environment"
      var (environment, database) = try makeEnvironment(path, checked)
      for text in ["adler", "nordwerk", "zander"] {
        var write = try WriteTransaction(environment)
        try write.putChecked(database, Key(text), Array("row of \(text)".utf8))
        try write.commit()
      }
      (environment, database) = try makeEnvironment(path + "2", checked)
      let file = URL(fileURLWithPath: path + "/data.mdb")
      var content = try Data(contentsOf: file)
      var places = 0
      while let place = content.range(of: Data("nordwerk".utf8)) {
        content[place.lowerBound + 2] = UInt8(ascii: "x")
        places += 1
        guard places < 20 else { break }
      }
      #expect(places > 0)
      // In the rows it reads "row of noxdwerk" as well; only the key's page order is kept.
      try content.write(to: file)
      let changed = try Environment(opening: path, options: checked)
      let rows = try changed.existingDatabase("numbers")
      let read = try ReadTransaction(changed)
      #expect(
        bytes(ifThere: try read.checkedValue(rows, Key("adler"))) == Array("row of adler".utf8))
      for absent in ["nordwerk", "noxdwerk"] {
        #expect(throws: LMDBError.self, "\(absent)") {
          _ = try read.checkedValue(rows, Key(absent))
        }
      }
      #expect(try read.checkedValue(rows, Key("aaa")) == nil)
    }
  }

  @Test("A database that is not there is not made where it must be")
  func missingDatabase() async throws {
    try await inScratch { path in
      let (environment, _) = try makeEnvironment(path + "/environment", checked)
      #expect(throws: LMDBError.missingDatabase(path: environment.path, name: "rows")) {
        try environment.existingDatabase("rows")
      }
    }
  }

  private func key(_ number: Int) -> Key { Key("account/\(number % 7)/\(number)") }

  /// A tree with branches, long values and free pages; returns what it held after each commit.
  private func fill(_ path: String) throws -> [[[UInt8]: [UInt8]]] {
    let (environment, numbers) = try makeEnvironment(path, checked)
    var expected: [[UInt8]: [UInt8]] = [:]
    var states: [[[UInt8]: [UInt8]]] = []
    for part in 0..<2 {
      var write = try WriteTransaction(environment)
      for number in 0..<220 {
        let value = [UInt8](repeating: UInt8(number), count: number % 40 == 0 ? 5_000 : 60)
        try write.putChecked(numbers, key(number), value)
        expected[key(number).bytes] = value
        if part == 1, number % 9 == 0 {
          try write.delete(numbers, key(number))
          expected[key(number).bytes] = nil
        }
      }
      try write.commit()
      states.append(expected)
    }
    return states
  }

  private func entries(_ path: String) throws -> [[UInt8]: [UInt8]] {
    let environment = try Environment(opening: path, options: checked)
    let numbers = try environment.existingDatabase("numbers")
    let read = try ReadTransaction(environment)
    var found: [[UInt8]: [UInt8]] = [:]
    var cursor = try read.cursor(numbers)
    while try cursor.next() { found[bytes(cursor.key)] = bytes(try cursor.checkedValue) }
    return found
  }
}
