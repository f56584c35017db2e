package import AccountHealth
import LedgerEvents
package import Money

/// Which contracts end soon, and whether somebody prepares their next term.
package struct RenewalQuery: Sendable {
  private let history: History

  package init(_ history: History) {
    self.history = history
  }

  /// The contracts of all accounts that end within so many days of the as-of day, the notice date
  /// that comes first at the top.
  ///
  /// Without an as-of day it speaks for the day of the last record known. What counts as a renewal
  /// step is what the health model counts: a renewal opportunity that is young enough and not lost.
  package func renewals(
    within days: Int, owner: String? = nil, clocks: Clocks = Clocks(),
    model: HealthModel = .keyAccount1
  ) throws(ProjectionError) -> RenewalAnswer {
    let standpoint = try history.standpoint(clocks)
    let day = try history.day(of: standpoint)
    let streams = try history.eventsByAccount(at: standpoint) { Self.types.contains($0) }
    var answer = RenewalAnswer(day: day, days: days, speaksFor: standpoint)
    for (account, stream) in streams.sorted(by: { $0.key < $1.key }) {
      do throws(MoneyError) {
        try answer.take(account, stream, owner, model)
      } catch {
        throw .arithmetic(error)
      }
    }
    answer.sort()
    return answer
  }

  private static let types: Set<UInt32> = [
    AccountRegistered.typeNumber, AccountDetailsChanged.typeNumber, AssignmentStarted.typeNumber,
    AssignmentEnded.typeNumber, OpportunityIdentified.typeNumber, OpportunityWon.typeNumber,
    OpportunityLost.typeNumber, ContractSigned.typeNumber, ContractRenewed.typeNumber,
    ContractChanged.typeNumber, ContractNoticeReceived.typeNumber, ContractEnded.typeNumber,
  ]
}

/// A contract that ends soon.
package struct Renewal: Sendable, Equatable {
  /// The step that prepares the next term.
  package struct Step: Sendable, Equatable {
    package let opportunity: String
    package let day: CalendarDay
    package let position: UInt64
  }

  package let account: String
  package let name: String?
  package let contract: String
  /// The annual contract value.
  package let value: Amount
  /// The first day without the contract, by notice or by its term.
  package let end: CalendarDay
  /// Days from the day of the answer to the end.
  package let days: Int
  /// The last day on which a notice is in time; nil where no notice period is known.
  package let noticeBy: CalendarDay?
  package let isNoticePassed: Bool
  /// Whether somebody has given notice, with the event that says so.
  package let noticeReceived: UInt64?
  package let renewsItself: Bool
  /// The last renewal step, nil where there is none.
  package let step: Step?
  /// Whether the health model takes the end as prepared.
  package let isPrepared: Bool
  /// The key account manager of the day.
  package let owner: String?
  /// The events that set term, value and notice.
  package let events: [UInt64]
}

/// The contracts that end soon, and what the answer speaks for.
package struct RenewalAnswer: Sendable, Equatable {
  package let day: CalendarDay
  /// How many days ahead were asked for.
  package let days: Int
  package private(set) var renewals: [Renewal] = []
  /// Contracts that renewed themselves without a renewal on record: the end of their present term
  /// is not known.
  package private(set) var unrecorded: [Renewal] = []
  package private(set) var quarantined: [UnreadableEvent] = []
  package let speaksFor: Standpoint

  init(day: CalendarDay, days: Int, speaksFor: Standpoint) {
    self.day = day
    self.days = days
    self.speaksFor = speaksFor
  }

  fileprivate mutating func take(
    _ account: String, _ stream: HeldStream, _ wantedOwner: String?, _ model: HealthModel
  ) throws(MoneyError) {
    guard stream.events.contains(where: { $0.isAboutContract }) || !stream.unreadable.isEmpty
    else { return }
    let (things, unreadable) = StandingQuery.fold(stream, on: day)
    let owner = AccountStanding.owner(of: account, among: things)
    if let wantedOwner, owner != wantedOwner { return }
    quarantined += unreadable
    var builder = HealthFactsBuilder(accounts: [account])
    let events = stream.events.sorted { ($0.day, $0.position) < ($1.day, $1.position) }
    var opportunities: [UInt64: String] = [:]
    for event in events {
      // What cannot be taken up is named by the fold above.
      try? builder.take(event)
      if case .opportunityIdentified(let found) = event.data {
        opportunities[event.position] = found.opportunityID
      }
    }
    let outlooks = try ContractOutlook.running(builder.facts, asOf: day, renewal: model.renewal)
    let name = things.first { $0.kind == .account && $0.id == account }?.text("name")
    for thing in things where thing.kind == .contract {
      guard let handle = builder.contract(thing.id), let value = thing.amount("acv"),
        let outlook = outlooks.first(where: { $0.contract == handle }), let end = outlook.end
      else { continue }
      let left = Int(end.daysSinceEpoch) - Int(day.daysSinceEpoch)
      let noticeBy = thing.day("noticeBy")
      let step = outlook.renewalStep.map {
        Renewal.Step(
          opportunity: opportunities[$0.position] ?? "", day: $0.day, position: $0.position)
      }
      let renewal = Renewal(
        account: thing.account, name: name, contract: thing.id, value: value, end: end, days: left,
        noticeBy: noticeBy, isNoticePassed: noticeBy.map { $0 < day } ?? false,
        noticeReceived: outlook.noticePosition, renewsItself: outlook.renewsItself, step: step,
        isPrepared: outlook.isPrepared, owner: owner, events: thing.events)
      if left <= 0 {
        unrecorded.append(renewal)
      } else if left <= days {
        renewals.append(renewal)
      }
    }
  }

  fileprivate mutating func sort() {
    func place(_ renewal: Renewal) -> (Int32, Int32, String, String) {
      (
        renewal.noticeBy?.daysSinceEpoch ?? .max, renewal.end.daysSinceEpoch, renewal.account,
        renewal.contract
      )
    }
    renewals.sort { place($0) < place($1) }
    unrecorded.sort { place($0) < place($1) }
  }
}

extension HeldEvent {
  fileprivate var isAboutContract: Bool {
    switch data {
    case .contractSigned, .contractRenewed: true
    default: false
    }
  }
}
