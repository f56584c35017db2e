import ArgumentParser
import LedgerEvents

/// A word that stands where the name of a command is expected.
///
/// The parser knows only that it is an argument too many.
struct UnknownCommand {
  /// What was written, and what was probably meant.
  let message: String

  /// Nil where every word is a command or an argument of one; `complaint` is what the parser says.
  init?(_ arguments: some Collection<String>, of root: any ParsableCommand.Type, complaint: String)
  {
    var group: any ParsableCommand.Type = root
    var path = Self.name(of: root)
    for word in arguments {
      let known = Self.commands(of: group)
      guard !known.isEmpty, !word.hasPrefix("-"), word != "help" else { return nil }
      if let command = group.configuration.subcommands.first(where: { Self.name(of: $0) == word }) {
        group = command
        path += " \(word)"
        continue
      }
      // Where a group has a command that needs no name, the word may be that one's.
      let hasDefault = group.configuration.defaultSubcommand != nil
      guard !hasDefault || complaint.lowercased().contains("unexpected argument") else {
        return nil
      }
      message = Self.message(word, path, known, root)
      return
    }
    return nil
  }

  private static func message(
    _ word: String, _ path: String, _ known: [String], _ root: any ParsableCommand.Type
  ) -> String {
    let german = GermanNames(of: root, called: Self.name(of: root))
    // The surer guesses come first.
    let guesses: [() -> [String]] = [
      {
        known.filter { !word.isEmpty && ($0.hasPrefix(word) || word.hasPrefix($0)) }
          .map { "`\(path) \($0)`" }
      },
      { german.named(word) },
      { (NearestName.of(word, among: known).map { [$0] } ?? []).map { "`\(path) \($0)`" } },
      { places(of: word, in: root, Self.name(of: root)).map { "`\($0)`" } },
      { german.similar(to: word) },
    ]
    let meant = guesses.lazy.map { $0() }.first { !$0.isEmpty }
    let remedy =
      meant.map { "did you mean " + $0.joined(separator: " or ") + "?" }
      ?? "the commands are \(known.joined(separator: ", "))"
    return "there is no command `\(path) \(word)`; \(remedy)"
  }

  /// Where a command of this name is to be found.
  private static func places(
    of word: String, in group: any ParsableCommand.Type, _ path: String
  ) -> [String] {
    group.configuration.subcommands.filter { $0.configuration.shouldDisplay }.flatMap { command in
      let place = "\(path) \(name(of: command))"
      return name(of: command) == word ? [place] : places(of: word, in: command, place)
    }
  }

  private static func commands(of group: any ParsableCommand.Type) -> [String] {
    group.configuration.subcommands.filter { $0.configuration.shouldDisplay }.map(name(of:))
  }

  static func name(of command: any ParsableCommand.Type) -> String {
    command.configuration.commandName ?? "\(command)".lowercased()
  }
}
