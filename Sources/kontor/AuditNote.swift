import ArgumentParser
import Audit
import AuditCommands
import Journal
import Ledger
import ReadLog

/// That somebody asks a question of an audit, as a reading of the ledger it is asked of.
///
/// The words of the command say what about: `audit replay statement st-e-7-2026-03`. Exports and
/// bundles belong to whoever has them, and nothing is noted there.
struct AuditNote {
  private let question: any AuditQuestion
  private let arguments: [String]

  /// Nil where the command is no such question.
  init?(_ command: any ParsableCommand, _ arguments: [String] = CommandLine.arguments) {
    guard let question = command as? any AuditQuestion else { return nil }
    self.question = question
    self.arguments = Array(arguments.dropFirst())
  }

  /// Notes it durably.
  ///
  /// - Throws: when it cannot be; then the question is not answered, as with every reading that is
  ///   noted. Who may only read the files asks `kontor-replay`.
  func write(by actor: String) throws {
    let source = try question.source.open()
    guard source.kind == .ledger else { return }
    let reading = Reading(
      time: Journal.systemClock(), actor: actor, command: words.joined(separator: " "),
      about: ["ledger"], knownSize: try source.records.size())
    do throws(ReadLogError) {
      try ReadLog(ledger: source.path).append(reading)
    } catch {
      throw LedgerError.reading(error)
    }
  }

  /// The command's words and values, without its options and without where the ledger lies.
  private var words: [String] {
    var words: [String] = []
    var isPath = false
    for argument in arguments {
      if isPath {
        isPath = false
      } else if argument == "--ledger" || argument == "--source" {
        isPath = true
      } else if !argument.hasPrefix("-") {
        words.append(argument)
      }
    }
    return words
  }
}
