import ArgumentParser
import FuzzTargets

/// Feeds damaged input to every reader and reports what stops the process.
@main
struct KontorFuzz: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kontor-fuzz",
    abstract: "Feed damaged input to every reader of the ledger.",
    discussion: """
      Each reader is tried in a process of its own, first with every input of the corpus, then with \
      examples of the repository that a seeded generator damages. A trap, a broken promise or more \
      than five seconds for one input ends the process; its input is saved. The same seed tries the \
      same inputs in the same order.
      """)

  @Option(help: "How long to try, over all readers.")
  var seconds = 60

  @Option(help: "Another seed tries other inputs.")
  var seed: UInt64 = 1

  @Option(help: "The repository, for examples and the corpus.")
  var root = "."

  @Option(help: "Where inputs that end a process are saved.")
  var crashes = "fuzz-crashes"

  @Option(help: "One reader only.")
  var target: Target?

  @Option(
    help: ArgumentHelp("The file through which a child tells what it tries.", visibility: .private))
  var notes: String?

  @Option(help: "Try one saved input and nothing else.")
  var replay: String?

  @Option(
    help: ArgumentHelp("Write what a coverage-guided run starts from.", visibility: .private))
  var writeSeeds: String?

  @Option(help: ArgumentHelp("Put the inputs in a folder into the corpus.", visibility: .private))
  var keep: String?

  @Flag(help: ArgumentHelp("Hand the arguments after -- to libFuzzer.", visibility: .private))
  var coverage = false

  @Argument(parsing: .postTerminator, help: ArgumentHelp(visibility: .private))
  var driver: [String] = []

  static func main() {
    if let status = CoverageGuided.runAsChild() { exit(withError: ExitCode(status)) }
    main(nil)
  }

  func run() throws {
    if let target, coverage {
      let status = try CoverageGuided.run(target, driver)
      if status != 0 { throw ExitCode(status) }
    } else if let target, let writeSeeds {
      try CoverageGuided.writeSeeds(target, root: root, to: writeSeeds)
    } else if let target, let keep {
      print(try CoverageGuided.keep(target, root: root, from: keep))
    } else if let target, let replay {
      print(try target.accepts(readFile(replay)) ? "accepted" : "refused")
    } else if let target, let notes {
      try Trial(target: target, seed: seed, seconds: seconds, root: root, notes: notes).run()
    } else {
      let targets = target.map { [$0] } ?? Target.allCases
      let campaign = Campaign(
        targets: targets, seed: seed, seconds: seconds, root: root, crashes: crashes)
      guard try campaign.run() else { throw ExitCode(1) }
    }
  }
}

extension Target: ExpressibleByArgument {}
