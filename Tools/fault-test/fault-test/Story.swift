import Foundation
import Trials

/// Ledgers in the states from which the scenarios start, made once by the program itself.
struct Story {
  let program: Program
  let directory: String

  /// What a ledger has seen.
  enum State: String {
    case nothing
    /// Created and filled; nobody has asked anything yet.
    case filled
    /// Every projection has rows, and a plan is published.
    case asked
    /// A rebuilt generation waits beside the running one.
    case rebuilt
    /// There are values about a person.
    case people
    /// A checkpoint was signed.
    case signed
    /// A backup lies beside it.
    case saved
    /// The ledger was exchanged for an older copy, which only a succession settles.
    case lost
  }

  var rows: String { directory + "/rows.ndjson" }
  var plan: String { "Schemas/plans/examples/key-account-double-credit.yaml" }

  static let account = [
    "record", "--type", "account.registered", "--subject", "account/nordwerk", "--id", "a-1",
    "--time", "2026-01-05", "--data",
    #"{"account_id":"nordwerk","name":"Nordwerk","sector":"Maschinenbau","country":"DE"}"#,
  ]

  /// Records a visit; the same number is the same event.
  static func visit(_ number: Int) -> [String] {
    [
      "record", "--type", "interaction.recorded", "--subject", "account/nordwerk", "--id",
      "f-\(number)", "--time", "2026-02-\(number % 28 + 1 < 10 ? "0" : "")\(number % 28 + 1)",
      "--data", #"{"interaction_id":"f-\#(number)","kind":"visit"}"#,
    ]
  }

  /// Records a contact with a name, which goes to the vault.
  static func contact(_ number: Int) -> [String] {
    [
      "record", "--type", "contact.added", "--subject", "account/nordwerk", "--id", "p-\(number)",
      "--time", "2026-01-06", "--data",
      #"{"contact_id":"p-\#(number)","function":"purchasing","hierarchy":"head"}"#, "--personal",
      #"{"name":"Erika Muster \#(number)","title":"Leiterin Einkauf"}"#,
    ]
  }

  /// Commands of which each state is made; what they need stands before them.
  func commands(_ state: State) -> [[String]] {
    let filled = [["init", "--name", "Nordwerk"], ["import", "Schemas/examples/nordwerk.ndjson"]]
    let asked =
      filled + [
        ["plan", "publish", plan], ["accounts"], ["health", "nordwerk"],
        ["commission", "totals"],
      ]
    switch state {
    case .nothing: return []
    case .filled: return filled
    case .asked: return asked
    case .rebuilt: return asked + [["projections", "rebuild", "accounts"]]
    case .people: return filled + [Self.contact(301), Self.contact(302)]
    case .signed: return filled + [["checkpoint"]]
    case .saved: return asked + [["backup", "{work}/saved"]]
    case .lost: return []
    }
  }

  /// Makes `state` in the directory `work`, which must not exist.
  func make(_ state: State, in work: String) throws {
    try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
    let ledger = work + "/ledger"
    for command in commands(state) {
      try program.must(command.map { $0.replacing("{work}", with: work) }, ledger: ledger)
    }
    guard state == .lost else { return }
    // An older copy of the journal under a newer checkpoint.
    for command in commands(.signed) { try program.must(command, ledger: ledger) }
    try FileManager.default.copyItem(atPath: ledger + "/journal", toPath: work + "/older")
    try program.must(Self.visit(1), ledger: ledger)
    try program.must(["checkpoint"], ledger: ledger)
    try FileManager.default.removeItem(atPath: ledger + "/journal")
    try FileManager.default.removeItem(atPath: ledger + "/index")
    try FileManager.default.moveItem(atPath: work + "/older", toPath: ledger + "/journal")
  }

  /// Rows for an import that commits several times.
  func writeRows(_ count: Int) throws {
    var text = ""
    for number in 0..<count {
      text += """
        {"specversion":"1.0","id":"row-\(number)","source":"urn:fault-test",\
        "type":"de.kontor.interaction.recorded.v1","subject":"account/nordwerk",\
        "time":"2026-02-03T10:00:00Z","actor":"ops-1","datacontenttype":"application/json",\
        "data":{"interaction_id":"row-\(number)","kind":"call"}}

        """
    }
    try write(Data(text.utf8), to: rows)
  }
}
