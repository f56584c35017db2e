import ArgumentParser

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Check, publish and list commission plans (Provisionsplan).",
    discussion: """
        kontor plan check key-account.yaml
        kontor plan publish key-account.yaml
        kontor plan list
      """,
    subcommands: [PlanCheckCommand.self, PlanPublishCommand.self, PlanListCommand.self])
}
