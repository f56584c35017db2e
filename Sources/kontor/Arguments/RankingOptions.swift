import AccountHealth
import ArgumentParser
import Printing
import Projections

/// Which accounts a ranking by health shows, and in which order.
struct RankingOptions: ParsableArguments {
  private static let signals = [
    "effort-up-yield-down", "purchasing-only", "plan-alone", "notice-received",
    "severity-1-overdue", "contract-ending", "decider-lost",
  ]

  @Option(
    help: "Only in this band: green, amber, red or too-little-evidence; may be repeated.",
    transform: { text in
      guard let band = HealthAssessment.Band(rawValue: text) else {
        throw ValidationError("the bands are green, amber, red, too-little-evidence")
      }
      return band
    })
  var band: [HealthAssessment.Band] = []

  @Option(
    name: [.customLong("owner"), .customLong("kam")],
    help: "Only with this key account manager, by id (Kundenverantwortlicher).")
  var owner: String?

  @Option(
    help: ArgumentHelp(
      "Only where this dimension lies below so many points, such as contract:50; may be repeated.",
      valueName: "dimension:points"),
    transform: { text in
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      let words = HealthModel.Dimension.allCases.map(\.rawValue).joined(separator: ", ")
      guard parts.count == 2, let dimension = HealthModel.Dimension(rawValue: String(parts[0])),
        let points = Int(parts[1]), (1...100).contains(points)
      else {
        throw ValidationError("write one of \(words), a colon and 1 to 100, such as contract:50")
      }
      return Bound(dimension: dimension, points: points)
    })
  var dimensionBelow: [Bound] = []

  @Option(
    help: "Only where this warning (Warnung) or cap speaks up, by id; may be repeated.",
    completion: .list(signals),
    transform: { text in
      guard signals.contains(text) else {
        throw ValidationError("the warnings and caps are \(signals.joined(separator: ", "))")
      }
      return text
    })
  var warning: [String] = []

  @Option(
    help: "The order: score (the worst first), coverage or account; score without it.",
    transform: { text in
      guard let order = PortfolioRequest.Order(rawValue: text) else {
        throw ValidationError("the orders are score, coverage, account")
      }
      return order
    })
  var sort: PortfolioRequest.Order?

  @Option(parsing: .unconditional, help: "How many accounts are shown; 20 without it.")
  var limit: Int?

  /// A dimension and the points it must lie below.
  struct Bound: Sendable {
    let dimension: HealthModel.Dimension
    let points: Int
  }

  var isUsed: Bool {
    !band.isEmpty || owner != nil || !dimensionBelow.isEmpty || !warning.isEmpty || sort != nil
      || limit != nil
  }

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit is a number from 1.") }
  }

  func request(_ clocks: Clocks) -> PortfolioRequest {
    var request = PortfolioRequest()
    request.clocks = clocks
    request.bands = Set(band)
    request.owner = owner
    request.below = dimensionBelow.map { ($0.dimension, $0.points * 100) }
    request.signals = Set(warning)
    if let sort { request.order = sort }
    if let limit { request.limit = limit }
    return request
  }
}
