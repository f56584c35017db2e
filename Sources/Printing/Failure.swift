import Journal
import LedgerEvents
import Projections
import StrictJSON
import YAMLText

/// Why a command could not do its work: how the program ends, and what people read.
package struct Failure: Error {
  package let exit: ExitCode
  /// What happened, where, and what to do.
  package let message: String

  package init(_ exit: ExitCode, _ message: String) {
    self.exit = exit
    self.message = message
  }

  /// The failure behind any error that a command throws.
  package init(_ error: any Error) {
    switch error {
    case let error as Failure: self = error
    case let error as any EndingError: self.init(error.exitCode, "\(error)")
    case let error as ProjectionError: self.init(ExitCode(error), "\(error)")
    case let error as JournalError: self.init(ExitCode(error), "\(error)")
    case let error as EventError: self.init(.badInput, "\(error)")
    case let error as IssueList: self.init(.badInput, "\(error)")
    default: self.init(.internalFault, "\(error)")
    }
  }

  /// Says it on standard error, as a line of JSON when programs listen.
  package func report(asJSON: Bool, by program: String) {
    let text: String
    if asJSON {
      var writer = JSONWriter()
      writer.beginObject()
      writer.name("error")
      writer.beginObject()
      writer.member("code", exit.word)
      writer.member("message", message)
      writer.endObject()
      writer.endObject()
      text = writer.text
    } else {
      text = Style.bad.applied(to: "\(program):", on: .error) + " " + message.printable(lines: true)
    }
    // There is nowhere left to say that standard error is closed.
    try? StandardStream.error.line(text)
  }
}

/// An error of a part that not every program has; it says itself how the program ends.
package protocol EndingError: Error {
  var exitCode: ExitCode { get }
}

/// Thrown after an answer was printed that is not a yes.
package struct Answer: Error {
  package let exit: ExitCode
  package static let no = Answer(exit: .no)
  package static let undecided = Answer(exit: .undecided)

  package init(exit: ExitCode) {
    self.exit = exit
  }
}
