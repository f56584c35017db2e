import AccountHealth
import Money
import Printing
import Projections
import StrictJSON

extension HealthReport {
  func write(to json: inout JSONWriter) {
    let assessment = answer.assessment
    json.beginObject()
    json.member("account", answer.account)
    json.member("name", optional: answer.name)
    json.member("asOf", "\(assessment.asOf)")
    json.member("model", answer.model)
    json.member("score", optional: assessment.score)
    json.member("exactScore", optional: assessment.exactScore)
    json.member("band", assessment.band.rawValue)
    json.member("coverageBp", assessment.coverageBp)
    json.dimensions(assessment.dimensions)
    json.array("indicators", assessment.indicators) { $0.indicator($1) }
    json.array("caps", assessment.caps) { $0.cap($1) }
    json.array("warnings", assessment.warnings) { json, warning in
      json.beginObject()
      json.member("id", warning.id)
      json.member("text", warning.words)
      json.positions("events", warning.evidence)
      json.endObject()
    }
    writeBeside(to: &json)
    json.array("trend", answer.trend) { json, point in
      json.beginObject()
      json.member("day", "\(point.day)")
      json.member("score", optional: point.score)
      json.member("band", point.band.rawValue)
      json.endObject()
    }
    json.name("change")
    if let change = answer.change { json.change(change) } else { json.null() }
    json.unreadable(answer.quarantined)
    json.speaksFor(answer.speaksFor)
    json.endObject()
  }

  private func writeBeside(to json: inout JSONWriter) {
    json.override(answer.override)
    json.name("sentiment")
    if let sentiment = answer.sentiment {
      json.beginObject()
      json.member("rating", sentiment.rating)
      json.member("day", "\(sentiment.day)")
      json.member("position", sentiment.position)
      json.endObject()
    } else {
      json.null()
    }
  }
}

extension JSONWriter {
  /// `"<name>":{"id","version","publication"}`.
  mutating func member(_ name: String, _ model: ModelInForce) {
    self.name(name)
    beginObject()
    member("id", model.model.id)
    member("version", model.model.version)
    member("publication", optional: model.publication)
    endObject()
  }

  /// `"dimensions":[{"id","score"}]`.
  mutating func dimensions(_ dimensions: [HealthAssessment.Dimension]) {
    array("dimensions", dimensions) { json, dimension in
      json.beginObject()
      json.member("id", dimension.dimension.rawValue)
      json.member("score", optional: dimension.score)
      json.endObject()
    }
  }

  /// `"override":null` or `{"band","reason","expires","position"}`.
  mutating func override(_ override: HealthAnswer.Override?) {
    name("override")
    guard let override else { return null() }
    beginObject()
    member("band", override.band.rawValue)
    member("reason", override.reason)
    member("expires", "\(override.expires)")
    member("position", override.position)
    endObject()
  }

  /// `"lines":[{"kind","id","change","gained","lost"}]`.
  mutating func lines(_ step: HealthStep) {
    array("lines", step.lines) { json, line in
      json.beginObject()
      switch line.subject {
      case .indicator: json.member("kind", "indicator")
      case .cap: json.member("kind", "cap")
      }
      json.member("id", line.subject.id)
      json.member("change", line.change)
      json.positions("gained", line.gained)
      json.positions("lost", line.lost)
      json.endObject()
    }
  }

  fileprivate mutating func change(_ change: HealthAnswer.Change) {
    beginObject()
    member("since", "\(change.parts.since)")
    speaksFor(change.knownThen, named: "knownThen")
    member("modelThen", change.modelThen)
    member("before", optional: change.parts.before.exactScore)
    member("after", optional: change.parts.after.exactScore)
    member("change", change.parts.change)
    array("parts", change.parts.parts) { json, part in
      json.beginObject()
      json.member("cause", part.cause.rawValue)
      json.member("before", optional: part.step.before)
      json.member("after", optional: part.step.after)
      json.member("change", part.step.change)
      json.lines(part.step)
      json.endObject()
    }
    positions("lateEvents", change.lateEvents)
    positions("newEvents", change.newEvents)
    endObject()
  }

  fileprivate mutating func indicator(_ indicator: HealthAssessment.Indicator) {
    beginObject()
    member("id", indicator.id)
    member("dimension", indicator.dimension.rawValue)
    member("weightBp", indicator.weight)
    member("effectiveWeightBp", indicator.effectiveWeight)
    switch indicator.measurement {
    case .known(let reading):
      member("value", reading.value)
      name("missing")
      null()
    case .missing(let reason):
      name("value")
      null()
      member("missing", "\(reason)")
    }
    member("worth", optional: indicator.worth)
    member("contribution", indicator.contribution)
    member("points", indicator.points)
    positions("events", indicator.measurement.positions)
    endObject()
  }

  fileprivate mutating func cap(_ cap: HealthAssessment.Cap) {
    beginObject()
    member("condition", cap.condition.id)
    member("limit", cap.limit)
    member("effect", cap.effect)
    member("points", cap.points)
    member("binding", cap.isBinding)
    positions("events", cap.evidence)
    endObject()
  }
}
