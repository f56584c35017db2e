import ArgumentParser
import ConcurrentHistory
import Foundation

/// Lets many clients of several processes append to one journal at once, and makes sure that what
/// they were told can be explained by one append after another.
@main
struct ConcurrencyTest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "concurrency-test",
    abstract: "Check histories of concurrent clients for linearizability.",
    subcommands: [Rounds.self, ClientsCommand.self], defaultSubcommand: Rounds.self)
}

struct Rounds: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run rounds and check each history.",
    discussion: """
      In each round clients of several processes append units to overlapping streams, expect \
      revisions, read, throw answers away and ask again. In every second round one process is killed \
      and started again; it asks for what it never heard of. The history of calls and answers is then \
      checked against the positions in the journal.
      """)

  @Option(help: "Clients, over all processes.")
  var clients = 64

  @Option(help: "Processes.")
  var processes = 2

  @Option(help: "What each client asks for.")
  var operations = 150

  @Option(help: "Histories to make and check.")
  var rounds = 20

  @Option(help: "Another seed asks for other things.")
  var seed: UInt64 = 1

  @Option(
    help: "Where ledgers and histories are kept; a new directory, removed if nothing is found.")
  var directory: String?

  @Flag(help: "Keep ledgers and histories.")
  var keep = false

  func run() throws {
    let directory =
      directory
      ?? FileManager.default.temporaryDirectory.appending(path: "kontor-concurrency-\(getpid())")
      .path
    print("\(clients) clients in \(processes) processes, seed \(seed)")
    print(Self.row("round", Tally.titles + ["records", "killed"]))
    var sum = Tally()
    for number in 0..<rounds {
      let round = Round(
        directory: "\(directory)/\(number)", clients: clients, processes: processes,
        operations: operations, seed: seed &+ UInt64(number), isKilled: number % 2 == 1)
      let (history, log) = try round.run()
      let tally = Tally(history)
      sum += tally
      print(
        Self.row(
          "\(number)",
          (tally.numbers + [log.records.count]).map { "\($0)" } + [round.isKilled ? "one" : "-"]))
      let violations = HistoryCheck.violations(of: history, log: log)
      guard violations.isEmpty else {
        for violation in violations.prefix(20) { print(violation) }
        print("\(violations.count) promises broken; ledger and histories are in \(round.directory)")
        throw ExitCode(1)
      }
      if !keep { try FileManager.default.removeItem(atPath: round.directory) }
    }
    if !keep { try? FileManager.default.removeItem(atPath: directory) }
    guard sum.missing.isEmpty else {
      print("not tested, as it never happened: \(sum.missing.joined(separator: ", "))")
      throw ExitCode(1)
    }
    print("\(sum.operations) operations: every history is linearizable in the order of positions")
  }

  private static func row(_ first: String, _ cells: [String]) -> String {
    first.padding(toLength: 6, withPad: " ", startingAt: 0)
      + cells.map { cell in String(repeating: " ", count: max(1, 15 - cell.count)) + cell }.joined()
  }
}

/// What a round runs in a child process.
struct ClientsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clients", abstract: "Clients of one process.", shouldDisplay: false)

  @Argument var ledger: String
  @Option var history: String
  @Option var name: String
  @Option var clients: Int
  @Option var operations: Int
  @Option var seed: UInt64

  func run() throws {
    try Clients(
      ledger: ledger, history: history, name: name, count: clients, operations: operations,
      seed: seed
    ).run()
  }
}
