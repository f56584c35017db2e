import ArgumentParser

/// How a command prints its answer.
package struct OutputOptions: ParsableArguments {
  @Flag(
    help: """
      Print one JSON value instead of text; the program's own --help says what speaksFor is.
      """)
  package var json = false

  @Flag(help: "Show texts whole, however wide the table becomes.")
  package var wide = false

  /// Prints a table in the width there is, and says when texts were cut.
  package func show(_ table: Table) throws {
    let width = wide ? nil : Terminal.columns
    let (lines, wasCut) = table.lines(width: width, style: .output)
    for line in lines { try StandardStream.output.line(line) }
    if wasCut {
      try StandardStream.error.line(
        Style.faint.applied(to: "Some texts are cut (…); --wide shows them whole.", on: .error))
    }
  }

  /// Prints a paragraph, wrapped to the width there is.
  package func paragraph(_ text: String, _ style: Style = .plain) throws {
    for line in text.printable().wrapped(to: wide ? .max : Terminal.columns) {
      try StandardStream.output.line(style.applied(to: line, on: .output))
    }
  }

  package init() {}
}
