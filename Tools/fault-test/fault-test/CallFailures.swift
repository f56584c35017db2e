import Foundation
import Trials

/// Fails the first call, the second, the third … of every scenario, until one runs through untouched.
struct CallFailures {
  let shim: Shim
  let program: Program
  let story: Story
  let directory: String
  /// Which of the calls: every `step`th, and what each failure is like.
  let step: Int
  let hows: [Shim.How]
  var tally: Tally
  /// Each message once, for people to read.
  var messages: Set<String> = []
  /// What did not hold, and how often.
  private(set) var faults: [String: Int] = [:]
  private var verified = 0

  init(
    shim: Shim, program: Program, story: Story, directory: String, step: Int, hows: [Shim.How],
    tally: Tally
  ) {
    (self.shim, self.program, self.story, self.directory) = (shim, program, story, directory)
    (self.step, self.hows, self.tally) = (step, hows, tally)
  }

  private var work: String { directory + "/work" }

  mutating func run(_ scenario: Scenario) throws {
    let base = directory + "/start"
    try? FileManager.default.removeItem(atPath: base)
    // The same path, since a ledger may name itself in what it prints.
    try? FileManager.default.removeItem(atPath: work)
    try story.make(scenario.start, in: work)
    try FileManager.default.moveItem(atPath: work, toPath: base)
    let before =
      scenario.ledger == "/ledger" && scenario.start != .nothing && scenario.start != .lost
      ? try facts(base + "/ledger") : .none
    // Untouched, it says how many records there are to be.
    try renew(base)
    let free = try start(scenario, [:])
    guard free.isDone else { throw Failure(text: "\(scenario.name) untouched: \(free.errors)") }
    let whole = try facts(work + scenario.ledger)
    for how in hows {
      var number = 1
      while true {
        try renew(base)
        // Every other time the other errno of the call.
        let ending = try start(
          scenario, try shim.failing(number, how, kit: number % 2, below: work))
        let counted = shim.counted()
        do {
          try check(scenario, ending, before: before, whole: whole)
        } catch {
          let text = ((error as? Failure)?.text ?? "\(error)").replacing(directory, with: "")
          let call = counted.first.replacing(directory, with: "")
          note(
            "\(scenario.name): \(text)", "call \(number), \(call), \(how.words): \(ending.errors)")
        }
        tally.add(scenario.name, ending, isTouched: counted.failed > 0)
        if number > counted.calls { break }
        number += step
      }
    }
  }

  /// Notes what did not hold, and goes on: what else does not hold is worth knowing.
  private mutating func note(_ fault: String, _ place: String) {
    if faults[fault] == nil { say("FAILED \(fault)\n  \(place)") }
    faults[fault, default: 0] += 1
  }

  private func renew(_ base: String) throws {
    try? FileManager.default.removeItem(atPath: work)
    try FileManager.default.copyItem(atPath: base, toPath: work)
  }

  private func start(
    _ scenario: Scenario, _ environment: [String: String]
  ) throws -> Program.Ending {
    try program.run(
      scenario.command.map { $0.replacing("{work}", with: work) },
      ledger: work + scenario.ledger, environment: environment)
  }

  /// The facts of a ledger, or those of none where its creation did not come far enough.
  private func facts(_ path: String) throws -> LedgerFacts {
    try FileManager.default.fileExists(atPath: path + "/journal")
      ? LedgerFacts(checking: path) : .none
  }

  private mutating func check(
    _ scenario: Scenario, _ ending: Program.Ending, before: LedgerFacts, whole: LedgerFacts
  ) throws {
    if let fault = ErrorText.fault(ending) { throw Failure(text: fault) }
    for line in ending.errors.split(separator: "\n") {
      messages.insert(String(line).replacing(directory, with: ""))
    }
    let path = work + scenario.ledger
    let isDone: Bool
    // A creation, a restore or a succession that failed may have left what only its repetition mends.
    if scenario.start == .lost || before.records.isEmpty, !ending.isDone {
      isDone = (try? facts(path)).map { !$0.records.isEmpty } ?? false
    } else {
      let found = try facts(path)
      try compare(found, before, whole, isOneUnit: scenario.isOneUnit)
      isDone = found.records.count == whole.records.count && scenario.isDone(work, found)
    }
    if ending.isDone, !isDone { throw Failure(text: "it said it was done and it is not") }
    let again = try start(scenario, [:])
    guard case .exit(let code) = again.end, code == 0 || isDone && scenario.again.contains(code)
    else {
      throw Failure(text: "the same again ended with \(again.end): \(again.errors)")
    }
    let found = try facts(path)
    guard found.records.count >= whole.records.count, scenario.isDone(work, found) else {
      throw Failure(text: "the same again said it was done and it is not")
    }
    try checkLeftovers()
    verified += 1
    if verified % 10 == 0 { try program.must(["verify"], ledger: path) }
  }

  /// What was there is there, and of what is new all or nothing.
  private func compare(
    _ found: LedgerFacts, _ before: LedgerFacts, _ whole: LedgerFacts, isOneUnit: Bool
  ) throws {
    guard found.records.starts(with: before.records) else {
      throw Failure(text: "an acknowledged event is lost")
    }
    let added = found.records.count - before.records.count
    let all = whole.records.count - before.records.count
    guard isOneUnit ? added == 0 || added == all : added <= all else {
      throw Failure(text: "\(added) of \(all) records are there")
    }
    guard before.checkpoints.allSatisfy({ found.checkpoints[$0.key] == $0.value }) else {
      throw Failure(text: "a checkpoint is lost")
    }
    guard found.disclosed + found.erased >= before.disclosed + before.erased else {
      throw Failure(text: "a value about a person is lost")
    }
  }

  /// Once the same was done without a fault, nothing unfinished lies about.
  private func checkLeftovers() throws {
    let names = FileManager.default.enumerator(atPath: work)?.compactMap { $0 as? String } ?? []
    if let left = names.first(where: { $0.hasSuffix(".new") }) {
      throw Failure(text: "\(left) was left behind")
    }
  }
}
