import AccountHealth
import Money
import Projections
import StrictJSON

extension HealthReport {
  func write(to json: inout JSONWriter) {
    let assessment = answer.assessment
    json.beginObject()
    json.member("account", answer.account)
    json.member("name", optional: answer.name)
    json.member("asOf", "\(assessment.asOf)")
    json.name("model")
    json.beginObject()
    json.member("id", assessment.modelID)
    json.member("version", assessment.modelVersion)
    json.endObject()
    json.member("score", optional: assessment.score)
    json.member("exactScore", optional: assessment.exactScore)
    json.member("band", assessment.band.rawValue)
    json.member("coverageBp", assessment.coverageBp)
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
    json.unreadable(answer.quarantined)
    json.speaksFor(answer.speaksFor)
    json.endObject()
  }

  private func writeBeside(to json: inout JSONWriter) {
    json.name("override")
    if let override = answer.override {
      json.beginObject()
      json.member("band", override.band.rawValue)
      json.member("reason", override.reason)
      json.member("expires", "\(override.expires)")
      json.member("position", override.position)
      json.endObject()
    } else {
      json.null()
    }
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
