import ArgumentParser
import Ledger
import Printing

/// Who reads something that not everybody may see, and what for; both are noted before it is shown.
struct ReaderOptions: ParsableArguments {
  @OptionGroup var actor: ActorOption

  @Option(help: "What it is read for; it is noted with the reading (`kontor reads`).")
  var purpose: String?

  func note(
    _ ledger: Ledger, _ command: String, about: [String], _ knownSize: UInt64
  ) throws {
    try ledger.note(
      command, about: about, actor: actor.name, purpose: purpose, knownSize: knownSize)
  }
}

extension String? {
  /// The subject of the employee with this id; the whole ledger where none is named.
  var subject: String { map { "employee/\($0)" } ?? "ledger" }
}
