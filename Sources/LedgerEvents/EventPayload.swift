package import SwiftProtobuf

/// A message that can be the payload of an event.
package protocol EventPayload: SwiftProtobuf.Message {
  /// The number of the event type, which is the payload's field number in ``Record``.
  static var typeNumber: UInt32 { get }
}
