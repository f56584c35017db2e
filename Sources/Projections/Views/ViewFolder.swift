import Journal
import LMDB
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where the generations of one view lie: `views/<name>/<generation>` of a ledger, and beside them
/// the file `running`, whose number says which one answers.
struct ViewFolder: Sendable {
  let ledger: String
  let name: String

  private var path: String { "\(ledger)/views/\(name)" }

  func directory(_ generation: UInt32) -> String { "\(path)/\(generation)" }

  func exists(_ generation: UInt32) -> Bool {
    FileSystem.exists(directory(generation) + "/data.mdb")
  }

  /// Makes the directories above the generations.
  func prepare() throws(ProjectionError) {
    do throws(LMDBError) {
      for parent in ["\(ledger)/views", path] where !FileSystem.exists(parent) {
        do throws(LMDBError) {
          try FileSystem.makeDirectory(parent)
        } catch {
          // Another process may have been faster.
          guard FileSystem.exists(parent) else { throw error }
        }
      }
    } catch {
      throw .view(name: name, error)
    }
  }

  /// The generations on disk, ascending.
  func generations() -> [UInt32] {
    let numbers = (FileSystem.names(in: path) ?? []).compactMap { name in
      UInt32(name).flatMap { "\($0)" == name ? $0 : nil }
    }
    return numbers.filter(exists).sorted()
  }

  /// The generation that the file `running` names; nil where there is no such file, or a damaged one.
  ///
  /// It names it twice, so that a changed digit does not let another generation answer.
  func pointer() -> UInt32? {
    let file = open("\(path)/running", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 32)
    let count = read(file, &bytes, bytes.count)
    guard count > 0 else { return nil }
    let words = String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n")
    guard let line = words.first?.split(separator: " "), line.count == 2, line[0] == line[1] else {
      return nil
    }
    return UInt32(line[0])
  }

  /// Switches to another generation: whoever looks finds the one or the other, also after a crash.
  func setPointer(_ generation: UInt32) throws(ProjectionError) {
    let new = "\(path)/running.new"
    let file = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw failure("open", new) }
    let bytes = Array("\(generation) \(generation)\n".utf8)
    let isWritten = write(file, bytes, bytes.count) == bytes.count && fsync(file) == 0
    let code = errno
    close(file)
    guard isWritten else {
      unlink(new)
      throw .view(name: name, .system(call: "write", path: new, code: code))
    }
    do throws(LMDBError) {
      try FileSystem.renameDurably(new, to: "\(path)/running")
    } catch {
      throw .view(name: name, error)
    }
  }

  /// Removes what a switch left that could not be finished by writing, when the journal finished it.
  func removeUnfinishedPointer() { unlink("\(path)/running.new") }

  /// Removes a generation; what a crash leaves of it is no generation any more.
  func remove(_ generation: UInt32) throws(ProjectionError) {
    let gone = "\(path)/\(generation).discarded"
    empty(gone)
    do throws(LMDBError) {
      try FileSystem.renameDurably(directory(generation), to: gone)
    } catch {
      throw .view(name: name, error)
    }
    empty(gone)
    guard !FileSystem.exists(gone) else { throw failure("rmdir", gone) }
  }

  private func empty(_ directory: String) {
    for file in ["data.mdb", "lock.mdb", "rebuild.lock"] { unlink("\(directory)/\(file)") }
    rmdir(directory)
  }

  private func failure(_ call: String, _ path: String) -> ProjectionError {
    .view(name: name, .system(call: call, path: path, code: errno))
  }
}

/// Held by the process that makes a generation, and by nobody after its death.
struct RebuildLock: ~Copyable {
  private let descriptor: Int32

  /// Nil while another process holds it.
  init?(_ folder: ViewFolder, _ generation: UInt32) throws(ProjectionError) {
    let file = try Self.opened(folder, generation)
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      close(file)
      return nil
    }
    descriptor = file
  }

  /// Waits until nobody else holds it.
  init(waitingFor folder: ViewFolder, _ generation: UInt32) throws(ProjectionError) {
    let file = try Self.opened(folder, generation)
    while flock(file, LOCK_EX) != 0 {
      guard errno == EINTR else {
        let code = errno
        close(file)
        throw .view(
          name: folder.name,
          .system(call: "flock", path: Self.path(folder, generation), code: code))
      }
    }
    descriptor = file
  }

  private static func path(_ folder: ViewFolder, _ generation: UInt32) -> String {
    folder.directory(generation) + "/rebuild.lock"
  }

  private static func opened(
    _ folder: ViewFolder, _ generation: UInt32
  ) throws(ProjectionError) -> Int32 {
    let path = path(folder, generation)
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .view(name: folder.name, .system(call: "open", path: path, code: errno))
    }
    return descriptor
  }

  deinit { close(descriptor) }

  /// The same, but lets pass those who only look whether it is held.
  static func taken(
    _ folder: ViewFolder, _ generation: UInt32
  ) throws(ProjectionError) -> RebuildLock {
    for _ in 0..<20 {
      if let lock = try RebuildLock(folder, generation) { return lock }
      pause(microseconds: 5_000)
    }
    throw .beingRebuilt(name: folder.name, generation: generation)
  }
}
