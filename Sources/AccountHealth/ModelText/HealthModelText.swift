package import Money
package import YAMLText

/// A health model with what its text says about itself: from when it holds and by what agreement.
package struct HealthModelText: Equatable, Sendable {
  package let model: HealthModel
  package let effectiveFrom: CalendarDay
  /// The first day on which it does not hold any more.
  package let effectiveTo: CalendarDay?
  /// The works agreement (Betriebsvereinbarung) behind the model.
  package let worksAgreement: String?

  private static let keys = [
    "model", "version", "title", "effective_from", "effective_to", "works_agreement",
    "dimensions", "caps", "bands", "service", "renewal", "warnings",
  ]

  /// Reads a model from its YAML text and checks what it says.
  ///
  /// Throws every issue at once, each with its line: what is missing, what cannot be read, what is
  /// not part of the language, and what contradicts itself.
  /// `Schemas/health-models/health-model.schema.json` describes the same form for editors.
  package static func parse(_ text: String) throws(IssueList) -> HealthModelText {
    let root = try YAMLNode.parse(text)
    var issues = IssueList()
    root.unknownKeys(allowed: keys, &issues)
    let id = root.requiredValue("model", &issues, as: HealthWord.identifier)
    let version = root.requiredValue("version", &issues, as: HealthWord.version)
    let title = root.string("title", &issues)
    let from = root.requiredValue("effective_from", &issues, as: CalendarDay.init(parsing:))
    let to = root.value("effective_to", &issues, as: CalendarDay.init(parsing:))
    if let from, let to, let node = root.child("effective_to"), to <= from {
      issues.add("effective_to must lie after effective_from \(from)", at: node)
    }
    let agreement = root.string("works_agreement", &issues)
    let parts = HealthModel.Part.readAll(root, &issues)
    let caps = HealthModel.Cap.readAll(root, &issues)
    let bands = HealthModel.Bands.read(root, &issues)
    let service = HealthModel.ServiceLevels.read(root, &issues)
    let renewal = HealthModel.RenewalRules.read(root, &issues)
    let warnings = WarningThresholds.read(root, &issues)
    try issues.throwIfAny()
    guard let id, let version, let from, let bands, let service, let renewal, let warnings else {
      throw issues
    }
    let model = HealthModel(
      id: id, name: title ?? id, version: version, parts: parts, caps: caps, bands: bands,
      service: service, renewal: renewal, warnings: warnings)
    let builtIn = HealthModel.keyAccount1
    if model.id == builtIn.id, model.version == builtIn.version, model != builtIn,
      let node = root.child("version")
    {
      issues.add(
        "\(id) version \(version) is built in and says something else; give yours another id, or "
          + "publish this version unchanged and yours as the next", at: node)
    }
    try issues.throwIfAny()
    return HealthModelText(
      model: model, effectiveFrom: from, effectiveTo: to, worksAgreement: agreement)
  }

  /// Whether the version holds on `day`.
  package func isInForce(on day: CalendarDay) -> Bool {
    effectiveFrom <= day && (effectiveTo.map { day < $0 } ?? true)
  }
}
