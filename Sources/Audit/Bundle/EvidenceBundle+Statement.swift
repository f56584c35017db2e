import Commission
import Journal
import LedgerEvents
import Money
import Projections
import TransparencyLog

/// Whether the statement is the one that was issued, and comes out again.
extension EvidenceBundle {
  func checkPlans(
    _ records: BundleRecords, _ document: StatementDocument
  ) throws(BundleFault) -> String {
    var published: [String: CommissionPlanVersionPublished] = [:]
    for item in records.items where item.position < document.basisSize {
      guard let event = item.event,
        event.header.type == CommissionPlanVersionPublished.typeNumber,
        case .commissionPlanVersionPublished(let plan)? = try? event.data()
      else { continue }
      published["plan/\(plan.planID)/\(plan.version)"] = plan
    }
    let named = Set(document.plans.map { "plan/\($0.plan)/\($0.version)" })
    if let missing = named.subtracting(plans.map(\.part)).min() {
      throw .fails("the statement names \(missing), whose text is not in the file")
    }
    for plan in plans {
      guard
        let version = document.plans.first(where: { "plan/\($0.plan)/\($0.version)" == plan.part })
      else { throw .fails("the statement names no \(plan.part)") }
      guard let event = published[plan.part] else {
        throw .fails("\(plan.part) was not published in the history that the statement rests on")
      }
      let digest = Hash.of(plan.text).hexadecimal
      guard event.text.utf8.elementsEqual(plan.text.utf8), event.sha256 == digest,
        version.sha256 == digest
      else { throw .fails("\(plan.part) is not the text that was published and stated") }
    }
    let texts = plans.map(\.part).joined(separator: ", ")
    return plans.isEmpty ? "the statement names no plan" : "\(texts) as published"
  }

  func checkStatement(
    _ records: BundleRecords, _ document: StatementDocument
  ) throws(BundleFault) -> String {
    let (pages, issued) = records.statement(document)
    guard let (position, event) = issued.first, issued.count == 1 else {
      throw .fails(
        "\(issued.count) records issue the statement \(document.id); one must, and no more")
    }
    let ordered = pages.sorted { $0.1.page < $1.1.page }
    guard !ordered.isEmpty, ordered.count == Int(event.pages),
      zip(ordered, 1...UInt32(clamping: ordered.count)).allSatisfy({
        $0.0.1.page == $0.1 && $0.0.position < position
      })
    else { throw .fails("the pages of \(document.id) are not all there, each once") }
    guard ordered.map(\.1.text).joined().utf8.elementsEqual(statement.utf8) else {
      throw .fails("the pages of \(document.id) do not make up the text in \(Self.statementPart)")
    }
    let digest = Hash.of(statement).hexadecimal
    guard event.sha256 == digest else {
      throw .fails(
        "the text of \(document.id) has the SHA-256 \(digest), issued was \(event.sha256)")
    }
    guard event.basisSize == document.basisSize,
      Hash(hexadecimal: event.basisRoot)?.description == document.basisRoot,
      event.employeeID == document.payee, event.period == "\(document.period)"
    else {
      throw .fails("the event that issues \(document.id) says otherwise than its text")
    }
    return """
      \(document.id) was issued at position \(position), prepared by \(event.preparerID), approved \
      by \(event.approverID)
      """
  }

  /// Computes the statement anew from the records, and from nothing else.
  func checkAmount(
    _ document: StatementDocument, leftOut: Set<String>
  ) throws(BundleFault) -> String {
    guard document.engineRevision == CommissionCalculation.revision else {
      throw .undecided(
        """
        it was computed by revision \(document.engineRevision) of the arithmetic, this program has \
        revision \(CommissionCalculation.revision); use a program with that one
        """)
    }
    let query: StatementQuery
    let answer: StatementQuery.Answer
    do {
      query = try statementQuery(document)
      answer = try query.statement(of: document.payee, for: document.period)
    } catch {
      throw .fails("it cannot be computed from the records: \(error)")
    }
    guard case .computed(let computed) = answer else {
      throw .fails("\(document.id) was issued already in the history that it rests on")
    }
    // Whom the facts at hand show to belong to it must not be held back.
    let sources = StatementSources(of: document.payee, query.commission)
    if let missing = leftOut.filter(sources.include).min() {
      throw .fails(
        "the statement rests on the stream \(missing), whose records are not in the file")
    }
    let text = document.signatures.map { computed.signed($0).text } ?? computed.text
    guard text.utf8.elementsEqual(statement.utf8) else {
      throw .fails(Self.difference(document, computed))
    }
    let noun = document.lines.count == 1 ? "line" : "lines"
    return """
      \(document.lines.count) \(noun), earned \(Self.money(document.balance.earned)), payout \
      \(Self.money(document.balance.payout)), computed anew to the cent
      """
  }

  /// The statements as the records below the basis make them.
  private func statementQuery(_ document: StatementDocument) throws -> StatementQuery {
    var roots: [UInt64: Hash] = [:]
    if let root = Hash(base64: document.basisRoot) { roots[document.basisSize] = root }
    var set = RecordSet(size: document.basisSize, roots: roots)
    try set.add(records.lazy.filter { $0.position < document.basisSize })
    return try StatementQuery(History(set), Clocks(knownAt: .size(document.basisSize)))
  }

  private static func difference(
    _ stated: StatementDocument, _ computed: StatementDocument
  ) -> String {
    let known = Dictionary(
      computed.lines.map { (Place($0), $0) }, uniquingKeysWith: { first, _ in first })
    for line in stated.lines {
      guard let again = known[Place(line)] else {
        return "the line \(line.id) does not come out again"
      }
      if again.amount != line.amount || again.payable != line.payable {
        return """
          the line \(line.id) says \(money(line.amount)), payable \(money(line.payable)); computed \
          anew it is \(money(again.amount)), payable \(money(again.payable))
          """
      }
    }
    let places = Set(stated.lines.map(Place.init))
    if let more = computed.lines.first(where: { !places.contains(Place($0)) }) {
      return "the line \(more.id) of \(money(more.amount)) comes out and is not in the statement"
    }
    return """
      the payout says \(money(stated.balance.payout)), computed anew it is \
      \(money(computed.balance.payout)); or another word of the text differs
      """
  }

  private static func money(_ amount: Amount) -> String { "\(amount) \(amount.currency.code)" }

  /// A line in a statement: one that moved between periods stands there twice, in full and as what
  /// is taken back of it.
  private struct Place: Hashable {
    let id: String
    let isCorrection: Bool

    init(_ line: StatementDocument.Line) {
      (id, isCorrection) = (line.id, line.correction != nil)
    }
  }
}

extension Hash {
  fileprivate static func of(_ text: String) -> Hash {
    var text = text
    return text.withUTF8 { Hash.of(UnsafeRawBufferPointer($0)) }
  }
}
