import ArgumentParser
import Printing

struct HealthModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "health-model",
    abstract: "Check, preview, publish and list health models (Gesundheitsmodell).",
    discussion: """
      A model is a YAML file: dimensions, indicators, weights, scales, caps, bands, warnings. \
      Without a published one the built-in model KA-1 holds; it stands as a file in \
      Schemas/health-models/ka-1.yaml, to begin one's own from.

        kontor health-model check own.yaml
        kontor health-model preview own.yaml
        kontor health-model publish own.yaml
        kontor health-model list
      """,
    subcommands: [
      HealthModelCheckCommand.self, HealthModelPreviewCommand.self,
      HealthModelPublishCommand.self, HealthModelListCommand.self,
    ])
}
