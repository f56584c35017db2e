import ArgumentParser

@main
struct Kontor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kontor",
    abstract: "An event-sourced ledger for key accounts.")
}
