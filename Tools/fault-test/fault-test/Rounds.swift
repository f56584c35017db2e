import Foundation
import Trials

/// All parts of the test, one after the other; the first promise that does not hold ends it.
struct Rounds {
  private let isShort: Bool
  private let only: String?
  private let showsMessages: Bool
  private let every: Int
  private let directory: String
  private let random: SeededRandom
  private let shim: Shim
  private let program: Program
  private let story: Story

  init(_ options: Options) throws {
    guard let kontor = options["--kontor"], let library = options["--shim"] else {
      throw Failure(text: "--kontor and --shim are needed; Tools/fault-test/run gives them")
    }
    isShort = options["--short"] != nil
    only = options["--only"]
    showsMessages = options["--messages"] != nil
    every = options.number("--every", else: isShort ? 31 : 1)
    let seed = options.number("--seed", else: Int.random(in: 0..<1_000_000))
    random = SeededRandom(seed: UInt64(seed))
    directory = options["--directory"] ?? Self.memory + "kontor-faults-\(getpid())"
    say("seed \(seed), in \(directory)")
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: true)
    shim = Shim(library: library, directory: directory)
    program = Program(kontor: kontor, directory: directory)
    story = Story(program: program, directory: directory)
  }

  /// In memory where that can be: what a disk would do to the states is played, so none is needed.
  private static let memory =
    access("/dev/shm", W_OK) == 0 ? "/dev/shm/" : NSTemporaryDirectory()

  func run() throws {
    try story.writeRows(isShort ? 20 : 60)
    var tally = Tally()
    if wants("calls") { try failCalls(&tally) }
    if wants("group") { try failGroups(&tally) }
    if wants("cuts") { try cutPower(&tally) }
    if wants("surroundings") {
      var surroundings = Surroundings(
        shim: shim, program: program, story: story, directory: directory, tally: tally)
      try surroundings.run(isShort: isShort)
      tally = surroundings.tally
    }
    try FileManager.default.removeItem(atPath: directory)
    say("\n" + tally.text)
    say("\(tally.states) states: nothing acknowledged was lost")
  }

  private func wants(_ part: String) -> Bool {
    only == nil || only == part
      || part == "calls" && Scenario.all(story).contains { $0.name == only }
  }

  private func failCalls(_ tally: inout Tally) throws {
    var failures = CallFailures(
      shim: shim, program: program, story: story, directory: directory, step: every,
      hows: isShort ? [.once, .on] : Shim.How.allCases, tally: tally)
    for scenario in Scenario.all(story)
    where only == scenario.name || only == nil && isWanted(scenario) || only == "calls" {
      let start = ContinuousClock.now
      try failures.run(scenario)
      say("\(scenario.name): \(ContinuousClock.now - start)")
    }
    tally = failures.tally
    if showsMessages {
      for message in failures.messages.sorted() { say("  \(message)") }
    }
    for (fault, times) in failures.faults.sorted(by: { $0.key < $1.key }) {
      say("FAILED \(times) times: \(fault)")
    }
    guard failures.faults.isEmpty else { throw Failure(text: "see above") }
  }

  /// The short form takes those that no other of its scenarios is like.
  private func isWanted(_ scenario: Scenario) -> Bool {
    !isShort
      || ["init", "append", "promote", "backup", "erasure", "first checkpoint", "succession"]
        .contains(scenario.name)
  }

  private func failGroups(_ tally: inout Tally) throws {
    var failures = GroupFailures(
      shim: shim, program: program, directory: directory, step: every,
      hows: isShort ? [.once, .on] : Shim.How.allCases, tally: tally)
    try failures.run()
    tally = failures.tally
  }

  private func cutPower(_ tally: inout Tally) throws {
    var trials = PowerCutTrials(
      shim: shim, program: program, story: story, directory: directory,
      limit: isShort ? 80 : 4_000, random: random)
    let commits = try trials.journal(isLying: false)
    tally.add("power cut, group commit and index", states: commits, harmless: commits)
    let lives = try trials.ledger(isLying: false)
    tally.add("power cut, a ledger's life", states: lives, harmless: lives)
    // The test has to see what a disk that lies does, or it sees nothing.
    for kind in ["group commit and index", "a ledger's life"] {
      do {
        _ =
          try kind == "a ledger's life"
          ? trials.ledger(isLying: true) : trials.journal(isLying: true)
      } catch {
        say("a disk that lies is found out (\(kind)): \((error as? Failure)?.text ?? "\(error)")")
        continue
      }
      throw Failure(text: "a disk that does not sync went unnoticed (\(kind))")
    }
  }
}
