import ArgumentParser
import Journal
import Ledger
import LedgerEvents
import Printing
import StrictJSON

struct PrivacyEraseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract: "Erase the values about a person for ever (Löschung).",
    discussion: """
        kontor privacy erase account/nordwerk/c-301 --approver e-3 \\
          --basis 'GDPR Art. 17 (1) (a)'
        kontor privacy erase account/nordwerk/c-301 --class note --approver e-3 \\
          --basis 'GDPR Art. 17 (1) (d)'

      The event personal_data.erased is recorded, the person's keys are destroyed, and the vault is \
      written anew without the values and under a new master key, so that the old bytes are in no \
      file and no older copy of the vault can be opened. If this is interrupted, the next command \
      on the ledger finishes it. Backups of the vault and its key have to be made anew; destroy the \
      old ones.

      Refused: while a hold is in force (`kontor privacy hold`); the identity of an employee as long \
      as the law wants statements kept; without a second person.

      Exit code 1: refused, nothing was erased.

      JSON: {"outcome":"erased","person","classes","disclosures","position"}; or
        {"outcome":"rejected","code","member","reason"}
      """)

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var person: PersonArgument

  @Option(help: "The legal basis, without a name, such as 'GDPR Art. 17 (1) (a)'.")
  var basis: String

  @Option(
    name: .customLong("class"),
    help: "Only this class of values: contact, note or employee; may be repeated.",
    completion: .list(RetentionClass.known.map(\.word)),
    transform: { text in
      guard let retention = RetentionClass(word: text) else {
        throw ValidationError(
          "the classes are \(RetentionClass.known.map(\.word).joined(separator: ", "))")
      }
      return retention
    })
  var classes: [RetentionClass] = []

  @Option(help: "Who approves it, an id; somebody else than who does it.")
  var approver: String

  @OptionGroup var actor: ActorOption
  @OptionGroup var output: OutputOptions

  func run() throws {
    try ledger.open { ledger in
      let person = try person.person(ledger)
      let outcome = try ledger.erase(
        person, classes: classes, legalBasis: basis, approver: approver, actor: actor.name)
      switch outcome {
      case .rejected(let refusal): try output.reject(refusal)
      case .erased(let erasure): try show(erasure)
      }
    }
  }

  private func show(_ erasure: Erasure) throws {
    let position = erasure.receipts.first?.position ?? 0
    if output.json {
      return try printJSON { json in
        json.beginObject()
        json.member("outcome", "erased")
        json.member("person", erasure.person.description)
        json.array("classes", erasure.classes) { $0.value($1.word) }
        json.member("disclosures", erasure.disclosures)
        json.member("position", position)
        json.endObject()
      }
    }
    let classes = erasure.classes.map(\.word).joined(separator: ", ")
    try StandardStream.output.line(
      """
      Erased \(UInt64(erasure.disclosures).counted("value")) about person \(erasure.person) \
      (\(classes)), recorded at position \(position).
      """)
    try StandardStream.output.line(
      "The vault has a new master key: back up both anew, and destroy older copies.")
  }
}
