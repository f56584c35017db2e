package import Journal
package import LMDB
package import Money

/// Why a question has no answer.
package enum ProjectionError: Error, Equatable, Sendable {
  case journal(JournalError)
  /// The journal has not been that long yet.
  case sizeAhead(asked: UInt64, size: UInt64)
  /// There is no event of this account at the clocks of the question.
  case unknownAccount(String)
  /// No day of the period has come by the day the answer speaks for.
  case emptyPeriod(String, CalendarDay)
  /// The employee holds the role on no account on that day.
  case emptyPortfolio(String, CalendarDay)
  /// The text is no cursor of this ledger.
  case brokenCursor
  /// The cursor belongs to a question with another account, filter, order or clocks.
  case otherCursor
  /// Of two clocks to compare the second stands before the first.
  case backwards(from: String, to: String)
  /// An amount or a day leaves its range.
  case arithmetic(MoneyError)
  /// No such version of a plan was known at the clocks of the question.
  case unknownPlan(String, Int)
  /// A change is asked from a day that lies after the day of the answer.
  case changeFromLater(CalendarDay, asOf: CalendarDay)
  /// A view could not be read or written.
  case view(name: String, LMDBError)
  case unknownView(String)
  case noGeneration(name: String, generation: UInt32)
  /// There is nothing beside the running generation.
  case noCandidate(name: String, running: UInt32)
  /// The rows of a generation are not all made yet.
  case notReady(name: String, generation: UInt32)
  /// Another process is making the generation.
  case beingRebuilt(name: String, generation: UInt32)
  /// The generation answers, so it cannot be removed.
  case generationRuns(name: String, generation: UInt32)
  /// The rows were made under other rules than this program's.
  case otherRules(name: String, generation: UInt32, found: [String], known: [String])
}

extension ProjectionError: CustomStringConvertible {
  /// What happened, where, and what to do.
  package var description: String {
    switch self {
    case .journal(let error): "\(error)"
    case .sizeAhead(let asked, let size):
      "the journal holds \(size) records, not \(asked); ask for a size up to \(size)"
    case .unknownAccount(let account):
      "nothing is known of account \(account) at these clocks; `kontor accounts` lists the accounts"
    case .emptyPeriod(let period, let day):
      """
      \(period) has no day up to \(day), the day this ledger speaks for; ask for an earlier period, \
      or write the first day before the last
      """
    case .emptyPortfolio(let employee, let day):
      """
      \(employee) answers for no account on \(day); `kontor accounts --kam \(employee)` lists them, \
      --role names another role than kam
      """
    case .brokenCursor:
      "this is no cursor of this ledger; begin again without one"
    case .otherCursor:
      """
      the cursor belongs to a question with another account, filter, order or clocks; repeat that \
      question or begin again without a cursor
      """
    case .backwards(let from, let to):
      """
      the comparison runs backwards, from \(from), to \(to); name the earlier of the two first
      """
    case .arithmetic(let error): "\(error)"
    case .unknownPlan(let plan, let version):
      """
      no version \(version) of plan \(plan) was published by then; `kontor plan list` lists the plans
      """
    case .changeFromLater(let day, let asOf):
      "nothing can have changed from \(day) to \(asOf), which is earlier; give an earlier day"
    case .view(let name, let error) where error.isDamage:
      """
      the view \(name) failed: \(error.reason); delete its directory under views, it will be made \
      again
      """
    case .view(let name, let error):
      "the view \(name) failed: \(error)"
    case .unknownView(let name):
      "there is no projection \(name); the projections are \(Views.names.joined(separator: ", "))"
    case .noGeneration(let name, let generation):
      """
      there is no generation \(generation) of \(name); `kontor projections list` shows those there are
      """
    case .noCandidate(let name, let running):
      """
      there is no generation of \(name) beside the running one, \(running); `kontor projections \
      rebuild \(name)` makes one
      """
    case .notReady(let name, let generation):
      """
      generation \(generation) of \(name) is not made yet; `kontor projections rebuild \(name)` goes \
      on with it, `kontor projections rows \(name)` where it is the running one
      """
    case .beingRebuilt(let name, let generation):
      """
      another process is making generation \(generation) of \(name); `kontor projections list` shows \
      how far it is
      """
    case .generationRuns(let name, let generation):
      """
      generation \(generation) of \(name) runs and answers questions; promote another one or roll \
      back before discarding it
      """
    case .otherRules(let name, let generation, let found, let known):
      """
      generation \(generation) of \(name) was made under \(found.joined(separator: ", ")), this \
      program has \(known.joined(separator: ", ")); `kontor projections rebuild \(name)` makes one \
      beside it, to compare and promote
      """
    }
  }
}

/// Runs what speaks to the journal.
func inJournal<Result>(
  _ body: () throws(JournalError) -> Result
) throws(ProjectionError) -> Result {
  do { return try body() } catch { throw .journal(error) }
}
