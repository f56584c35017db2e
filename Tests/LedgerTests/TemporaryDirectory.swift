import Foundation
import Synchronization

/// A new directory that goes away with the value.
final class TemporaryDirectory: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "kontor-ledger-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of a file in it.
  subscript(name: String) -> String { "\(path)/\(name)" }

  /// Puts off the removal to the end of the process, for what tests share.
  func lastToTheEnd() {
    Self.shared.withLock { shared in
      if shared.isEmpty {
        atexit {
          for path in TemporaryDirectory.shared.withLock({ $0.map(\.path) }) {
            try? FileManager.default.removeItem(atPath: path)
          }
        }
      }
      shared.append(self)
    }
  }

  private static let shared = Mutex<[TemporaryDirectory]>([])
}
