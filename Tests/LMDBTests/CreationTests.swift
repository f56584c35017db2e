import Foundation
import Testing

@testable import LMDB

struct CreationTests {
  @Test func `Nothing lies at the final path before it is complete`() async throws {
    try await inScratch { path in
      try Environment.create(at: path + "/a/", options: small) { (environment) throws(LMDBError) in
        #expect(!FileSystem.exists(path + "/a"))
        #expect(environment.path == path + "/a.new")
        let write = try WriteTransaction(environment)
        _ = try write.openDatabase("numbers")
        try write.commit()
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["a"])
      #expect(try FileManager.default.contentsOfDirectory(atPath: path + "/a") == ["data.mdb"])
      _ = try open(path + "/a")
    }
  }

  @Test func `A creation that fails leaves nothing behind`() async throws {
    try await inScratch { path in
      #expect(throws: LMDBError.mapFull) {
        try Environment.create(at: path + "/a", options: small) { (_) throws(LMDBError) in
          throw .mapFull
        }
      }
      let left = try FileManager.default.contentsOfDirectory(atPath: path)
      #expect(left.isEmpty)
    }
  }

  @Test func `What a killed creation left is replaced by the next one`() async throws {
    try await inScratch { path in
      await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
        try Environment.create(at: path + "/a", options: small) { (environment) throws(LMDBError) in
          let write = try WriteTransaction(environment)
          _ = try write.openDatabase("left over")
          try write.commit()
          dieAtOnce()
        }
      }
      #expect(!FileSystem.exists(path + "/a"))
      #expect(FileSystem.exists(path + "/a.new/data.mdb"))
      func replace() throws { _ = try makeEnvironment(path + "/a") }
      try replace()
      var options = small
      options.isReadOnly = true
      let environment = try Environment(opening: path + "/a", options: options)
      #expect(throws: LMDBError.missingDatabase(path: path + "/a", name: "left over")) {
        try environment.database("left over")
      }
      #expect(!FileSystem.exists(path + "/a.new"))
    }
  }

  @Test func `A left directory that holds anything else is not touched`() async throws {
    try await inScratch { path in
      try FileSystem.makeDirectory(path + "/a.new")
      let foreign = path + "/a.new/letter.txt"
      #expect(FileManager.default.createFile(atPath: foreign, contents: Data("Liebe".utf8)))
      #expect(throws: LMDBError.system(call: "rmdir", path: path + "/a.new", code: ENOTEMPTY)) {
        try makeEnvironment(path + "/a")
      }
      #expect(FileSystem.exists(foreign))
    }
  }

  @Test func `Two creations of the same path do not mix`() async throws {
    try await inScratch { path in
      try Environment.create(at: path + "/a", options: small) { (environment) throws(LMDBError) in
        #expect(throws: LMDBError.beingCreated(path: path + "/a.new")) {
          try makeEnvironment(path + "/a")
        }
        let write = try WriteTransaction(environment)
        _ = try write.openDatabase("numbers")
        try write.commit()
      }
      _ = try open(path + "/a")
    }
  }

  @Test func `What is there is not created again`() async throws {
    try await inScratch { path in
      func prepare() throws {
        let (environment, database) = try makeEnvironment(path + "/a")
        try write([[1]], to: environment, database)
      }
      try prepare()
      #expect(throws: LMDBError.system(call: "create", path: path + "/a", code: EEXIST)) {
        try makeEnvironment(path + "/a")
      }
      let (environment, database) = try open(path + "/a")
      #expect(try count(environment, database) == 1)
    }
  }

  @Test func `An environment kept beyond its creation stops the process`() async {
    await #expect(processExitsWith: .failure) {
      try await inScratch { path in
        var kept: Environment?
        try Environment.create(at: path + "/a", options: small) { kept = $0 }
        withExtendedLifetime(kept) {}
      }
    }
  }
}

struct CopyTests {
  @Test func `A copy is compacted, complete and opens`() async throws {
    try await inScratch { path in
      let (environment, database) = try makeEnvironment(path + "/a")
      let values = (0..<100).map { [UInt8](repeating: $0, count: 3_000) }
      try write(values, to: environment, database)
      var remove = try WriteTransaction(environment)
      for key in 10..<100 { try remove.delete(database, Key(UInt64(key))) }
      try remove.commit()
      try environment.copy(to: path + "/copy")
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: path + "/copy") == ["data.mdb"])
      // Ten values of 3,000 bytes, one to a page, and few more pages for the trees and the heads.
      let size = try DataFile(path + "/copy/data.mdb").sizeInBytes
      #expect((10 * 4_096..<20 * 4_096).contains(size))
      #expect(environment.usedBytes >= 100 * 4_096)
      let (copy, copied) = try open(path + "/copy")
      #expect(try count(copy, copied) == 10)
      for key in 0..<10 {
        #expect(try value(of: UInt64(key), in: copy, copied) == values[key])
      }
    }
  }

  @Test func `A copy of what another process made larger is complete`() async throws {
    try await inScratch { path in
      let (environment, _) = try makeEnvironment(path + "/a")
      await growInAnotherProcess(path + "/a")
      try environment.copy(to: path + "/copy")
      var options = small
      options.mapSize = 1 << 26
      let (copy, copied) = try open(path + "/copy", options)
      #expect(try count(copy, copied) == 1_000)
    }
  }

  @Test func `A copy never replaces anything`() async throws {
    try await inScratch { path in
      let (environment, _) = try makeEnvironment(path + "/a")
      #expect(throws: LMDBError.system(call: "create", path: path, code: EEXIST)) {
        try environment.copy(to: path)
      }
    }
  }

  @Test func `A copy that fails leaves nothing behind`() async {
    await #expect(processExitsWith: .success) {
      try await inScratch { path in
        let (environment, database) = try makeEnvironment(path + "/a")
        try write([[UInt8](repeating: 1, count: 100_000)], to: environment, database)
        limitFiles(to: 50_000)
        #expect {
          try environment.copy(to: path + "/copy")
        } throws: { error in
          // Which code LMDB reports depends on how the file system takes unbuffered writes.
          guard case .system("mdb_env_copy2", path + "/copy.new", _) = error as? LMDBError else {
            return false
          }
          return true
        }
        limitFiles(to: nil)
        let left = try FileManager.default.contentsOfDirectory(atPath: path)
        #expect(left == ["a"])
      }
    }
  }
}

/// Lets another process open the environment with a larger map and put 1,000 values of 4,000 bytes.
func growInAnotherProcess(_ path: String) async {
  await #expect(processExitsWith: .success) { [path = path as String] in
    let (environment, database) = try open(path, EnvironmentOptions(mapSize: 1 << 24))
    let value = [UInt8](repeating: 9, count: 4_000)
    try write([[UInt8]](repeating: value, count: 1_000), to: environment, database)
  }
}

/// Makes the system refuse to write any file beyond `bytes`, as a full disk would.
func limitFiles(to bytes: Int?) {
  signal(SIGXFSZ, SIG_IGN)
  var limit = rlimit(rlim_cur: bytes.map(rlim_t.init) ?? rlim_t.max, rlim_max: rlim_t.max)
  #if os(Linux)
    setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
  #else
    setrlimit(RLIMIT_FSIZE, &limit)
  #endif
}
