import ArgumentParser

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Take evidence out, and check it without the ledger (Prüfung).",
    discussion: """
        kontor audit bundle --statement st-e-7-2026-03 --out march.bundle
        kontor audit verify march.bundle --key nordwerk.vkey
      """,
    subcommands: [AuditBundleCommand.self, AuditVerifyCommand.self])
}
