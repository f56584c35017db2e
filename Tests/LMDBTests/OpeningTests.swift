import CLMDB
import Foundation
import Testing

@testable import LMDB

struct OpeningTests {
  @Test func `A second open of the same environment is refused, also by another path`() async throws
  {
    try await inScratch { path in
      let (environment, database) = try makeEnvironment(path + "/a")
      try FileManager.default.createSymbolicLink(
        atPath: path + "/link", withDestinationPath: path + "/a")
      for other in ["/a", "/a/", "/link", "/./a"] {
        #expect(throws: LMDBError.alreadyOpen(path: path + other)) {
          try Environment(opening: path + other)
        }
      }
      try write([[1]], to: environment, database)
    }
  }

  @Test func `It can be opened again once it is closed`() async throws {
    try await inScratch { path in
      for round in 1...3 {
        let (environment, database) =
          round == 1 ? try makeEnvironment(path + "/a") : try open(path + "/a")
        try write([[UInt8(round)]], to: environment, database, from: UInt64(round))
        #expect(try count(environment, database) == round)
      }
    }
  }

  @Test func `An open that failed does not count as open`() async throws {
    try await inScratch { path in
      _ = try makeEnvironment(path + "/a")
      let lock = path + "/a/lock.mdb"
      try FileManager.default.removeItem(atPath: lock)
      try FileManager.default.createDirectory(
        atPath: lock, withIntermediateDirectories: false)
      #expect(throws: LMDBError.system(call: "mdb_env_open", path: path + "/a", code: EISDIR)) {
        try Environment(opening: path + "/a")
      }
      try FileManager.default.removeItem(atPath: lock)
      _ = try open(path + "/a")
    }
  }

  @Test func `An open transaction keeps its environment open`() async throws {
    try await inScratch { path in
      func beginRead() throws -> ReadTransaction {
        try ReadTransaction(try makeEnvironment(path + "/a").0)
      }
      func hold(_ read: consuming ReadTransaction) throws {
        #expect(throws: LMDBError.alreadyOpen(path: path + "/a")) {
          try Environment(opening: path + "/a")
        }
        #expect(try read.count(try read.environment.database("numbers")) == 0)
      }
      try hold(try beginRead())
      _ = try open(path + "/a")
    }
  }

  @Test func `What is not there is missing`() async throws {
    try await inScratch { path in
      #expect(throws: LMDBError.missing(path: path + "/none")) {
        try Environment(opening: path + "/none")
      }
      #expect(throws: LMDBError.missing(path: path)) { try Environment(opening: path) }
    }
  }

  @Test func `No flag gives up durability, locking or the protection of the map`() async throws {
    try await inScratch { path in
      let (environment, _) = try makeEnvironment(path + "/a")
      var flags: UInt32 = 0
      #expect(mdb_env_get_flags(environment.pointer, &flags) == MDB_SUCCESS)
      let forbidden =
        MDB_WRITEMAP | MDB_NOSYNC | MDB_NOMETASYNC | MDB_MAPASYNC | MDB_NOLOCK | MDB_NOMEMINIT
        | MDB_FIXEDMAP
      #expect(flags & UInt32(forbidden) == 0)
      #expect(flags & UInt32(MDB_NOTLS) != 0)
      #expect(mdb_env_get_maxkeysize(environment.pointer) == Int32(Key.lengths.upperBound))
    }
  }

  @Test func `Directory and files belong to their owner alone, whatever the mask`() async {
    await #expect(processExitsWith: .success) {
      umask(0)
      try await inScratch { path in
        let (environment, database) = try makeEnvironment(path + "/a")
        try write([[1]], to: environment, database)
        try environment.copy(to: path + "/copy")
        for (file, mode) in [
          ("/a", 0o700), ("/a/data.mdb", 0o600), ("/a/lock.mdb", 0o600), ("/copy", 0o700),
          ("/copy/data.mdb", 0o600),
        ] {
          let attributes = try FileManager.default.attributesOfItem(atPath: path + file)
          #expect(attributes[.posixPermissions] as? Int == mode, "\(file)")
        }
      }
    }
  }

  #if os(Linux)
    @Test func `A child process inherits none of the files`() async throws {
      try await inScratch { path in
        let (environment, _) = try makeEnvironment(path + "/a")
        let found = descriptors(under: path + "/a")
        #expect(found.count >= 3)
        for (descriptor, file) in found {
          #expect(fcntl(descriptor, F_GETFD) & FD_CLOEXEC != 0, "\(file)")
        }
        withExtendedLifetime(environment) {}
      }
    }
  #endif

  @Test func `A read-only environment reads and refuses to write`() async throws {
    try await inScratch { path in
      func prepare() throws {
        let (environment, database) = try makeEnvironment(path + "/a")
        try write([[7]], to: environment, database)
      }
      try prepare()
      var options = small
      options.isReadOnly = true
      let (environment, database) = try open(path + "/a", options)
      #expect(try value(of: 0, in: environment, database) == [7])
      #expect(throws: LMDBError.readOnly(path: path + "/a")) {
        _ = try WriteTransaction(environment)
      }
      #expect(throws: LMDBError.missingDatabase(path: path + "/a", name: "letters")) {
        try environment.database("letters")
      }
      #expect(try environment.database("numbers").name == "numbers")
    }
  }

  @Test func `A database that is not there is created, and one too many is refused`() async throws {
    try await inScratch { path in
      var options = small
      options.maximumDatabases = 2
      func create() throws {
        let (environment, _) = try makeEnvironment(path + "/a", options)
        let letters = try environment.database("letters")
        try write([[1]], to: environment, letters)
        #expect(throws: LMDBError.other(call: "mdb_dbi_open signs", code: MDB_DBS_FULL)) {
          try environment.database("signs")
        }
      }
      try create()
      let (environment, _) = try open(path + "/a", options)
      let letters = try environment.database("letters")
      #expect(try value(of: 0, in: environment, letters) == [1])
    }
  }

  @Test func `A database of another environment is refused`() async {
    await #expect(processExitsWith: .failure) {
      try await inScratch { path in
        let (_, database) = try makeEnvironment(path + "/a")
        let (other, _) = try makeEnvironment(path + "/b")
        _ = try value(of: 0, in: other, database)
      }
    }
  }
}

#if os(Linux)
  /// The open descriptors of this process for files in the directory `path`.
  func descriptors(under path: String) -> [(descriptor: Int32, file: String)] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    return all.compactMap { name in
      guard
        let descriptor = Int32(name),
        let file = try? FileManager.default.destinationOfSymbolicLink(
          atPath: "/proc/self/fd/" + name),
        file.hasPrefix(path + "/")
      else { return nil }
      return (descriptor, file)
    }
  }
#endif
