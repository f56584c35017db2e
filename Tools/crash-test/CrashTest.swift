import Foundation
import Journal
import Trials

/// Kills and starves writers of a journal, and makes sure that nothing acknowledged is lost.
///
/// `rounds` is the test; the other subcommands are what it runs in child processes.
@main
enum CrashTest {
  static let usage = """
    usage: crash-test rounds [--rounds N] [--short] [--seed N] [--directory DIR]
           crash-test create LEDGER
           crash-test append LEDGER --writer NAME --units N [--from A,B,…] [--tail N]
           crash-test read LEDGER
           crash-test verify LEDGER
           crash-test backup LEDGER TARGET

    """

  static func main() {
    var arguments = Array(CommandLine.arguments.dropFirst())
    guard !arguments.isEmpty else { fail(usage, code: 64) }
    let command = arguments.removeFirst()
    let options = Options(arguments)
    // A closed pipe or a full disk is an error of a call, not the end of the process.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    switch (command, options.plain.count) {
    case ("create", 1): run { try Journal.create(at: options.plain[0]) }
    case ("append", 1): run { try Worker(options).run() }
    case ("read", 1): run { try Reader(options).run() }
    case ("backup", 2):
      run {
        let journal = try Journal(opening: options.plain[0], options: Unit.options(tail: 16))
        _ = try journal.backup(to: options.plain[1])
        journal.close()
      }
    case ("verify", 1):
      run {
        switch try Journal.verify(at: options.plain[0]) {
        case .sound(let size, let root): print("sound: \(size) records, root \(root)")
        case .damaged(let position, let reason): fail("position \(position): \(reason)\n", code: 1)
        }
      }
    case ("rounds", 0): run { try Campaign(options).run() }
    default: fail(usage, code: 64)
    }
  }

  /// Exit code 3 is a clear error, 1 a failed test; a signal is a crash.
  static func run(_ body: () throws -> Void) {
    do {
      try body()
    } catch let failure as Failure {
      fail("FAILED: \(failure.text)\n", code: 1)
    } catch {
      fail("error: \(error)\n", code: 3)
    }
  }

  static func fail(_ text: String, code: Int32) -> Never {
    FileHandle.standardError.write(Data(text.utf8))
    exit(code)
  }
}
