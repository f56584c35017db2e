import ArgumentParser
import Ledger
import Printing

/// Whom a command about personal data is about.
struct PersonArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The person: account/nordwerk/c-301, employee/e-23, or the 32 digits of the id.",
      valueName: "person"))
  var name: String

  func person(_ ledger: Ledger) throws -> Person {
    guard let person = try ledger.person(name) else {
      throw Failure(
        .no,
        """
        nobody is recorded as \(name); `kontor privacy report` lists whom there are values about
        """)
    }
    return person
  }
}
