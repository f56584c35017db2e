import Printing
import Projections
import StrictJSON

/// What became of the stored projections in a verification, as text and as JSON.
struct ProjectionVerdicts {
  private let all: [ProjectionVerdict]

  init(_ all: [ProjectionVerdict]) { self.all = all }

  var wrong: [ProjectionVerdict] {
    all.filter { if case .wrong = $0.outcome { true } else { false } }
  }

  func show() throws {
    for projection in all {
      let name = "Projection \(projection.name), generation \(projection.generation):"
      switch projection.outcome {
      case .sound(let rows):
        try StandardStream.output.line("\(name) \(rows.counted("row")) as the records say")
      case .wrong(let reason):
        let word = Style.bad.applied(to: "not sound,", on: .output)
        try StandardStream.output.line("\(name) \(word) \(reason.printable())")
        try StandardStream.error.line(
          """
          The records are sound. Make the rows anew: kontor projections rebuild \
          \(projection.name), then promote \(projection.name)
          """)
      case .unverified(let reason):
        try StandardStream.output.line("\(name) not verified, \(reason.printable())")
      }
    }
  }

  func write(to json: inout JSONWriter) {
    json.array("projections", all) { json, projection in
      json.beginObject()
      json.member("name", projection.name)
      json.member("generation", projection.generation)
      switch projection.outcome {
      case .sound(let rows):
        json.member("outcome", "sound")
        json.member("rows", rows)
      case .wrong(let reason):
        json.member("outcome", "wrong")
        json.member("reason", reason)
      case .unverified(let reason):
        json.member("outcome", "unverified")
        json.member("reason", reason)
      }
      json.endObject()
    }
  }
}
