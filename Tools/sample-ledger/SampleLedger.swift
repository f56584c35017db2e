import ArgumentParser

@main
struct SampleLedger: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample-ledger",
    abstract: "Writes the events of a made-up, seeded ledger as CloudEvents, one a line.")
}
