import Foundation
import Testing

@testable import LMDB

private var twoReaders: EnvironmentOptions {
  var options = small
  options.maximumReaders = 2
  return options
}

struct CrashTests {
  @Test func `The slot of a reader that was killed is freed`() async throws {
    try await inScratch { path in
      let (environment, _) = try makeEnvironment(path + "/a")
      #expect(environment.clearStaleReaders() == 0)
      await dieReading(path + "/a")
      #expect(environment.clearStaleReaders() == 1)
      #expect(environment.clearStaleReaders() == 0)
    }
  }

  @Test func `When slots run out those of killed readers are used`() async throws {
    try await inScratch { path in
      let (environment, database) = try makeEnvironment(path + "/a", twoReaders)
      await dieReading(path + "/a")
      func readTwice() throws {
        let first = try ReadTransaction(environment)
        let second = try ReadTransaction(environment)
        #expect(try first.count(database) == 0)
        #expect(try second.count(database) == 0)
        #expect(throws: LMDBError.readersFull(path: environment.path)) {
          _ = try ReadTransaction(environment)
        }
      }
      try readTwice()
      try readTwice()
    }
  }

  @Test func `A killed reader no longer keeps pages from being used again`() async throws {
    try await inScratch { path in
      let (environment, database) = try makeEnvironment(path + "/a")
      await dieReading(path + "/a")
      environment.clearStaleReaders()
      // 100 overwrites of 100,000 bytes are ten times the map, if none gives its pages back.
      for round in 0..<100 {
        try write([[UInt8](repeating: UInt8(round), count: 100_000)], to: environment, database)
      }
      #expect(environment.usedBytes < 600_000)
    }
  }

  @Test func `A writer that was killed gives way, and leaves nothing`() async throws {
    try await inScratch { path in
      let (environment, database) = try makeEnvironment(path + "/a")
      try write([[1]], to: environment, database)
      for _ in 0..<2 {
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
          let (environment, database) = try open(path + "/a")
          var write = try WriteTransaction(environment)
          try write.put(database, Key(0), [66])
          try write.put(database, Key(1), [66])
          dieAtOnce()
          try write.commit()
        }
        #expect(try count(environment, database) == 1)
        try write([[2]], to: environment, database)
        #expect(try value(of: 0, in: environment, database) == [2])
      }
    }
  }

  @Test func `A process writes on after another one was closed`() async throws {
    try await inScratch { path in
      let (environment, database) = try makeEnvironment(path + "/a")
      for round in 0..<3 as Range<UInt64> {
        await #expect(processExitsWith: .success) {
          [path = path as String, round = round as UInt64] in
          let (environment, database) = try open(path + "/a")
          #expect(try count(environment, database) == Int(2 * round))
          try write([[1]], to: environment, database, from: 2 * round)
        }
        try write([[2]], to: environment, database, from: 2 * round + 1)
      }
      #expect(try count(environment, database) == 6)
    }
  }

  private func dieReading(_ path: String) async {
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let (environment, database) = try open(path, twoReaders)
      let read = try ReadTransaction(environment)
      #expect(try read.count(database) == 0)
      dieAtOnce()
      _ = try read.count(database)
    }
  }
}

/// Each in a process of its own, since what fails is the process's own limits and descriptors.
struct FailedCommitTests {
  @Test func `After a failed write of data nothing more is written, and reading goes on`() async {
    await #expect(processExitsWith: .success) {
      try await inScratch { path in
        try failCommit(path + "/a", with: EFBIG) { _ in
          limitFiles(to: 20_000)
        } thenReading: { environment, database in
          let kept = try value(of: 0, in: environment, database)
          #expect(kept == [1])
        }
        limitFiles(to: nil)
        try reopen(path + "/a")
      }
    }
  }

  #if os(Linux)
    @Test func `After a failed sync nothing more is written, and nothing half is found`() async {
      await #expect(processExitsWith: .success) {
        try await inScratch { path in
          try failCommit(path + "/a", with: EINVAL) { environment in
            // Writing to this device works, syncing it does not: the pages are lost, as after
            // an error of the disk.
            let nothing = Glibc.open("/dev/null", O_RDWR)
            #expect(dup2(nothing, dataDescriptor(of: environment)) >= 0)
          } thenReading: { environment, database in
            let kept = try value(of: 0, in: environment, database)
            #expect(kept == [1])
          }
          try reopen(path + "/a")
        }
      }
    }

    @Test func `After a failed write of the head LMDB itself refuses everything`() async {
      await #expect(processExitsWith: .success) {
        try await inScratch { path in
          try failCommit(path + "/a", with: EBADF) { environment in
            let data = dataDescriptor(of: environment)
            for (descriptor, file) in descriptors(under: path + "/a")
            where file.hasSuffix("data.mdb") && descriptor != data {
              close(descriptor)
            }
          } thenReading: { environment, database in
            #expect(throws: LMDBError.poisoned(path: environment.path)) {
              _ = try ReadTransaction(environment)
            }
          }
          try reopen(path + "/a")
        }
      }
    }
  #endif
}

/// Makes one commit fail, checks what may still be done, and closes the environment.
private func failCommit(
  _ path: String, with code: Int32, breaking: (Environment) throws -> Void,
  thenReading: (Environment, Database) throws -> Void
) throws {
  let (environment, database) = try makeEnvironment(path)
  try write([[1]], to: environment, database)
  try breaking(environment)
  #expect(throws: LMDBError.system(call: "mdb_txn_commit", path: path, code: code)) {
    try write([[UInt8](repeating: 2, count: 50_000)], to: environment, database)
  }
  #expect(throws: LMDBError.poisoned(path: environment.path)) {
    try write([[3]], to: environment, database)
  }
  #expect(throws: LMDBError.poisoned(path: environment.path)) {
    _ = try WriteTransaction(environment)
  }
  try thenReading(environment, database)
}

/// Opens the environment anew: it holds what was committed and takes writes again.
private func reopen(_ path: String) throws {
  let (environment, database) = try open(path)
  #expect(try count(environment, database) == 1)
  #expect(try value(of: 0, in: environment, database) == [1])
  try write([[4]], to: environment, database)
  #expect(try value(of: 0, in: environment, database) == [4])
}
