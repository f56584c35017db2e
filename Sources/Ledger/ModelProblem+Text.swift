import AccountHealth
import LedgerDomain
import LedgerEvents
import YAMLText

extension ModelProblem {
  /// What is wrong with a published model: its text, or what the event says of it.
  init?(of published: HealthModelVersionPublished) {
    let text: HealthModelText
    do {
      text = try HealthModelText.parse(published.text)
    } catch {
      self.init(at: "text", "the model cannot be used; correct these lines:\n\(error)")
      return
    }
    let members = [
      ("model_id", text.model.id, published.modelID),
      ("version", "\(text.model.version)", "\(published.version)"),
      ("effective_from", "\(text.effectiveFrom)", Self.word(published.effectiveFrom)),
      (
        "effective_to", text.effectiveTo.map { "\($0)" } ?? "absent",
        published.hasEffectiveTo ? Self.word(published.effectiveTo) : "absent"
      ),
    ]
    guard let (member, inText, given) = members.first(where: { $0.1 != $0.2 }) else { return nil }
    self.init(
      at: member,
      "the event says \(given), but the model's text says \(inText); write the same in both")
  }

  private static func word(_ day: Day) -> String {
    (try? day.calendarDay).map { "\($0)" } ?? "no day"
  }
}
