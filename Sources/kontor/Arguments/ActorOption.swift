import ArgumentParser
import Foundation
import Printing

/// Who has something recorded.
struct ActorOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Who does this, an id rather than a person's name; without it the variable KONTOR_ACTOR says, \
      then the login.
      """, valueName: "id"))
  var actor: String?

  var name: String { actor ?? Self.fromSurroundings }

  /// Who it is where the arguments do not say.
  static var fromSurroundings: String {
    if let variable = ProcessInfo.processInfo.environment["KONTOR_ACTOR"], !variable.isEmpty {
      return variable
    }
    let login = NSUserName()
    return login.isEmpty ? "unknown" : login
  }
}
