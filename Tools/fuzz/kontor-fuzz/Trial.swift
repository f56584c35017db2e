import Foundation
import FuzzTargets

/// Tries one target in this process, until the time is over or an input ends the process.
struct Trial {
  /// Seconds of processor time that one input may take.
  private static let patience = 5

  let target: Target
  let seed: UInt64
  let seconds: Int
  let root: String
  let notes: String

  func run() throws {
    let notes = try Notes(notes)
    for input in try Corpus.inputs(of: target, root: root) { try attempt(input, notes) }
    var mutator = Mutator(try Seeds(target, root: root), seed: seed)
    let end = Date(timeIntervalSinceNow: TimeInterval(seconds))
    while Date() < end {
      for _ in 0..<16 {
        let input = mutator.next()
        if try attempt(input, notes) { mutator.keep(input) }
      }
    }
  }

  @discardableResult
  private func attempt(_ input: [UInt8], _ notes: Notes) throws -> Bool {
    notes.begin(input)
    // The default action of the signal ends the process.
    var limit = itimerval()
    limit.it_value.tv_sec = Self.patience
    setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &limit, nil)
    let isAccepted = try target.accepts(input)
    notes.end(isAccepted: isAccepted)
    return isAccepted
  }
}
