package import AccountHealth
import LedgerEvents
package import Money
import SwiftProtobuf
import TransparencyLog
import YAMLText

extension Ledger {
  /// Reads a health model file and says every fault in it with its line.
  package static func readHealthModel(
    at path: String
  ) throws(LedgerError) -> (text: String, model: HealthModelText) {
    let text = try DocumentFile.text(at: path, kind: "model")
    do {
      return (text, try HealthModelText.parse(text))
    } catch {
      throw .document(error.named(path))
    }
  }

  /// Publishes a health model: the exact bytes become an event, and hold from the model's own date
  /// on.
  ///
  /// Publishing the same bytes again as the same actor gives the first receipt. The SHA-256 is that
  /// of the bytes.
  package func publishHealthModel(
    text: String, _ parsed: HealthModelText, actor: String
  ) throws(LedgerError) -> (outcome: Outcome, sha256: String) {
    let model = parsed.model
    var utf8 = text
    let digest = utf8.withUTF8 { Hash.of(.init($0)).hexadecimal }
    let event = try LedgerError.input { () throws(EventError) in
      try ProposedEvent(
        id: "health-model-\(model.id)-\(model.version)", source: Ledger.ownSource,
        subject: "health-model/\(model.id)", occurrence: .unknown,
        data: HealthModelVersionPublished.with {
          $0.modelID = model.id
          $0.version = UInt32(clamping: model.version)
          $0.effectiveFrom = .init(parsed.effectiveFrom)
          if let end = parsed.effectiveTo { $0.effectiveTo = .init(end) }
          $0.text = text
          $0.sha256 = digest
          if let agreement = parsed.worksAgreement { $0.worksAgreement = agreement }
        }, actor: actor)
    }
    let outcome = try publish(
      event, of: "model \(model.id)", version: model.version, sha256: digest)
    return (outcome, digest)
  }

  /// The last instant of `day` in the ledger's time zone: what was known by its end.
  package func end(of day: CalendarDay) throws(LedgerError) -> Instant {
    try decisions.calendar.end(of: day)
  }
}
