/// Plain arguments, and those of the form `--name value`.
package struct Options {
  package private(set) var plain: [String] = []
  private var named: [String: String] = [:]
  /// Those that have no value.
  private static let flags: Set<String> = ["--short", "--messages"]

  package init(_ arguments: [String]) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if Self.flags.contains(argument) {
        named[argument] = ""
      } else if argument.hasPrefix("--") {
        named[argument] = rest.popFirst() ?? ""
      } else {
        plain.append(argument)
      }
    }
  }

  package subscript(_ name: String) -> String? { named[name] }

  package func number(_ name: String, else standard: Int) -> Int {
    named[name].flatMap(Int.init) ?? standard
  }
}
