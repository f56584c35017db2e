import Foundation

/// One thing that a user does, and what has to be so when it was done.
struct Scenario {
  let name: String
  let start: Story.State
  let command: [String]
  /// It records all its events in one commit, or in several.
  var isOneUnit = true
  /// It may be repeated after it was done, which then ends so.
  var again: Set<Int32> = [0]
  /// Where the ledger lies that is looked at.
  var ledger = "/ledger"
  /// Whether there is what the command makes, beside its events, in the directory with the ledger.
  var isDone: @Sendable (_ work: String, LedgerFacts) -> Bool = { _, _ in true }

  static func exists(_ name: String) -> @Sendable (String, LedgerFacts) -> Bool {
    { work, _ in FileManager.default.fileExists(atPath: work + name) }
  }

  /// All of them; `rows` is a file to import.
  static func all(_ story: Story) -> [Scenario] {
    [
      Scenario(
        name: "init", start: .nothing, command: ["init", "--name", "Nordwerk"], again: [65]),
      Scenario(name: "append", start: .filled, command: Story.visit(1)),
      Scenario(name: "import", start: .filled, command: ["import", story.rows], isOneUnit: false),
      Scenario(
        name: "publish a plan", start: .filled, command: ["plan", "publish", story.plan],
        again: [0, 1]),
      Scenario(name: "first question", start: .filled, command: ["accounts"], isDone: isAnswered),
      Scenario(
        name: "close a period", start: .asked,
        command: ["commission", "close", "--period", "2026-03", "--approver", "e-1"],
        again: [0, 1]),
      Scenario(
        name: "rebuild", start: .asked, command: ["projections", "rebuild", "accounts"],
        isOneUnit: false),
      Scenario(
        name: "promote", start: .rebuilt,
        command: ["projections", "promote", "accounts", "--reason", "checked"], again: [0, 1],
        isDone: { _, facts in facts.generations["accounts"] == 2 }),
      Scenario(
        name: "backup", start: .people, command: ["backup", "{work}/saved", "--with-vault"],
        again: [65], isDone: exists("/saved/backup")),
      Scenario(
        name: "restore", start: .saved, command: ["restore", "{work}/saved"], again: [65],
        ledger: "/restored", isDone: exists("/restored/journal")),
      Scenario(name: "first value about a person", start: .filled, command: Story.contact(1)),
      Scenario(name: "another value", start: .people, command: Story.contact(1)),
      Scenario(
        name: "erasure", start: .people,
        command: [
          "privacy", "erase", "account/nordwerk/p-301", "--basis", "GDPR Art. 17", "--approver",
          "e-3",
        ], again: [0, 1], isDone: { _, facts in facts.erased == 2 && facts.disclosed == 2 }),
      Scenario(
        name: "disclosure", start: .people,
        command: ["privacy", "disclose", "account/nordwerk/p-301", "--purpose", "DS-1"]),
      Scenario(
        name: "first checkpoint", start: .filled, command: ["checkpoint"], isOneUnit: false,
        isDone: { _, facts in facts.checkpoints.count == 1 }),
      Scenario(
        name: "key rotation", start: .signed, command: ["key", "rotate"], isOneUnit: false,
        isDone: { _, facts in facts.checkpoints.count >= 2 }),
      Scenario(
        name: "succession", start: .lost,
        command: ["succession", "--reason", "Disk failed", "--approver", "ops-2"],
        isOneUnit: false, again: [0, 1], isDone: { _, facts in facts.checkpoints.count >= 3 }),
      Scenario(
        name: "tiles", start: .signed, command: ["export", "--tiles", "{work}/tiles"],
        isOneUnit: false, isDone: exists("/tiles/checkpoint")),
    ]
  }

  /// A question wrote rows; which they are the verification of projections looks at.
  private static func isAnswered(_ work: String, _ facts: LedgerFacts) -> Bool {
    exists("/ledger/views/accounts")(work, facts)
  }
}
