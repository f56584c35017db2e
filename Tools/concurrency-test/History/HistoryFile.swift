import Foundation

/// What clients of one process asked and were told, a line each, written at once: a call is in the
/// file before it is made, so that a killed process leaves it.
package final class HistoryFile: Sendable {
  private let descriptor: Int32

  /// Opens the file to go on at its end.
  package init(_ path: String) throws {
    descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw HistoryFileError(what: "\(path) cannot be written") }
  }

  deinit { close(descriptor) }

  private enum Line: Codable {
    case call(ClientCall)
    case answer(client: String, number: Int, ClientCall.Answer)
  }

  package func call(_ operation: ClientCall) throws { try write(.call(operation)) }

  package func answer(_ answer: ClientCall.Answer, to operation: ClientCall) throws {
    try write(.answer(client: operation.client, number: operation.number, answer))
  }

  private func write(_ line: Line) throws {
    var bytes = Array(try JSONEncoder().encode(line))
    bytes.append(0x0A)
    // One call, so that a line is there whole or is the last one and cut off.
    guard Foundation.write(descriptor, bytes, bytes.count) == bytes.count else {
      throw HistoryFileError(what: "the history cannot be written: errno \(errno)")
    }
  }

  /// The operations in the file, in the order of their calls; a last line that was cut off counts
  /// as never written.
  package static func read(_ path: String) throws -> [ClientCall] {
    guard let data = FileManager.default.contents(atPath: path) else { return [] }
    var operations: [ClientCall] = []
    var places: [String: Int] = [:]
    for bytes in data.split(separator: 0x0A) {
      guard bytes.endIndex < data.endIndex else { break }
      switch try JSONDecoder().decode(Line.self, from: bytes) {
      case .call(let operation):
        places["\(operation.client) \(operation.number)"] = operations.count
        operations.append(operation)
      case .answer(let client, let number, let answer):
        guard let place = places["\(client) \(number)"] else {
          throw HistoryFileError(what: "\(path): \(client) number \(number) was never called")
        }
        operations[place].answer = answer
      }
    }
    return operations
  }
}

/// Why a history cannot be kept or read.
package struct HistoryFileError: Error, CustomStringConvertible {
  package let what: String

  package var description: String { what }
}
