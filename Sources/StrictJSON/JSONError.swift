/// Why a text was refused: what, where, and what to do.
package struct JSONError: Error, Hashable, CustomStringConvertible {
  package let problem: JSONProblem
  package let location: JSONLocation

  /// Finds the place of a fault in the text it was thrown for.
  package init(_ fault: JSONFault, in bytes: UnsafeBufferPointer<UInt8>) {
    problem = fault.problem
    location = JSONLocation(of: fault.offset, in: bytes)
  }

  package var description: String { "\(location): \(problem.explanation)" }
}
