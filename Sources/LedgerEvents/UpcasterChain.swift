/// The steps that lead from every stored type to its current one.
package struct UpcasterChain: Sendable {
  /// The steps of this version of the ledger.
  package static let standard = UpcasterChain([.visit])

  private let steps: [UInt32: Upcaster]

  /// At most one step leaves each type; of several the last counts.
  package init(_ upcasters: [Upcaster]) {
    steps = Dictionary(upcasters.map { ($0.from, $0) }) { _, last in last }
  }

  /// The number of the type that events of this type are read as.
  package func currentType(of type: UInt32) -> UInt32 {
    var type = type
    for _ in steps {
      guard let step = steps[type] else { return type }
      type = step.to
    }
    return type
  }

  /// Takes a payload through all steps; throws when one of them cannot read it or they go round.
  package func current(
    type: UInt32, payload: [UInt8], id: String
  ) throws(EventError) -> (type: UInt32, payload: [UInt8]) {
    var (type, payload) = (type, payload)
    var taken = 0
    while let step = steps[type] {
      taken += 1
      guard taken <= steps.count else {
        throw EventError(.unreadablePayload("the upcasters of type \(type) go round"))
      }
      payload = try step.apply(payload, id: id)
      type = step.to
    }
    return (type, payload)
  }
}
