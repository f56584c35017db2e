import Foundation
import Synchronization
import Testing

@testable import LMDB

struct TransactionTests {
  @Test func `What is not committed was never there`() async throws {
    try await inScratch { path in
      let (environment, database) = try makeEnvironment(path + "/a")
      try write([[1]], to: environment, database)
      func writeAndForget() throws {
        var write = try WriteTransaction(environment)
        try write.put(database, Key(0), [2])
        try write.put(database, Key(1), [3])
        #expect(try write.count(database) == 2)
      }
      try writeAndForget()
      #expect(try count(environment, database) == 1)
      #expect(try value(of: 0, in: environment, database) == [1])
    }
  }

  @Test func `A second write on the same thread is refused until the first has ended`() async throws
  {
    try await inScratch { path in
      let (environment, database) = try makeEnvironment(path + "/a")
      func nest() throws {
        var write = try WriteTransaction(environment)
        #expect(throws: LMDBError.nestedWrite) { _ = try WriteTransaction(environment) }
        #expect(throws: LMDBError.nestedWrite) { try environment.growMap(toAtLeast: 1 << 21) }
        #expect(throws: LMDBError.nestedWrite) { try environment.database("numbers") }
        try write.put(database, Key(0), [1])
        try write.commit()
      }
      try nest()
      try nest()
      #expect(try count(environment, database) == 1)
    }
  }

  @Test func `A write on another thread waits for the first`() async throws {
    try await inScratch { path in
      let (environment, database) = try makeEnvironment(path + "/a")
      let second = Mutex<[UInt8]?>(nil)
      func first() throws -> DispatchSemaphore {
        var write = try WriteTransaction(environment)
        try write.put(database, Key(0), [1])
        let end = start {
          do {
            var write = try WriteTransaction(environment)
            let seen = bytes(ifThere: try write.value(database, Key(0)))
            second.withLock { $0 = seen }
            try write.put(database, Key(1), [2])
            try write.commit()
          } catch { Issue.record(error) }
        }
        #expect(end.wait(timeout: .now() + .milliseconds(50)) == .timedOut)
        try write.commit()
        return end
      }
      #expect(try first().wait(timeout: .now() + .seconds(10)) == .success)
      #expect(second.withLock { $0 } == [1])
      #expect(try count(environment, database) == 2)
    }
  }

  @Test func `A commit on another thread stops the process instead of every writer`() async {
    await #expect(processExitsWith: .failure) {
      try await inScratch { path in
        let (environment, _) = try makeEnvironment(path + "/a")
        let box = Box(try WriteTransaction(environment))
        onAnotherThread { try? box.take()?.commit() }
      }
    }
  }

  @Test func `A change on another thread stops the process`() async {
    await #expect(processExitsWith: .failure) {
      try await inScratch { path in
        let (environment, database) = try makeEnvironment(path + "/a")
        let box = Box(try WriteTransaction(environment))
        onAnotherThread {
          guard var write = box.take() else { return }
          try? write.put(database, Key(0), [1])
        }
      }
    }
  }

  @Test func `A write that is dropped on another thread stops the process`() async {
    await #expect(processExitsWith: .failure) {
      try await inScratch { path in
        let (environment, _) = try makeEnvironment(path + "/a")
        let box = Box(try WriteTransaction(environment))
        onAnotherThread { _ = box.take() }
      }
    }
  }

  @Test func `Reads do not depend on their thread, and several live on one`() async throws {
    try await inScratch { path in
      let (environment, database) = try makeEnvironment(path + "/a")
      try write([[1]], to: environment, database)
      func read() throws {
        let old = try ReadTransaction(environment)
        try write([[2]], to: environment, database)
        let new = try ReadTransaction(environment)
        #expect(bytes(ifThere: try old.value(database, Key(0))) == [1])
        #expect(bytes(ifThere: try new.value(database, Key(0))) == [2])
        let write = try WriteTransaction(environment)
        #expect(bytes(ifThere: try write.value(database, Key(0))) == [2])
      }
      try read()
    }
  }

  @Test func `A transaction whose change failed cannot be committed, but the next one can`()
    async throws
  {
    try await inScratch { path in
      let (environment, database) = try makeEnvironment(path + "/a")
      func overfill() throws {
        var write = try WriteTransaction(environment)
        try write.put(database, Key(0), [1])
        do throws(LMDBError) {
          try write.put(database, Key(1), [UInt8](repeating: 0, count: 1 << 21))
          Issue.record("2 MiB went into a map of 1 MiB")
        } catch { #expect(error == .mapFull) }
        try write.commit()
      }
      #expect(throws: LMDBError.changeFailed(path: path + "/a")) { try overfill() }
      #expect(try count(environment, database) == 0)
      try write([[1]], to: environment, database)
      #expect(try count(environment, database) == 1)
    }
  }

  @Test func `A handle from a transaction that did not commit is refused`() async throws {
    try await inScratch { path in
      let (environment, _) = try makeEnvironment(path + "/a")
      func forget() throws -> Database {
        try WriteTransaction(environment).openDatabase("letters")
      }
      let letters = try forget()
      #expect(throws: LMDBError.system(call: "mdb_get", path: path + "/a", code: EINVAL)) {
        try value(of: 0, in: environment, letters)
      }
    }
  }

  @Test func `Deleting and emptying say what was there`() async throws {
    try await inScratch { path in
      let (environment, database) = try makeEnvironment(path + "/a")
      try write([[1], [2], [3]], to: environment, database)
      var write = try WriteTransaction(environment)
      #expect(try write.delete(database, Key(1)))
      #expect(try !write.delete(database, Key(1)))
      #expect(try write.count(database) == 2)
      try write.empty(database)
      #expect(try write.count(database) == 0)
      try write.commit()
      #expect(try count(environment, database) == 0)
    }
  }

  @Test func `An appended key must be greater, and a refusal changes nothing`() async throws {
    try await inScratch { path in
      let (environment, database) = try makeEnvironment(path + "/a")
      func append(_ keys: [UInt64]) throws {
        let write = try WriteTransaction(environment)
        try append(keys, in: write)
        try write.commit()
      }
      func append(_ keys: [UInt64], in write: borrowing WriteTransaction) throws {
        var appender = try write.appender(database)
        for key in keys {
          let value = [UInt8(key)]
          do {
            try value.withUnsafeBytes { try appender.append(Key(key), $0) }
            #expect(key != 4 && key != 6)
          } catch {
            #expect(key == 4 || key == 6)
            #expect(error as? LMDBError == .keyNotRising(database: "numbers"))
          }
        }
      }
      try append([5, 7])
      // 6 and 4 lie before 7; 300 has other bytes than 7 and still comes after it.
      try append([6, 8, 4, 255])
      let read = try ReadTransaction(environment)
      var cursor = try read.cursor(database)
      var keys: [UInt64] = []
      while try cursor.next() { keys.append(number(cursor.key)) }
      #expect(keys == [5, 7, 8, 255])
    }
  }

  @Test func `The last transaction counts commits that changed something`() async throws {
    try await inScratch { path in
      let (environment, database) = try makeEnvironment(path + "/a")
      let before = environment.lastTransaction
      try write([], to: environment, database)
      #expect(environment.lastTransaction == before)
      try write([[1]], to: environment, database)
      #expect(environment.lastTransaction == before + 1)
    }
  }
}

/// Carries a transaction to another thread, which its type is there to prevent.
private final class Box: @unchecked Sendable {
  private var transaction: WriteTransaction?

  init(_ transaction: consuming WriteTransaction) {
    self.transaction = .some(transaction)
  }

  func take() -> WriteTransaction? { transaction.take() }
}
