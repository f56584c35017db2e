import Foundation
import Journal
import Trials

/// The child that is killed while it reads.
enum DyingReader {
  static func run(_ path: String) throws {
    let journal = try Journal(opening: path, options: Unit.options(tail: 4_096))
    try journal.scan { _, _ in
      say("READING")
      while true { sleep(1_000) }
    }
  }
}
