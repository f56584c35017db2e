import Foundation
import Synchronization
import Testing

@testable import LMDB

struct MapTests {
  @Test func `A full map leaves nothing behind and can be made larger`() async throws {
    try await inScratch { path in
      let (environment, database) = try makeEnvironment(path + "/a")
      try write([[1]], to: environment, database)
      let value = [UInt8](repeating: 2, count: 4_000)
      let many = [[UInt8]](repeating: value, count: 400)
      #expect(throws: LMDBError.mapFull) { try write(many, to: environment, database, from: 1) }
      #expect(try count(environment, database) == 1)
      try environment.growMap(toAtLeast: 1 << 22)
      #expect(environment.mapSize == 1 << 22)
      try write(many, to: environment, database, from: 1)
      #expect(try count(environment, database) == 401)
      #expect(try LMDBTests.value(of: 400, in: environment, database) == value)
    }
  }

  @Test func `Growing at least doubles the map`() async throws {
    try await inScratch { path in
      let (environment, _) = try makeEnvironment(path + "/a")
      try environment.growMap(toAtLeast: 1)
      #expect(environment.mapSize == 1 << 21)
      // Rounded up to whole units of 64 KiB.
      try environment.growMap(toAtLeast: 1 << 22 | 1)
      #expect(environment.mapSize == 1 << 22 + 1 << 16)
    }
  }

  @Test func `What another process wrote beyond the map is read and continued`() async throws {
    try await inScratch { path in
      let (environment, database) = try makeEnvironment(path + "/a")
      await growInAnotherProcess(path + "/a")
      #expect(try count(environment, database) == 1_000)
      #expect(environment.mapSize == 1 << 24)
      try write([[1]], to: environment, database, from: 1_000)
      #expect(try value(of: 1_000, in: environment, database) == [1])
    }
  }

  @Test func `A write finds the map that another process made larger`() async throws {
    try await inScratch { path in
      let (environment, database) = try makeEnvironment(path + "/a")
      await growInAnotherProcess(path + "/a")
      try write([[1]], to: environment, database, from: 1_000)
      #expect(try count(environment, database) == 1_001)
    }
  }

  @Test func `The map is not moved under a read`() async throws {
    try await inScratch { path in
      let (environment, database) = try makeEnvironment(path + "/a")
      try write([[1]], to: environment, database)
      func hold() throws {
        let read = try ReadTransaction(environment)
        #expect(throws: LMDBError.mapInUse) { try environment.growMap(toAtLeast: 1 << 22) }
        #expect(bytes(ifThere: try read.value(database, Key(0))) == [1])
        #expect(environment.mapSize == 1 << 20)
      }
      try hold()
      try environment.growMap(toAtLeast: 1 << 22)
      #expect(environment.mapSize == 1 << 22)
    }
  }

  @Test func `The map is not moved under a write of another thread`() async throws {
    try await inScratch { path in
      let (environment, database) = try makeEnvironment(path + "/a")
      func hold() throws {
        var write = try WriteTransaction(environment)
        onAnotherThread {
          #expect(throws: LMDBError.mapInUse) { try environment.growMap(toAtLeast: 1 << 22) }
        }
        try write.put(database, Key(0), [1])
        try write.commit()
      }
      try hold()
      try environment.growMap(toAtLeast: 1 << 22)
      #expect(try value(of: 0, in: environment, database) == [1])
    }
  }

  @Test func `The map grows between reads that never stop, and no read notices`() async throws {
    try await inScratch { path in
      var options = small
      options.patience = .seconds(20)
      let (environment, database) = try makeEnvironment(path + "/a", options)
      let value = [UInt8](repeating: 5, count: 9_000)
      try write([value, value], to: environment, database)
      let isOver = Mutex(false)
      let readers = (0..<4).map { _ in
        start {
          while !isOver.withLock({ $0 }) {
            do {
              let read = try ReadTransaction(environment)
              var cursor = try read.cursor(database)
              while try cursor.next() {
                var entries: [PageEntry] = []
                try cursor.takePage(&entries)
                for entry in entries { #expect(entry.value.elementsEqual(value)) }
              }
              _ = environment.usedBytes
            } catch { Issue.record(error) }
          }
        }
      }
      for _ in 0..<10 {
        let before = environment.mapSize
        try environment.growMap(toAtLeast: 0)
        #expect(environment.mapSize == before * 2)
        try write([value], to: environment, database)
      }
      isOver.withLock { $0 = true }
      for reader in readers { reader.wait() }
    }
  }

  @Test func `A growth that the system refuses ends the use, not the data`() async throws {
    try await inScratch { path in
      func overgrow() throws {
        let (environment, database) = try makeEnvironment(path + "/a")
        try write([[1]], to: environment, database)
        let refused = LMDBError.system(
          call: "mdb_env_set_mapsize", path: path + "/a", code: ENOMEM)
        #expect(throws: refused) { try environment.growMap(toAtLeast: 1 << 60) }
        #expect(throws: refused) { _ = try ReadTransaction(environment) }
        #expect(throws: refused) { _ = try WriteTransaction(environment) }
        #expect(throws: refused) { try environment.growMap(toAtLeast: 1 << 22) }
        #expect(throws: refused) { try environment.copy(to: path + "/copy") }
        #expect(environment.mapSize == 0)
        #expect(environment.usedBytes == 0)
        #expect(environment.lastTransaction == 0)
      }
      try overgrow()
      let (environment, database) = try open(path + "/a")
      try write([[2]], to: environment, database, from: 1)
      #expect(try count(environment, database) == 2)
    }
  }

  @Test func `A newcomer holds back while the map is to be moved, and not for ever`() throws {
    let gate = MapGate()
    try gate.enter()
    let mover = start { try? gate.move(patience: .seconds(10)) { () throws(LMDBError) in } }
    // The mover's thread may take a while to begin; until it does, nobody holds back.
    let clock = ContinuousClock()
    var waited = Duration.zero
    let deadline = clock.now + .seconds(5)
    while waited < .milliseconds(50), clock.now < deadline {
      waited = try clock.measure { try gate.enter() }
      gate.leave()
    }
    #expect(waited >= .milliseconds(50))
    #expect(mover.wait(timeout: .now()) == .timedOut)
    gate.leave()
    #expect(mover.wait(timeout: .now() + .seconds(10)) == .success)
    try gate.enter()
  }
}
