import Journal
import LedgerDomain
import LedgerEvents
import Money
import Synchronization
import TransparencyLog
import Vault

/// Decides facts one after another inside the journal's write, and keeps the states that it needed.
///
/// A group that was not committed takes all kept states with it.
final class Decisions: Sendable {
  let calendar: BusinessCalendar
  let streams = KnownStreams()
  /// Where values about people lie.
  let vault: Vault
  private let kept: Mutex<KeptStates>

  /// `directory` is the ledger's, where states find room that memory has not.
  init(
    calendar: BusinessCalendar, vault: Vault, directory: String,
    factLimit: Int = KeptStates.factLimit
  ) {
    self.calendar = calendar
    self.vault = vault
    kept = Mutex(KeptStates(in: directory, factLimit: factLimit))
  }

  func forget() { kept.withLock { $0.forget() } }

  /// Records `events` as one unit, for a ledger's own use.
  @discardableResult
  func record(_ events: [ProposedEvent], in journal: Journal) throws(LedgerError) -> [Receipt] {
    do {
      let proposals = try prepare(events, in: journal)
      return try journal.write { [self] session in try take(proposals, session) }
    } catch let error as LedgerError {
      throw error
    } catch let error as JournalError {
      throw .journal(error)
    } catch let error as EventError {
      throw .event(error)
    } catch let error as Refusal {
      throw .refused(error)
    } catch {
      throw .refused(Refusal(code: "unknown", reason: "\(error)"))
    }
  }

  /// Encodes and decodes what can be before the write begins, on the caller's thread.
  func prepare(_ events: [ProposedEvent], in journal: Journal) throws -> [Proposal] {
    guard events.contains(where: { $0.personalValues != nil }) else {
      return try events.map { try proposal($0) }
    }
    return try prepareSealing([events], in: journal)[0].get()
  }

  /// Encodes and decodes one event; its values about people lie in the vault already.
  func proposal(_ event: ProposedEvent, _ part: SealedPart? = nil) throws -> Proposal {
    let digests = part?.digests ?? event.digests
    return Proposal(
      record: try NewRecord(event, calendar, digests: digests), fact: try fact(event, digests),
      personal: part)
  }

  /// Decides and takes `proposals` as one unit of the session: all, or none and why.
  ///
  /// An event that was recorded before gives its first receipt and is not decided again. `expecting` is
  /// checked before the first that was not.
  func take(
    _ proposals: [Proposal], expecting: [String: ExpectedRevision] = [:],
    _ session: WriteSession
  ) throws -> [Receipt] {
    let savepoint = session.takenCount
    var expecting = expecting
    var touched: [String] = []
    do {
      var receipts: [Receipt] = []
      receipts.reserveCapacity(proposals.count)
      for proposal in proposals {
        let proposal = try matched(proposal, session)
        if let first = try session.firstReceipt(of: proposal.record) {
          receipts.append(first)
          continue
        }
        for (subject, revision) in expecting { try session.check(revision, subject) }
        expecting = [:]
        let decided = try decide(proposal.fact, session)
        receipts.append(try session.add(proposal.record))
        touched.append(proposal.fact.subject)
        evolve(decided, proposal.fact)
      }
      return receipts
    } catch {
      session.rollBack(to: savepoint)
      for subject in touched { drop(subject) }
      switch error {
      case let rejection as Rejection: throw Refusal(rejection)
      case let refusal as AppendRefusal: throw Refusal(refusal)
      case AppendFailure.refused(let refusal): throw Refusal(refusal)
      case AppendFailure.failed(let failure): throw failure
      default: throw error
      }
    }
  }

  func fact(_ event: ProposedEvent, _ digests: [PersonalDigest]) throws -> Fact {
    guard let data = try Record.OneOf_Data(typeNumber: event.type.number, payload: event.payload)
    else { throw EventError(.unreadablePayload("type \(event.type.outsideName)")) }
    let day: CalendarDay?
    switch event.occurrence {
    case .second(let instant), .minute(let instant): day = try calendar.day(of: instant)
    case .day(let written): day = written
    case .month, .unknown: day = nil
    }
    return Fact(
      subject: event.subject, source: event.source, id: event.id, actor: event.actor, day: day,
      data: data, personal: PersonalFacts(digests, contact: event.personalValues?.contact))
  }

  /// What the state of a stream becomes with a fact that was decided.
  private enum Decided {
    /// The fact goes into this state.
    case evolving(KeptStates.Kept)
    /// A correction changes what was before it, so the stream was folded anew, the fact included.
    case folded(KeptStates.Kept)
  }

  private func decide(_ fact: Fact, _ session: WriteSession) throws -> Decided {
    let failure = OutsideFailure()
    let surroundings = Surroundings(
      standing: { [self] id in
        do {
          return try standing(of: id, session)
        } catch is Rejection {
          return .unknown
        } catch {
          failure.error = error
          return .unknown
        }
      },
      sha256: { text in
        var text = text
        return text.withUTF8 { Hash.of(.init($0)).hexadecimal }
      },
      modelProblem: { ModelProblem(of: $0) },
      streams: { [self] size in
        do {
          return try figure(of: size, session)
        } catch {
          failure.error = error
          return nil
        }
      })
    let terms = try terms(session)
    let decided: Decided
    // What could not be read is no reason to refuse, nor to accept.
    do {
      if fact.requiredEvent != nil {
        let history = try history(of: fact.subject, session)
        let kept = try keptState(of: fact.subject, session) { history }
        let state = try kept.ask {
          try $0.corrected(by: fact, after: history, terms, surroundings)
        }
        decided = .folded(KeptStates.Kept(state, kept.count + 1))
      } else {
        let kept = try keptState(of: fact.subject, session)
        try kept.ask { state throws(Rejection) in try state.decide(fact, terms, surroundings) }
        decided = .evolving(kept)
      }
    } catch {
      throw failure.error ?? error
    }
    if let error = failure.error { throw error }
    return decided
  }

  /// Why something beyond the stream could not be read while a decision asked for it.
  private final class OutsideFailure {
    var error: (any Error)?
  }

  private func evolve(_ decided: Decided, _ fact: Fact) {
    switch decided {
    case .evolving(let entry):
      kept.withLock { $0.evolve(entry, fact) }
    case .folded(let entry): kept.withLock { $0.keep(entry, of: fact.subject) }
    }
    if fact.subject == Ledger.subject { kept.withLock { $0.terms = nil } }
  }

  private func drop(_ subject: String) {
    kept.withLock { kept in
      kept.drop(subject)
      if subject == Ledger.subject { kept.terms = nil }
    }
  }

  private func keptState(of subject: String, _ session: WriteSession) throws -> KeptStates.Kept {
    try keptState(of: subject, session) { try history(of: subject, session) }
  }

  /// The state that is kept, or what the history is folded to.
  private func keptState(
    of subject: String, _ session: WriteSession, _ history: () throws -> [Fact]
  ) throws -> KeptStates.Kept {
    let count = try session.state(of: subject)?.count ?? 0
    if let entry = kept.withLock({ $0.state(of: subject, after: count) }) { return entry }
    let state =
      count == 0
      ? try StreamState.empty(for: subject)
      : try StreamState.replaying(try history(), of: subject)
    let entry = KeptStates.Kept(state, count)
    kept.withLock { $0.keep(entry, of: subject) }
    return entry
  }

  private func history(of subject: String, _ session: WriteSession) throws -> [Fact] {
    try session.records(of: subject).compactMap { record in
      let event = try StoredEvent(record)
      guard let data = try? event.data() else { return nil }
      return Fact(event, data)
    }
  }

  private func terms(_ session: WriteSession) throws -> LedgerTerms? {
    let size = session.size - UInt64(session.takenCount)
    if let known = kept.withLock({ $0.terms }), known.size == size { return known.terms }
    let state = try keptState(of: Ledger.subject, session)
    guard let terms = state.ask({ $0.ledger?.terms }) else { return nil }
    kept.withLock { $0.terms = (terms, size) }
    return terms
  }

  /// Nil for a size that lies ahead of what was committed before this session.
  private func figure(of size: UInt64, _ session: WriteSession) throws -> StreamsFigure? {
    guard size <= session.size - UInt64(session.takenCount) else { return nil }
    let commitment = try streams.commitment(at: size, in: session.journal)
    return StreamsFigure(count: commitment.streams, root: commitment.root.hexadecimal)
  }

  private func standing(of account: String, _ session: WriteSession) throws -> AccountStanding {
    try keptState(of: "account/" + account, session).ask { $0.standing }
  }
}

extension Fact {
  /// The fact that a stored event says.
  init(_ event: StoredEvent, _ data: Record.OneOf_Data) {
    let day = try? CalendarDay(yyyymmdd: event.header.businessDay)
    let isKnown = event.precision != .month && event.precision != .unknown
    self.init(
      subject: event.subject, source: event.source, id: event.id, actor: event.actor,
      day: isKnown ? day : nil, data: data,
      personal: PersonalFacts((try? event.personal) ?? []))
  }
}
