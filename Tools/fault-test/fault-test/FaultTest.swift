import Foundation
import Journal
import Trials

/// Lets the file system fail a ledger in every way there is, and makes sure that it costs nothing
/// acknowledged and is told in words.
///
///     fault-test rounds --kontor PROGRAM --shim LIBRARY [--short] [--seed N] [--directory DIR]
///                       [--only PART] [--every N] [--messages]
///
/// The other subcommands are what it runs in child processes.
@main
enum FaultTest {
  static func main() {
    var arguments = Array(CommandLine.arguments.dropFirst())
    guard !arguments.isEmpty else { usage() }
    let command = arguments.removeFirst()
    let options = Options(arguments)
    signal(SIGPIPE, SIG_IGN)
    do {
      switch (command, options.plain.count) {
      case ("create", 1): try Journal.create(at: options.plain[0])
      case ("append", 1): try Worker(options).run()
      case ("dying-reader", 1): try DyingReader.run(options.plain[0])
      case ("as-nobody", 1...): try AsNobody.run(Array(CommandLine.arguments.dropFirst(2)))
      case ("rounds", 0): try Rounds(options).run()
      default: usage()
      }
    } catch let failure as Failure {
      end("FAILED: \(failure.text)\n", code: 1)
    } catch {
      end("kontor: \(error)\n", code: 74)
    }
  }

  private static func usage() -> Never {
    end(
      """
      usage: fault-test rounds --kontor PROGRAM --shim LIBRARY [--short] [--seed N]
                               [--directory DIR] [--only PART] [--every N] [--messages]
             PART: calls, group, cuts or surroundings, or the name of a scenario

      """, code: 64)
  }

  private static func end(_ text: String, code: Int32) -> Never {
    FileHandle.standardError.write(Data(text.utf8))
    exit(code)
  }
}

/// Prints a line at once, since what follows it may take long.
func say(_ line: String) {
  FileHandle.standardOutput.write(Data((line + "\n").utf8))
}
