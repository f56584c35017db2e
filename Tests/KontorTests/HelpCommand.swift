import Foundation
import StrictJSON
import Testing

/// A command as its program describes it to other programs.
struct HelpCommand {
  /// The program's name and the words after it.
  let path: [String]
  /// What the source says about it, before it is wrapped for a terminal.
  let discussion: String
  /// The names of its options and flags, without hyphens.
  let options: Set<String>
  let hasDefault: Bool
  let subcommands: [HelpCommand]

  /// A program with all commands that its help shows.
  init(program: String) throws {
    let scratch = try Scratch()
    let run = try Program.run(
      Program.directory.appending(path: program), ["--experimental-dump-help"],
      in: scratch.folder)
    #expect(run.status == 0, "\(run.error)")
    let described = HelpCommand(try #require(run["command"]), below: [])
    self = try #require(described)
  }

  private init?(_ value: JSONValue, below parents: [String]) {
    guard let object = value.object, let name = object["commandName"]?.string, name != "help",
      object["shouldDisplay"]?.bool != false
    else { return nil }
    let path = parents + [name]
    self.path = path
    discussion = object["discussion"]?.string ?? ""
    let names = (object["arguments"]?.array ?? []).flatMap { $0.object?["names"]?.array ?? [] }
    options = Set(names.compactMap { $0.object?["name"]?.string })
    hasDefault = object["defaultSubcommand"]?.string != nil
    subcommands = (object["subcommands"]?.array ?? []).compactMap { HelpCommand($0, below: path) }
  }

  /// It and all below it.
  var all: [HelpCommand] { [self] + subcommands.flatMap(\.all) }

  /// The lines that stand apart: what can be typed, and the members of JSON.
  var examples: [String] {
    discussion.split(separator: "\n").map(String.init).filter { $0.hasPrefix("  ") }
  }

  /// What is not there of `kontor plan diff --since`; nil where all is.
  func missing(_ words: ArraySlice<String>) -> String? {
    if let word = words.first,
      let next = subcommands.first(where: { $0.path.last == word })
    {
      return next.missing(words.dropFirst())
    }
    if let word = words.first, !word.hasPrefix("-"), !subcommands.isEmpty, !hasDefault {
      return "there is no command \((path + [word]).joined(separator: " "))"
    }
    // Without a name one of the commands below may be meant.
    let known = options.union(hasDefault ? subcommands.flatMap(\.options) : [])
    for word in words where word.hasPrefix("--") {
      let name = String(word.dropFirst(2).prefix { $0 != "=" })
      if !known.contains(name) {
        return "\(path.joined(separator: " ")) has no --\(name)"
      }
    }
    return nil
  }
}
