import Foundation

/// Turns one bit of each byte of a small ledger's files in turn, and looks what comes of it.
///
///     flip-test LEDGER [--every N] [--only PART]    the test
///     flip-test child LEDGER WORK FILE FROM EVERY   what it runs in processes that may end
///
/// Of each flip, `kontor verify` must find it, or every answer must be what it was. A process that a damaged
/// page ends while it verifies has found it; one that is ended while it answers, although the verification
/// found nothing, is a failure, and so is another answer than before.
@main
enum FlipTest {
  static func main() {
    var arguments = Array(CommandLine.arguments.dropFirst())
    do {
      if arguments.first == "child", arguments.count == 6, let from = Int(arguments[4]),
        let every = Int(arguments[5])
      {
        let child = FlipChild(
          pristine: arguments[1], work: arguments[2], file: arguments[3], from: from, every: every)
        try child.run()
        return
      }
      var every = 1
      var only: String?
      while arguments.count > 2, arguments[arguments.count - 2].hasPrefix("--") {
        let value = arguments.removeLast()
        switch arguments.removeLast() {
        case "--every": every = Int(value) ?? 1
        case "--only": only = value
        default: usage()
        }
      }
      guard arguments.count == 1, every > 0 else { usage() }
      let campaign = FlipCampaign(ledger: arguments[0], every: every, only: only)
      guard try campaign.run() else { exit(1) }
    } catch {
      FileHandle.standardError.write(Data("flip-test: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func usage() -> Never {
    FileHandle.standardError.write(
      Data("usage: flip-test LEDGER [--every N] [--only PART]\n".utf8))
    exit(64)
  }
}
