import Foundation
import Synchronization

@testable import LMDB

#if canImport(Glibc)
  import Glibc
#endif

/// Lends an empty directory and removes it afterwards.
func inScratch(_ body: (String) async throws -> Void) async throws {
  let path = NSTemporaryDirectory() + "lmdb-tests-" + UUID().uuidString
  try FileSystem.makeDirectory(path)
  defer { try? FileManager.default.removeItem(atPath: path) }
  try await body(path)
}

/// A small map, so that tests can fill it.
let small = EnvironmentOptions(mapSize: 1 << 20, patience: .milliseconds(200))

/// Creates an environment with the database "numbers", and opens it.
func makeEnvironment(
  _ path: String, _ options: EnvironmentOptions = small
) throws -> (Environment, Database) {
  try Environment.create(at: path, options: options) { (environment) throws(LMDBError) in
    let write = try WriteTransaction(environment)
    _ = try write.openDatabase("numbers")
    try write.commit()
  }
  return try open(path, options)
}

func open(
  _ path: String, _ options: EnvironmentOptions = small
) throws -> (Environment, Database) {
  let environment = try Environment(opening: path, options: options)
  return (environment, try environment.database("numbers"))
}

/// Puts the values at the keys 0, 1, … in one transaction.
func write(
  _ values: [[UInt8]], to environment: Environment, _ database: Database, from first: UInt64 = 0
) throws {
  var write = try WriteTransaction(environment)
  for (key, value) in zip(first..., values) { try write.put(database, Key(key), value) }
  try write.commit()
}

func value(of key: UInt64, in environment: Environment, _ database: Database) throws -> [UInt8]? {
  let read = try ReadTransaction(environment)
  return bytes(ifThere: try read.value(database, Key(key)))
}

func count(_ environment: Environment, _ database: Database) throws -> Int {
  try ReadTransaction(environment).count(database)
}

func bytes(_ span: RawSpan) -> [UInt8] { span.withUnsafeBytes(Array.init) }

func bytes(ifThere span: RawSpan?) -> [UInt8]? {
  guard let span else { return nil }
  return bytes(span)
}

/// A key's bytes as the number it stands for.
func number(_ span: RawSpan) -> UInt64 { bytes(span).reduce(0) { $0 << 8 | UInt64($1) } }

/// Runs `body` on a thread of its own; returns when it has ended.
func onAnotherThread(_ body: @escaping @Sendable () -> Void) {
  start(body).wait()
}

/// Starts `body` on a thread of its own; the semaphore is raised when it has ended.
func start(_ body: @escaping @Sendable () -> Void) -> DispatchSemaphore {
  let end = DispatchSemaphore(value: 0)
  Thread {
    body()
    end.signal()
  }.start()
  return end
}

/// Ends this process as `kill -9` does, without a chance to clear up.
func dieAtOnce() {
  kill(getpid(), SIGKILL)
  pause()
}

/// A sequence of numbers that looks random and is the same for the same seed.
struct Dice: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
