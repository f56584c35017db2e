import ArgumentParser
import Printing

struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "Show the key that checkpoints are verified with, or replace it (Schlüssel).",
    discussion: """
        kontor key show > nordwerk.vkey
        kontor key rotate

      The secret half lies in keys/log.key. It is in no backup that `kontor backup` makes: keep a \
      copy of it apart from those.
      """,
    subcommands: [KeyShowCommand.self, KeyRotateCommand.self])
}
