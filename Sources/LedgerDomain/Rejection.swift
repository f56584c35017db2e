/// A business "no": what cannot be, which thing it concerns, and what to do about it.
package struct Rejection: Error, Hashable, Sendable {
  /// What programs recognise the rejection by; stays the same when the wording changes.
  package let code: RejectionCode
  /// The member of the event's data that cannot be, where there is one.
  package let member: String?
  /// What happened, to which thing, and what to do, for people.
  package let reason: String

  init(_ code: RejectionCode, at member: String? = nil, _ reason: String) {
    self.code = code
    self.member = member
    self.reason = reason
  }
}

extension Rejection: CustomStringConvertible {
  package var description: String {
    guard let member else { return "\(reason) [\(code.rawValue)]" }
    return "\(member): \(reason) [\(code.rawValue)]"
  }
}

extension Rejection {
  static func unknown(_ thing: Thing, _ id: String, at member: String) -> Rejection {
    Rejection(
      thing.unknown, at: member,
      "\(thing.name) \(id) is not known here; record \(thing.event) for it first, or name another")
  }

  static func duplicate(_ thing: Thing, _ id: String, at member: String) -> Rejection {
    Rejection(
      thing.duplicate, at: member,
      """
      \(thing.name) \(id) is recorded already; give this one another id, or correct the earlier \
      fact with event.corrected
      """)
  }
}

extension Rejection {
  /// A fact on a kind of subject it cannot be about.
  static func wrongSubject(_ fact: Fact) -> Rejection {
    Rejection(
      .wrongSubject,
      """
      \(fact.data.typeName) cannot be about \(fact.subject); it belongs to \
      \(fact.data.home.kinds.names)
      """)
  }
}
