import CLMDB
import Foundation
import Testing

@testable import LMDB

struct ErrorTextTests {
  private static let verbs: Set<Substring> = [
    "close", "do", "end", "give", "grow", "make", "move", "open", "restore", "run", "stop", "try",
    "use", "wait", "write",
  ]

  /// One of each case, in the order of ``place(of:)``.
  private let errors: [LMDBError] = [
    .missing(path: "/a"), .notAnEnvironment(path: "/a"),
    .truncated(path: "/a", expectedBytes: 2, actualBytes: 1), .alreadyOpen(path: "/a"),
    .lockFileReplaced(path: "/a"), .beingCreated(path: "/a"), .readOnly(path: "/a"),
    .missingDatabase(path: "/a", name: "n"), .remoteFileSystem(path: "/a"), .nestedWrite, .mapFull,
    .transactionFull(path: "/a"), .changeFailed(path: "/a"), .keyNotRising(database: "n"),
    .readersFull(path: "/a"), .mapInUse, .poisoned(path: "/a"),
    .damagedPage(path: "/a", page: 3, reason: "is not the page that its tree says"),
    .damagedEntry(path: "/a", key: [1, 2]),
    .corrupted(call: "c", path: "/a", code: MDB_CORRUPTED),
    .system(call: "c", path: "/a", code: ENOSPC), .other(call: "c", code: MDB_DBS_FULL),
  ]

  /// A new case stops the build here: it needs an example above, too.
  private func place(of error: LMDBError) -> Int {
    switch error {
    case .missing: 0
    case .notAnEnvironment: 1
    case .truncated: 2
    case .alreadyOpen: 3
    case .lockFileReplaced: 4
    case .beingCreated: 5
    case .readOnly: 6
    case .missingDatabase: 7
    case .remoteFileSystem: 8
    case .nestedWrite: 9
    case .mapFull: 10
    case .transactionFull: 11
    case .changeFailed: 12
    case .keyNotRising: 13
    case .readersFull: 14
    case .mapInUse: 15
    case .poisoned: 16
    case .damagedPage: 17
    case .damagedEntry: 18
    case .corrupted: 19
    case .system: 20
    case .other: 21
    }
  }

  @Test func `Every error says what happened and what to do`() {
    #expect(errors.map { place(of: $0) } == Array(errors.indices))
    #expect(Set(errors.map(\.reason)).count == errors.count)
    for error in errors {
      #expect(error.description == "\(error.reason); \(error.advice)")
      #expect(
        Self.verbs.contains(error.advice.split(separator: " ").first ?? ""), "\(error.advice)")
    }
  }

  @Test func `What knows its path names it`() {
    let pathless: Set = [9, 10, 13, 15, 21]
    for error in errors where !pathless.contains(place(of: error)) {
      #expect(error.reason.contains("/a"), "\(error.reason)")
    }
  }

  @Test func `What is damaged within sound pages is said in words`() {
    let error = LMDBError.corrupted(call: "a block cannot be read", path: "/a", code: 0)
    #expect(error.reason == "/a is damaged: a block cannot be read")
  }
}
