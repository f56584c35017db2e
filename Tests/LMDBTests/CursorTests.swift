import Testing

@testable import LMDB

struct CursorTests {
  @Test func `In an empty database no move finds anything`() async throws {
    try await inScratch { path in
      let (environment, database) = try makeEnvironment(path + "/a")
      let read = try ReadTransaction(environment)
      var cursor = try read.cursor(database)
      #expect(try !cursor.first())
      #expect(try !cursor.last())
      #expect(try !cursor.next())
      #expect(try !cursor.previous())
      #expect(try !cursor.seek(Key(0)))
      #expect(cursor.key.byteCount == 0)
      #expect(cursor.value.byteCount == 0)
    }
  }

  @Test func `With one entry every way leads to it and no further`() async throws {
    try await inScratch { path in
      let (environment, database) = try makeEnvironment(path + "/a")
      try write([[42]], to: environment, database, from: 7)
      let read = try ReadTransaction(environment)
      var cursor = try read.cursor(database)
      #expect(try cursor.next())
      #expect(try !cursor.next())
      #expect(number(cursor.key) == 7)
      #expect(try cursor.first())
      #expect(try !cursor.previous())
      #expect(try cursor.last())
      #expect(try cursor.seek(Key(0)))
      #expect(try cursor.seek(Key(7)))
      #expect(try !cursor.seek(Key(8)))
      #expect(number(cursor.key) == 7)
      #expect(bytes(cursor.value) == [42])
    }
  }

  @Test func `A new cursor goes forward from the first and backward from the last`() async throws {
    try await inScratch { path in
      let (environment, database) = try makeEnvironment(path + "/a")
      try write([[0], [1], [2]], to: environment, database)
      let read = try ReadTransaction(environment)
      var forward = try read.cursor(database)
      #expect(try forward.next())
      #expect(number(forward.key) == 0)
      var backward = try read.cursor(database)
      #expect(try backward.previous())
      #expect(number(backward.key) == 2)
      var beyond = try read.cursor(database)
      #expect(try !beyond.seek(Key(3)))
      #expect(try beyond.previous())
      #expect(number(beyond.key) == 2)
    }
  }

  @Test func `Seeking finds the first key that is not less, across pages`() async throws {
    try await inScratch { path in
      let (environment, database) = try makeEnvironment(path + "/a")
      var write = try WriteTransaction(environment)
      // Even keys only, so that odd ones lie between; 1,000 bytes each make about 3 to a page.
      for key in 0..<200 as Range<UInt64> {
        try write.put(database, Key(key * 2), [UInt8](repeating: UInt8(key), count: 1_000))
      }
      try write.commit()
      let read = try ReadTransaction(environment)
      var cursor = try read.cursor(database)
      for key in 0..<399 as Range<UInt64> {
        #expect(try cursor.seek(Key(key)))
        #expect(number(cursor.key) == (key + 1) / 2 * 2)
        #expect(bytes(cursor.value).first == UInt8((key + 1) / 2))
      }
      #expect(try !cursor.seek(Key(399)))
      #expect(try cursor.seek(Key([0])))
      #expect(number(cursor.key) == 0)
      #expect(try !cursor.seek(Key([0, 0, 0, 0, 0, 0, 1, 0x8E, 0])))
    }
  }

  @Test func `Numbers lie in their own order, not in that of the processor`() async throws {
    try await inScratch { path in
      let (environment, database) = try makeEnvironment(path + "/a")
      let numbers: [UInt64] = [0, 1, 255, 256, 65_535, 1 << 32, .max - 1, .max]
      var write = try WriteTransaction(environment)
      for number in numbers.reversed() { try write.put(database, Key(number), []) }
      try write.commit()
      let read = try ReadTransaction(environment)
      var cursor = try read.cursor(database)
      var found: [UInt64] = []
      while try cursor.next() { found.append(number(cursor.key)) }
      #expect(found == numbers)
      while try cursor.previous() { _ = found.removeLast() }
      #expect(found == [0])
    }
  }

  @Test func `Keys have 1 to 511 bytes`() async throws {
    try await inScratch { path in
      let (environment, database) = try makeEnvironment(path + "/a")
      let keys = [1, 2, 510, 511].map { [UInt8](repeating: 0xFE, count: $0) }
      var write = try WriteTransaction(environment)
      for key in keys { try write.put(database, Key(key), [UInt8(key.count & 0xFF)]) }
      try write.put(database, Key("Köln"), [0])
      try write.commit()
      let read = try ReadTransaction(environment)
      for key in keys {
        #expect(bytes(ifThere: try read.value(database, Key(key))) == [UInt8(key.count & 0xFF)])
      }
      #expect(
        bytes(ifThere: try read.value(database, Key([0x4B, 0xC3, 0xB6, 0x6C, 0x6E]))) == [0])
    }
    await #expect(processExitsWith: .failure) { _ = Key([]) }
    await #expect(processExitsWith: .failure) { _ = Key("") }
    await #expect(processExitsWith: .failure) { _ = Key([UInt8](repeating: 0, count: 512)) }
  }

  @Test func `Empty values are values`() async throws {
    try await inScratch { path in
      let (environment, database) = try makeEnvironment(path + "/a")
      try write([[], [1], []], to: environment, database)
      #expect(try value(of: 0, in: environment, database) == [])
      #expect(try value(of: 2, in: environment, database) == [])
      #expect(try value(of: 3, in: environment, database) == nil)
    }
  }

  @Test func `Numbers in values are read on any address`() async throws {
    try await inScratch { path in
      let (environment, database) = try makeEnvironment(path + "/a")
      // The odd lengths move the values to addresses that are no multiple of eight.
      let values = (1...40).map { length in
        (0..<8).map { UInt8(length + $0) } + [UInt8](repeating: 0, count: length)
      }
      try write(values, to: environment, database)
      let read = try ReadTransaction(environment)
      var cursor = try read.cursor(database)
      var addresses: Set<UInt> = []
      for length in 1...40 as ClosedRange<UInt64> {
        #expect(try cursor.next())
        // 8 bytes from `length` upwards, least first: length × 0x0101… + 0x0706050403020100.
        let expected = length * 0x0101_0101_0101_0101 + 0x0706_0504_0302_0100
        #expect(cursor.value.unsafeLoadUnaligned(as: UInt64.self).littleEndian == expected)
        addresses.insert(
          cursor.value.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) & 7 })
      }
      #expect(addresses.count > 1)
    }
  }

  @Test(arguments: 0..<6)
  func `A scan meets the same entries as single steps do`(seed: UInt64) async throws {
    try await inScratch { path in
      var dice = Dice(seed: seed)
      var options = small
      options.mapSize = 1 << 26
      let (environment, database) = try makeEnvironment(path + "/a", options)
      // From nothing to values that fill many pages of their own.
      let values = (0..<600).map { _ -> [UInt8] in
        let limits = [1, 20, 300, 3_000, 20_000]
        let length = Int.random(in: 0..<limits[Int(dice.next() % 5)], using: &dice)
        return (0..<length).map { _ in UInt8(truncatingIfNeeded: dice.next()) }
      }
      try write(values, to: environment, database)
      let read = try ReadTransaction(environment)
      var scan = try read.cursor(database)
      var step = try read.cursor(database)
      var (key, pages) = (0, 0)
      while try scan.next() {
        var entries: [PageEntry] = []
        try scan.takePage(&entries)
        pages += 1
        for entry in entries {
          #expect(try step.next())
          #expect(bytes(step.key) == Array(entry.key), Comment("seed \(seed)"))
          #expect(number(step.key) == UInt64(key))
          #expect(Array(entry.value) == values[key], Comment("seed \(seed)"))
          #expect(bytes(step.value) == values[key])
          key += 1
        }
        #expect(number(scan.key) == UInt64(key - 1), Comment("it stands at the last one"))
      }
      #expect(key == values.count && pages < values.count)
      #expect(try !step.next())
    }
  }

  @Test func `A scan survives an empty value at the very end of the file`() async throws {
    try await inScratch { path in
      try Environment.create(at: path + "/a", options: small) { (environment) throws(LMDBError) in
        var write = try WriteTransaction(environment)
        let database = try write.openDatabase("numbers")
        try write.put(database, Key(1), [])
        try write.commit()
      }
      let (environment, database) = try open(path + "/a")
      let size = try DataFile(path + "/a/data.mdb").sizeInBytes
      #expect(size == environment.usedBytes)
      let read = try ReadTransaction(environment)
      var cursor = try read.cursor(database)
      #expect(try cursor.next())
      var entries: [PageEntry] = []
      try cursor.takePage(&entries)
      #expect(entries.count == 1 && entries[0].value.isEmpty)
      #expect(try !cursor.next())
    }
  }

  @Test func `A page is taken from any of its entries to its end`() async throws {
    try await inScratch { path in
      let (environment, database) = try makeEnvironment(path + "/a")
      try write((0..<200).map { [UInt8](repeating: $0, count: 100) }, to: environment, database)
      let read = try ReadTransaction(environment)
      for start in 0..<200 {
        var cursor = try read.cursor(database)
        #expect(try cursor.seek(Key(UInt64(start))))
        var entries: [PageEntry] = []
        try cursor.takePage(&entries)
        let taken = entries.map { $0.value.first }
        #expect(taken == (start..<start + entries.count).map { UInt8($0) })
        #expect(number(cursor.key) == UInt64(start + entries.count - 1))
        // What follows lies in another page, so a second taking of the last one is that one alone.
        entries.removeAll()
        try cursor.takePage(&entries)
        #expect(entries.count == 1)
      }
    }
  }

  @Test func `A scan inside a write meets changed and unchanged pages`() async throws {
    try await inScratch { path in
      let (environment, database) = try makeEnvironment(path + "/a")
      try write((0..<60).map { [UInt8](repeating: $0, count: 1_000) }, to: environment, database)
      var write = try WriteTransaction(environment)
      for key in stride(from: 0, to: 60, by: 7) { try write.put(database, Key(UInt64(key)), [99]) }
      var cursor = try write.cursor(database)
      for key in 0..<60 {
        #expect(try cursor.next())
        var entries: [PageEntry] = []
        try cursor.takePage(&entries)
        #expect(number(cursor.key) == UInt64(key) && entries.count == 1)
        #expect(entries[0].value.first == (key % 7 == 0 ? 99 : UInt8(key)))
      }
      #expect(try !cursor.next())
    }
  }
}
