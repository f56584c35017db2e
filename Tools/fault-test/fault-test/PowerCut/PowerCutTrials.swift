import Foundation
import Journal
import Ledger
import LedgerEvents
import Money
import SwiftProtobuf
import Trials

/// Records what two programs write, and looks at every state in which a power cut may leave it.
struct PowerCutTrials {
  let shim: Shim
  let program: Program
  let story: Story
  let directory: String
  let limit: Int
  var random: SeededRandom

  /// Threads that append to a journal whose index is written and merged all the while.
  mutating func journal(isLying: Bool) throws -> Int {
    let work = try newWork()
    let trace = try newTrace()
    let environment = shim.tracing(trace, below: work, isLying: isLying)
    let threads = 4
    for arguments in [
      ["create", work + "/ledger"],
      [
        "append", work + "/ledger", "--units", "12", "--from",
        [String](repeating: "0", count: threads).joined(separator: ","),
      ],
    ] {
      let ending = try program.run(
        command: [Child.program] + arguments, environment: environment)
      guard ending.isDone else { throw Failure(text: "\(arguments): \(ending.errors)") }
      try Trace.markEnd(trace)
    }
    let writers = (0..<threads).map { Worker.name("w", $0) }
    return try look(trace, work, stopsAtFault: isLying) { state, moment in
      let path = state + "/ledger"
      guard FileManager.default.fileExists(atPath: path + "/journal") else {
        guard moment.commands == 0 else { throw Failure(text: "the journal is gone") }
        return try Journal.create(at: path)
      }
      var ledger = TestLedger(at: path)
      _ = try ledger.inspect(
        moment.commands == 0 ? [] : moment.answers, writers: writers)
      _ = try ledger.inspect([], writers: [])
    }
  }

  /// The commands of a ledger's life, one after the other.
  static func life(_ story: Story) -> [[String]] {
    [
      ["init", "--name", "Nordwerk"], Story.account, Story.visit(1), Story.contact(1),
      ["import", story.rows], ["plan", "publish", story.plan], ["accounts"],
      ["commission", "totals"], ["checkpoint"], Story.visit(2),
      ["projections", "rebuild", "accounts"],
      ["projections", "promote", "accounts", "--reason", "checked"],
      ["commission", "close", "--period", "2026-03", "--approver", "e-1"],
      Story.contact(2), ["key", "rotate"],
      [
        "privacy", "erase", "account/nordwerk/p-1", "--basis", "GDPR Art. 17", "--approver", "e-3",
      ],
      ["backup", "{work}/saved", "--with-vault"],
      ["restore", "{work}/saved", "--ledger", "{work}/restored"], Story.visit(3),
    ]
  }

  mutating func ledger(isLying: Bool) throws -> Int {
    let work = try newWork()
    let trace = try newTrace()
    let environment = shim.tracing(trace, below: work, isLying: isLying)
    var after: [LedgerFacts] = [.none]
    for command in Self.life(story) {
      let arguments = command.map { $0.replacing("{work}", with: work) }
      let ending = try program.run(
        arguments, ledger: work + "/ledger", environment: environment)
      guard ending.isDone else { throw Failure(text: "\(arguments): \(ending.errors)") }
      try Trace.markEnd(trace)
      // A copy is looked at, since looking writes.
      let copy = directory + "/copy"
      try? FileManager.default.removeItem(atPath: copy)
      try FileManager.default.copyItem(atPath: work + "/ledger", toPath: copy)
      after.append(try LedgerFacts(checking: copy))
    }
    let backup = Self.life(story).firstIndex { $0[0] == "backup" } ?? 0
    return try look(trace, work, stopsAtFault: isLying) { state, moment in
      let path = state + "/ledger"
      let (before, next) = (
        after[moment.commands], after[min(moment.commands + 1, after.count - 1)]
      )
      if moment.commands == 0 {
        // Its creation is repeated, unless it is there.
        let terms = Ledger.Terms(name: "Nordwerk", currency: .eur, timeZone: "Europe/Berlin")
        if (try? Ledger(opening: path)) == nil {
          try Ledger.create(at: path, terms: terms, actor: "tester")
        }
      }
      let found = try LedgerFacts(checking: path)
      try Self.compare(found, before, next, last: after[after.count - 1])
      if moment.commands > backup {
        try Self.checkCopy(state + "/saved")
        _ = try Journal.restore(from: state + "/saved", to: state + "/again")
      }
      if moment.commands > backup + 1 {
        try Self.checkCopy(state + "/restored")
        let restored = try Journal.verify(at: state + "/restored")
        guard case .sound = restored else { throw Failure(text: "restored is \(restored)") }
      }
      try Self.goOn(path)
    }
  }

  /// Between what was acknowledged and what was under way, and of nothing else.
  private static func compare(
    _ found: LedgerFacts, _ before: LedgerFacts, _ next: LedgerFacts, last: LedgerFacts
  ) throws {
    // The first record has the time of its creation in it, which is repeated only where it was lost.
    guard found.records.starts(with: before.records), found.records.count <= next.records.count,
      before.records.isEmpty || last.records.starts(with: found.records)
    else {
      throw Failure(
        text: """
          \(before.records.count) records were acknowledged, \(next.records.count) written, \
          \(found.records.count) are there
          """)
    }
    guard before.checkpoints.allSatisfy({ found.checkpoints[$0.key] == $0.value }) else {
      throw Failure(text: "a checkpoint that was printed is lost")
    }
    guard found.erased >= before.erased,
      found.disclosed + found.erased >= before.disclosed + before.erased
    else { throw Failure(text: "a value about a person is lost, or one that was erased is back") }
    for (name, generation) in found.generations
    where generation != before.generations[name] && generation != next.generations[name] {
      throw Failure(text: "generation \(generation) of \(name) runs")
    }
  }

  /// A copy has the vault of the ledger, in its second generation after the erasure.
  private static func checkCopy(_ path: String) throws {
    let vault = try Data(contentsOf: URL(fileURLWithPath: path + "/vault/2/data.mdb"))
    guard vault.contains(where: { $0 != 0 }) else { throw Failure(text: "\(path) has no vault") }
  }

  /// The ledger takes the next event, and is as good when it is opened a second time.
  private static func goOn(_ path: String) throws {
    do {
      let ledger = try Ledger(opening: path)
      defer { ledger.close() }
      let event = try ProposedEvent(
        id: "after-the-cut", source: "urn:fault-test", subject: "account/after",
        occurrence: .unknown,
        data: AccountRegistered.with {
          $0.accountID = "after"
          $0.name = "After"
          $0.sector = "machinery"
          $0.country = "DE"
        }, actor: "tester")
      guard case .committed = try ledger.record([event]) else {
        throw Failure(text: "the next event was refused")
      }
    }
    _ = try LedgerFacts(checking: path)
  }

  private mutating func look(
    _ trace: String, _ work: String, stopsAtFault: Bool,
    _ body: (String, PowerCuts.Moment) throws -> Void
  ) throws -> Int {
    var root = stat()
    guard stat(work, &root) == 0 else { throw Failure(text: "\(work) is gone") }
    var cuts = PowerCuts(
      try Trace(trace), root: UInt64(root.st_ino), directory: directory, limit: limit,
      random: random)
    var faults: [String: Int] = [:]
    try cuts.run { state, moment in
      do {
        try body(state, moment)
      } catch {
        let text = (error as? Failure)?.text ?? "\(error)"
        let place = "operation \(moment.operation), after \(moment.commands) commands"
        if stopsAtFault { throw Failure(text: "power cut at \(place): \(text)") }
        faults[text, default: 0] += 1
        guard faults[text] == 1 else { return }
        let kept = "\(directory)/fault-\(faults.count)"
        try? FileManager.default.moveItem(atPath: state, toPath: kept)
        say("FAILED power cut at \(place): \(text)\n  what was left lies in \(kept)")
      }
    }
    random = cuts.random
    guard faults.isEmpty else {
      throw Failure(text: "\(faults.values.reduce(0, +)) of \(cuts.states) states, see above")
    }
    return cuts.states
  }

  private func newWork() throws -> String {
    let work = directory + "/work"
    try? FileManager.default.removeItem(atPath: work)
    try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
    return work
  }

  private func newTrace() throws -> String {
    try write(Data(), to: directory + "/trace")
    return directory + "/trace"
  }
}
