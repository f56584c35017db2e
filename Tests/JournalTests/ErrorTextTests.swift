import Foundation
import LMDB
import Testing

@testable import Journal

@Suite struct ErrorTextTests {
  private static let verbs: Set<Substring> = [
    "ask", "choose", "make", "move", "name", "open", "put", "restore", "send", "stop", "use",
    "`kontor",
  ]

  /// One of each case, in the order of ``place(of:)``.
  private let errors: [JournalError] = [
    .missing(path: "/a"), .exists(path: "/a"), .newerFormat(path: "/a", found: 2, known: 1),
    .rolledBack(path: "/a", noted: "size 2", found: "size 1"), .beyondHead(asked: 2, size: 1),
    .anchorUnusable(path: "/a", reason: "it cannot be read"),
    .historyChanged(before: "size 2", now: "size 1"),
    .damaged(position: 7, reason: "its check sum is wrong"),
    .unreadable(path: "/a", reason: "the journal's head cannot be read"),
    .indexDamaged(reason: "a block cannot be read"), .outcomeUnknown(.poisoned(path: "/a")),
    .readOnly, .closed, .storage(.truncated(path: "/a", expectedBytes: 2, actualBytes: 1)),
    .file(call: "open", path: "/a", code: ENOSPC), .notHeld(position: 7), .rootNotHeld(size: 7),
    .writtenMeanwhile(path: "/a"), .backupDiffers(path: "/a", reason: "it is shorter"),
  ]

  /// A new case stops the build here: it needs an example above, too.
  private func place(of error: JournalError) -> Int {
    switch error {
    case .missing: 0
    case .exists: 1
    case .newerFormat: 2
    case .rolledBack: 3
    case .beyondHead: 4
    case .anchorUnusable: 5
    case .historyChanged: 6
    case .damaged: 7
    case .unreadable: 8
    case .indexDamaged: 9
    case .outcomeUnknown: 10
    case .readOnly: 11
    case .closed: 12
    case .storage: 13
    case .file: 14
    case .notHeld: 15
    case .rootNotHeld: 16
    case .writtenMeanwhile: 17
    case .backupDiffers: 18
    }
  }

  @Test func `Every error says what to do`() {
    #expect(errors.map { place(of: $0) } == Array(errors.indices))
    #expect(Set(errors.map(\.description)).count == errors.count)
    for error in errors + [.exists(path: "/a", isLedger: true)] {
      let clauses = error.description.split { ";:,".contains($0) }.dropFirst()
      let first = clauses.map { $0.split(separator: " ").first ?? "" }
      #expect(first.contains { Self.verbs.contains($0) }, "\(error)")
    }
  }

  @Test func `A head that cannot be read is no record at position 0`() {
    let error = JournalError.unreadable(
      path: "/ledger/journal", reason: "the journal's head cannot be read")
    #expect(
      "\(error)"
        == "/ledger/journal is damaged: the journal's head cannot be read; restore a backup")
  }
}
