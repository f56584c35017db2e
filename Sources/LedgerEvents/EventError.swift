package import StrictJSON

/// Why an event was refused: what, where, and what to do.
package struct EventError: Error, Hashable, CustomStringConvertible {
  package let problem: EventProblem
  /// The place in the JSON text; nil when the event did not come from one.
  package let location: JSONLocation?

  package init(_ problem: EventProblem, at location: JSONLocation? = nil) {
    self.problem = problem
    self.location = location
  }

  package var description: String {
    location.map { "\($0): \(problem)" } ?? "\(problem)"
  }
}

/// A problem at a byte offset; ``EventError`` adds the place for people.
struct EventFault: Error {
  let problem: EventProblem
  let offset: Int

  init(_ problem: EventProblem, at offset: Int) {
    self.problem = problem
    self.offset = offset
  }
}

extension EventError {
  /// Turns what a reader of this text threw into an error that names the place.
  init(_ error: any Error, in bytes: UnsafeBufferPointer<UInt8>) {
    switch error {
    case let error as EventError: self = error
    case let fault as EventFault:
      self.init(fault.problem, at: JSONLocation(of: fault.offset, in: bytes))
    case let fault as JSONFault:
      self.init(.json(fault.problem), at: JSONLocation(of: fault.offset, in: bytes))
    case let problem as EventProblem: self.init(problem)
    default: self.init(.unreadablePayload("\(error)"))
    }
  }
}
