package import AccountHealth
import Dispatch
package import Money
import Synchronization

/// Every account's health at one standpoint, ranked.
///
/// Accounts are read one by one by several threads, so the memory it needs does not grow with the
/// journal.
package struct HealthPortfolio: Sendable {
  private let history: History
  private let accounts: Accounts

  package init(_ history: History, _ accounts: Accounts) {
    self.history = history
    self.accounts = accounts
  }

  /// The accounts that are asked for, in the order asked for.
  ///
  /// `progress` is told now and then how many accounts were assessed, of how many.
  package func rank(
    _ request: PortfolioRequest = PortfolioRequest(),
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) throws(ProjectionError) -> PortfolioAnswer {
    var filter = AccountFilter()
    filter.kam = request.owner
    let page = try accounts.list(
      AccountRequest(filter: filter, clocks: request.clocks, limit: .max))
    // What was appended since the list was read is not known to it.
    let standpoint = page.speaksFor
    let models = try HealthModels(history, at: standpoint)
    let model = models.inForce(on: page.day)
    let history = history
    let results = try page.rows.concurrentlyMapped(progress) { row throws(ProjectionError) in
      try PortfolioRow(row, history, standpoint, page.day, model.model)
    }
    var counts: [HealthAssessment.Band: Int] = [:]
    for row in results { counts[row.band, default: 0] += 1 }
    let wanted = results.filter(request.includes).sorted(by: request.isBefore)
    return PortfolioAnswer(
      rows: Array(wanted.prefix(max(0, request.limit))), matched: wanted.count,
      assessed: results.count, bands: counts, model: model, day: page.day,
      quarantined: models.unreadable + results.flatMap(\.quarantined), speaksFor: standpoint,
      generation: page.generation)
  }
}

/// One account in the ranking.
package struct PortfolioRow: Equatable, Sendable {
  package let account: String
  package let name: String?
  /// Who is key account manager on the day.
  package let owner: String?
  package let score: Int?
  /// In hundredths of a point.
  package let exactScore: Int?
  package let band: HealthAssessment.Band
  package let coverageBp: Int
  package let dimensions: [HealthAssessment.Dimension]
  /// The ids of the caps that hold and of the warnings that speak up.
  package let caps: [String]
  package let warnings: [String]
  /// The indicator whose value costs the score most.
  package let weakest: String?
  package let override: HealthAnswer.Override?
  package let quarantined: [UnreadableEvent]

  init(
    _ row: AccountRow, _ history: History, _ standpoint: Standpoint, _ day: CalendarDay,
    _ model: HealthModel
  ) throws(ProjectionError) {
    let known = try HealthHistory(row.id, history, standpoint, days: [day], tellingOnly: true)
    let told = known.told(by: day)
    let health = AccountHealth.assess(told.facts, asOf: day, model: model)
    account = row.id
    name = row.name
    owner = row.kam
    score = health.score
    exactScore = health.exactScore
    band = health.band
    coverageBp = health.coverageBp
    dimensions = health.dimensions
    caps = health.caps.map(\.condition.id)
    warnings = health.warnings.map(\.id)
    let losses = health.indicators.compactMap { indicator in
      indicator.worth.map { (id: indicator.id, lost: indicator.effectiveWeight * (10_000 - $0)) }
    }
    weakest = losses.filter { $0.lost > 0 }.max { $0.lost < $1.lost }?.id
    override = told.builder.override(on: day)
    quarantined = told.quarantined
  }
}

/// Which accounts the ranking shows, and in which order; an empty filter does not restrict.
package struct PortfolioRequest: Sendable {
  package enum Order: String, CaseIterable, Sendable {
    /// The worst first; accounts without a score last.
    case score
    /// The least known first.
    case coverage
    case account
  }

  package var clocks = Clocks()
  package var bands: Set<HealthAssessment.Band> = []
  package var owner: String?
  /// Dimensions with the points, in hundredths, below which an account must lie.
  package var below: [(dimension: HealthModel.Dimension, points: Int)] = []
  /// Ids of warnings and caps, one of which must hold.
  package var signals: Set<String> = []
  package var order = Order.score
  package var limit = 20

  package init() {}

  func includes(_ row: PortfolioRow) -> Bool {
    guard bands.isEmpty || bands.contains(row.band) else { return false }
    guard signals.isEmpty || !signals.isDisjoint(with: row.warnings + row.caps) else {
      return false
    }
    return below.allSatisfy { wanted in
      row.dimensions.contains { own in
        own.dimension == wanted.dimension && own.score.map { $0 < wanted.points } ?? false
      }
    }
  }

  func isBefore(_ left: PortfolioRow, _ right: PortfolioRow) -> Bool {
    switch order {
    case .score:
      let (first, second) = (left.exactScore ?? .max, right.exactScore ?? .max)
      return (first, left.account) < (second, right.account)
    case .coverage: return (left.coverageBp, left.account) < (right.coverageBp, right.account)
    case .account: return left.account < right.account
    }
  }
}

package struct PortfolioAnswer: Sendable {
  package let rows: [PortfolioRow]
  /// How many accounts passed the filters, of how many that were assessed.
  package let matched: Int
  package let assessed: Int
  /// How many of the assessed accounts are in each band.
  package let bands: [HealthAssessment.Band: Int]
  package let model: ModelInForce
  package let day: CalendarDay
  package let quarantined: [UnreadableEvent]
  package let speaksFor: Standpoint
  /// The generation of the list of accounts; nil with clocks, where the list is folded anew.
  package let generation: UInt32?
}
