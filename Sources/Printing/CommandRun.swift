package import ArgumentParser
import Foundation

/// One run of a program: arguments in, an exit code out.
package enum CommandRun {
  /// Runs the command that the arguments name, and ends the process.
  ///
  /// `before` sees the command first; what it throws stands for the answer.
  package static func run<Root: ParsableCommand>(
    _ root: Root.Type, before: (any ParsableCommand) throws -> Void = { _ in }
  ) -> Never {
    StandardStream.takeClosed()
    let name = root.configuration.commandName ?? "kontor"
    let wantsJSON = CommandLine.arguments.dropFirst().prefix { $0 != "--" }.contains("--json")
    var command: any ParsableCommand
    do {
      command = try root.parseAsRoot()
    } catch {
      // Help, completions and the like are no errors and are printed as they are.
      if root.exitCode(for: error) != .success,
        let unknown = UnknownCommand(
          CommandLine.arguments.dropFirst(), of: root, complaint: root.message(for: error))
      {
        Failure(.usage, unknown.message).report(asJSON: wantsJSON, by: name)
        Foundation.exit(ExitCode.usage.rawValue)
      }
      guard wantsJSON, root.exitCode(for: error) != .success else { root.exit(withError: error) }
      Failure(.usage, root.message(for: error)).report(asJSON: true, by: name)
      Foundation.exit(ExitCode.usage.rawValue)
    }
    do {
      try before(command)
      try command.run()
      Foundation.exit(ExitCode.done.rawValue)
    } catch let answer as Answer {
      Foundation.exit(answer.exit.rawValue)
    } catch  where root.exitCode(for: error) == .success {
      // Asking a subcommand for its help arrives here, as an error of the parser's own.
      root.exit(withError: error)
    } catch {
      let failure = Failure(error)
      failure.report(asJSON: wantsJSON, by: name)
      Foundation.exit(failure.exit.rawValue)
    }
  }
}
