import ArgumentParser
import Printing

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Check, compare, publish and list commission plans (Provisionsplan).",
    discussion: """
        kontor plan check key-account.yaml
        kontor plan diff key-account@1 key-account.yaml
        kontor plan simulate key-account.yaml
        kontor plan publish key-account.yaml
        kontor plan list
      """,
    subcommands: [
      PlanCheckCommand.self, PlanDiffCommand.self, PlanSimulateCommand.self,
      PlanPublishCommand.self, PlanListCommand.self,
    ])
}
