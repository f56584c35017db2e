import CLMDB

/// What LMDB, or the file system below it, refused.
package enum LMDBError: Error, Equatable, Sendable {
  /// No environment lies at this path.
  case missing(path: String)
  /// The file at this path is not one that LMDB 0.9 wrote.
  case notAnEnvironment(path: String)
  /// The file ends before its last page: reading it would be stopped by a signal.
  ///
  /// Restore a backup; never write to a truncated file.
  case truncated(path: String, expectedBytes: Int, actualBytes: Int)
  /// This process has the environment open already; LMDB loses its locks when it is opened twice.
  case alreadyOpen(path: String)
  /// `lock.mdb` (or `data.mdb`) was deleted or replaced while the environment was open, so that another
  /// process may write at the same time. Close every process that uses the ledger, then open it again.
  case lockFileReplaced(path: String)
  /// The directory is just being created by another process, or by this one.
  case beingCreated(path: String)
  /// The environment was opened for reading only.
  case readOnly(path: String)
  /// The environment holds no database of this name.
  case missingDatabase(path: String, name: String)
  /// The file system is shared between machines, where LMDB's locks do not hold.
  case remoteFileSystem(path: String)
  /// This thread holds a write transaction already; LMDB would wait for itself.
  case nestedWrite
  /// The map is full: grow it with ``Environment/growMap(toAtLeast:)`` and try again.
  case mapFull
  /// One transaction touched more pages than LMDB keeps track of: write smaller batches.
  case transactionFull(path: String)
  /// A change of this transaction failed before, so that it can only end without a trace.
  case changeFailed(path: String)
  /// The appended key is not greater than the last one there.
  case keyNotRising(database: String)
  /// As many read transactions are open, over all processes, as the environment has slots for.
  case readersFull(path: String)
  /// Transactions of this process keep the map from being moved to its new size.
  case mapInUse
  /// A commit failed once, so what is on disk is unknown until the environment is opened again.
  case poisoned(path: String)
  /// A page, of this number, is not what its tree says, or leads where nothing is.
  case damagedPage(path: String, page: UInt64, reason: String)
  /// An entry does not have the check sum that it was written with.
  case damagedEntry(path: String, key: [UInt8])
  /// LMDB stored a damaged page, or met one. With the code 0 it is what we keep in its pages that
  /// is damaged, and `call` says in words how.
  case corrupted(call: String, path: String, code: Int32)
  /// The operating system refused a call.
  case system(call: String, path: String, code: Int32)
  /// Any other code of LMDB.
  case other(call: String, code: Int32)

  /// The error for what `call` returned; `code` is one of LMDB's, or an errno.
  static func from(_ code: Int32, call: String, path: String = "") -> LMDBError {
    switch code {
    case MDB_MAP_FULL: .mapFull
    case MDB_TXN_FULL: .transactionFull(path: path)
    case MDB_READERS_FULL: .readersFull(path: path)
    case MDB_PANIC: .poisoned(path: path)
    case MDB_INVALID, MDB_VERSION_MISMATCH: .notAnEnvironment(path: path)
    case MDB_CORRUPTED, MDB_PAGE_NOTFOUND, MDB_CURSOR_FULL, MDB_BAD_TXN:
      .corrupted(call: call, path: path, code: code)
    case 1...: .system(call: call, path: path, code: code)
    default: .other(call: call, code: code)
    }
  }
}

extension LMDBError: CustomStringConvertible {
  /// What happened, where, and what to do.
  package var description: String { "\(reason); \(advice)" }

  /// What happened and where, for a message that says itself what to do.
  package var reason: String {
    switch self {
    case .missing(let path):
      "there is no environment at \(path)"
    case .notAnEnvironment(let path):
      "\(path) is not a file that LMDB 0.9 wrote"
    case .truncated(let path, let expected, let actual):
      "\(path) ends after \(actual) bytes, its pages need \(expected): the file was cut off"
    case .alreadyOpen(let path):
      "\(path) is open in this process already"
    case .lockFileReplaced(let path):
      "\(path) was deleted or replaced while in use"
    case .beingCreated(let path):
      "\(path) is being created just now"
    case .readOnly(let path):
      "\(path) is open for reading only"
    case .missingDatabase(let path, let name):
      "\(path) holds no database \(name): it is of another kind or incomplete"
    case .remoteFileSystem(let path):
      "\(path) lies on a file system shared between machines"
    case .nestedWrite:
      "this thread holds a write transaction already"
    case .mapFull:
      "the memory map is full"
    case .transactionFull(let path):
      "a transaction on \(path) is too large"
    case .changeFailed(let path):
      "a change of \(path) failed, so its transaction was dropped"
    case .keyNotRising(let database):
      "a key appended to \(database) is not greater than the last one there"
    case .readersFull(let path):
      "too many reads of \(path) are open at once"
    case .mapInUse:
      "the memory map cannot grow while this process uses it"
    case .poisoned(let path):
      "an earlier commit failed, what is on disk at \(path) is unknown"
    case .damagedPage(let path, let page, let reason):
      "page \(page) of \(path) \(reason)"
    case .damagedEntry(let path, let key):
      "\(path) was changed on disk: the entry \(printable(key)) fails its check sum"
    case .corrupted(let call, let path, 0):
      "\(path) is damaged: \(call)"
    case .corrupted(let call, let path, let code), .system(let call, let path, let code):
      "\(call)\(path.isEmpty ? "" : " \(path)"): \(SystemRefusal.words(code))"
    case .other(let call, let code):
      "\(call): \(SystemRefusal.words(code))"
    }
  }

  /// What to do about it.
  package var advice: String {
    switch self {
    case .missing: "make sure that the path is right, or restore a backup there"
    case .notAnEnvironment: "restore a backup if it once was"
    case .alreadyOpen: "use the one that is open, or close it first"
    case .lockFileReplaced: "stop every process that uses this ledger, then open it again"
    case .beingCreated, .mapInUse: "try again"
    case .readOnly: "open it for writing to change it"
    case .missingDatabase: "make sure that it is the right one, or restore a backup"
    case .remoteFileSystem: "move it to a local disk"
    case .nestedWrite: "end that one first"
    case .mapFull: "grow it and write again"
    case .transactionFull: "write fewer entries at once"
    case .changeFailed: "write it again"
    case .keyNotRising: "write in the order of keys"
    case .readersFull: "wait until some have ended, or end some, then do the same again"
    case .poisoned: "close the ledger and open it again"
    case .truncated, .damagedPage, .damagedEntry, .corrupted: "restore a backup"
    case .system("mdb_env_open", _, let code) where SystemRefusal.isDenial(code):
      "\(SystemRefusal.advice(code)), or read it with kontor-replay, which writes nothing"
    case .system(_, _, let code): SystemRefusal.advice(code)
    case .other: "run `kontor verify`, and restore a backup if it fails"
    }
  }

  /// A key as it can be shown on one line: as text where it is such, in hexadecimal where it is not.
  private func printable(_ key: [UInt8]) -> String {
    if key.allSatisfy({ (0x21...0x7E).contains($0) }) {
      return String(decoding: key, as: UTF8.self)
    }
    return key.prefix(40).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// Whether the system, or how the file was opened, did not let it be used: nothing is said about it.
  package var isRefusal: Bool {
    switch self {
    case .system, .readOnly: true
    default: false
    }
  }

  /// Whether the files are of no use, rather than out of reach: whoever can, makes them anew.
  package var isDamage: Bool {
    switch self {
    case .missing, .notAnEnvironment, .truncated, .corrupted, .damagedPage, .damagedEntry,
      .missingDatabase, .other:
      true
    case .alreadyOpen, .lockFileReplaced, .remoteFileSystem, .nestedWrite, .mapFull, .mapInUse,
      .transactionFull, .poisoned, .beingCreated, .readOnly, .changeFailed, .keyNotRising,
      .readersFull, .system:
      false
    }
  }
}
