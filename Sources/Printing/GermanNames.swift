import ArgumentParser
import LedgerEvents
import Projections

/// What commands are called in German: the words in brackets in their abstracts.
struct GermanNames {
  private struct Entry {
    /// As it is typed: `kontor commission extract`.
    let command: String
    let name: String

    var text: String { "`\(command)` (\(name))" }
  }

  private let entries: [Entry]

  init(of root: any ParsableCommand.Type, called name: String) {
    entries = Self.entries(below: root, name)
  }

  /// The commands that `word` is the name of, with that name.
  func named(_ word: String) -> [String] {
    guard !word.isEmpty else { return [] }
    return entries.filter { entry in
      SearchText.Spelling.allCases.contains {
        SearchText.folded(word, $0) == SearchText.folded(entry.name, $0)
      }
    }.map(\.text)
  }

  /// The commands with a name that `word` is a part of, or that begins it, or is spelt like it; the
  /// likeliest first, and no more of them than somebody reads.
  func similar(to word: String) -> [String] {
    // Shorter ones are parts of too many words.
    guard word.count >= 4 else { return [] }
    let related = entries.filter { entry in
      SearchText.Spelling.allCases.contains { spelling in
        let (part, name) = (
          SearchText.folded(word, spelling), SearchText.folded(entry.name, spelling)
        )
        return name.contains(part) || part.hasPrefix(name)
      }
    }
    guard related.isEmpty else {
      return related.sorted { $0.name.count < $1.name.count }.prefix(3).map(\.text)
    }
    let near = NearestName.of(
      SearchText.folded(word, .german),
      among: entries.map { SearchText.folded($0.name, .german) })
    return entries.filter { SearchText.folded($0.name, .german) == near }.map(\.text)
  }

  private static func entries(
    below group: any ParsableCommand.Type, _ path: String
  ) -> [Entry] {
    group.configuration.subcommands.filter { $0.configuration.shouldDisplay }.flatMap { command in
      let place = "\(path) \(UnknownCommand.name(of: command))"
      return names(in: command.configuration.abstract).map { Entry(command: place, name: $0) }
        + entries(below: command, place)
    }
  }

  /// "Extract … of a payee (Buchauszug, HGB 87c (2))." has the names Buchauszug and HGB 87c (2).
  private static func names(in abstract: String) -> [String] {
    guard let opening = abstract.firstIndex(of: "("), let closing = abstract.lastIndex(of: ")"),
      opening < closing
    else { return [] }
    return abstract[abstract.index(after: opening)..<closing].split(separator: ",")
      .map { String($0.drop { $0 == " " }) }
      .filter { $0 != "the default" }
  }
}
