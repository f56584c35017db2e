package import AccountHealth
import LedgerEvents
package import Money

/// The health model that holds on a day, and where it was published.
package struct ModelInForce: Equatable, Sendable {
  package let model: HealthModel
  /// The position of its publication; nil for the built-in model.
  package let publication: UInt64?

  static let builtIn = ModelInForce(model: .keyAccount1, publication: nil)
}

/// A published version of a health model, read from its exact bytes.
package struct PublishedModel: Equatable, Sendable {
  package let text: HealthModelText
  /// In lower-case hexadecimal digits.
  package let sha256: String
  package let position: UInt64
  package let recorded: Instant
}

/// The health models that were known at a standpoint.
///
/// A later publication holds on every day of its own, whichever model it is a version of; on days
/// of none the built-in model KA-1 holds.
package struct HealthModels: Sendable {
  /// In the order of publishing, without what was retracted.
  package let published: [PublishedModel]
  /// Publications whose text cannot be read any more; the answers do without them.
  package let unreadable: [UnreadableEvent]
  package let speaksFor: Standpoint

  package init(_ history: History, _ clocks: Clocks = Clocks()) throws(ProjectionError) {
    try self.init(history, at: try history.standpoint(clocks))
  }

  init(_ history: History, at standpoint: Standpoint) throws(ProjectionError) {
    speaksFor = standpoint
    let links = try history.links(to: standpoint.size)
    let models = links.models.filter { $0.stored.position < standpoint.size }
    let verdicts = links.inForce(Set(models.map(\.stream)), below: standpoint.size)
    var published: [PublishedModel] = []
    var unreadable: [UnreadableEvent] = []
    for model in models {
      let stored = model.stored
      let verdict = verdicts[stored.position]
      guard verdict?.kind != .retracted else { continue }
      do {
        guard case .healthModelVersionPublished(let data) = try HeldEvent(stored, verdict).data
        else { continue }
        published.append(
          PublishedModel(
            text: try HealthModelText.parse(data.text), sha256: data.sha256,
            position: stored.position, recorded: stored.recorded))
      } catch {
        unreadable.append(
          UnreadableEvent(
            position: stored.position, subject: stored.subject, reason: "\(error)"))
      }
    }
    self.published = published
    self.unreadable = unreadable
  }

  package func inForce(on day: CalendarDay) -> ModelInForce {
    guard let last = published.last(where: { $0.text.isInForce(on: day) }) else { return .builtIn }
    return ModelInForce(model: last.text.model, publication: last.position)
  }
}
