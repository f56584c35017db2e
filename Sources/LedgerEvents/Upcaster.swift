import SwiftProtobuf

/// Turns the payload of an older type into the one that took its place.
package struct Upcaster: Sendable {
  package let from: UInt32
  package let to: UInt32
  private let convert: @Sendable (_ payload: [UInt8], _ id: String) throws -> [UInt8]

  /// `convert` gets the older payload's wire bytes and the event's id, and gives the newer bytes.
  package init(
    from: UInt32, to: UInt32,
    convert: @escaping @Sendable (_ payload: [UInt8], _ id: String) throws -> [UInt8]
  ) {
    self.from = from
    self.to = to
    self.convert = convert
  }

  func apply(_ payload: [UInt8], id: String) throws(EventError) -> [UInt8] {
    do {
      return try convert(payload, id)
    } catch {
      throw EventError(.unreadablePayload("type \(from) does not become type \(to): \(error)"))
    }
  }
}

extension Upcaster {
  /// A visit was a type of its own before it became a kind of interaction; the event's id becomes
  /// the interaction's.
  static let visit = Upcaster(
    from: VisitRecorded.typeNumber, to: InteractionRecorded.typeNumber
  ) { payload, id in
    let visit = try VisitRecorded(serializedBytes: payload)
    var interaction = InteractionRecorded()
    interaction.interactionID = id
    interaction.kind = .visit
    interaction.contactIds = visit.contactIds
    interaction.employeeIds = visit.employeeIds
    interaction.topics = visit.topics
    if visit.hasDurationS { interaction.durationS = visit.durationS }
    if visit.hasOutcome { interaction.outcome = visit.outcome }
    if visit.hasLocationID { interaction.locationID = visit.locationID }
    return try interaction.serializedBytes()
  }
}
