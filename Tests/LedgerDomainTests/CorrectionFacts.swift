import LedgerEvents
import SwiftProtobuf

/// Says that an event of `urn:test` never happened.
func retraction(_ id: String) -> Record.OneOf_Data {
  var data = EventRetracted()
  data.targetEventID = id
  data.reason = "Doppelt erfasst"
  return .eventRetracted(data)
}

/// Says what holds instead of an event of `urn:test`.
func correction(
  _ id: String, _ payload: some EventPayload, day: UInt32? = nil
) throws -> Record.OneOf_Data {
  var data = EventCorrected()
  data.targetEventID = id
  data.replacement.type = type(of: payload).typeNumber
  data.replacement.data = try payload.serializedData()
  if let day { data.businessDay = .on(day) }
  data.reason = "Zahlendreher"
  return .eventCorrected(data)
}
