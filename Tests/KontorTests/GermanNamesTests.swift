import Foundation
import Testing

/// Who knows what a thing is called in German finds the command for it.
struct GermanNamesTests {
  private func refusal(_ program: String, _ arguments: [String]) throws -> String {
    let scratch = try Scratch()
    let run = try Program.run(
      Program.directory.appending(path: program), arguments, in: scratch.folder)
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
    return run.error
  }

  @Test(arguments: [
    (["buchauszug"], "`kontor commission extract` (Buchauszug)"),
    (["Kennzahlen"], "`kontor kpis` (Kennzahlen)"),
    (["provision"], "`kontor commission` (Provision)"),
    (["commission", "buchauszug"], "`kontor commission extract` (Buchauszug)"),
    // With marks, without them, and as they are written where there is no key for them.
    (["PRÜFPUNKT"], "`kontor checkpoint` (Prüfpunkt)"),
    (["pruefpunkt"], "`kontor checkpoint` (Prüfpunkt)"),
    (["prufpunkt"], "`kontor checkpoint` (Prüfpunkt)"),
    // One name of two commands.
    (["Vergleich"], "`kontor plan diff` (Vergleich) or `kontor audit diff` (Vergleich)"),
    // A part of a name, another ending, a slip.
    (["Verlängerungen"], "`kontor renewals` (Vertragsverlängerungen)"),
    (["Buchauszüge"], "`kontor commission extract` (Buchauszug)"),
    (["Kenzahlen"], "`kontor kpis` (Kennzahlen)"),
  ])
  func `A German word leads to its command`(_ words: [String], _ meant: String) throws {
    let error = try refusal("kontor", words)
    #expect(error.hasSuffix("did you mean \(meant)?\n"), "\(error)")
  }

  @Test func `The auditor's program names its own commands`() throws {
    #expect(
      try refusal("kontor-replay", ["nachrechnung"]).hasSuffix(
        "did you mean `kontor-replay replay` (Nachrechnung)?\n"))
  }

  @Test(arguments: ["weather", "the default", "die", ""])
  func `What no command is called gets the list of them`(_ word: String) throws {
    #expect(try refusal("kontor", [word]).contains("the commands are init, record, "))
  }
}
