package import Money
package import Projections
import StrictJSON

/// A statement as a table, as JSON, and as a page to print.
package struct StatementReport {
  package let answer: StatementQuery.Answer
  package let query: StatementQuery

  package init(_ answer: StatementQuery.Answer, _ query: StatementQuery) {
    self.answer = answer
    self.query = query
  }

  private var document: StatementDocument { answer.document }

  /// The members are stable; of an issued statement the text goes out byte for byte.
  package func printJSONText() throws {
    try printJSON { json in
      json.beginObject()
      switch answer {
      case .issued(let issued):
        json.member("state", "issued")
        json.member("position", issued.position)
        json.member("recorded", "\(issued.recorded)")
        json.member("sha256", issued.sha256)
        json.name("statement")
        json.raw(Array(issued.text.utf8))
      case .computed(let document):
        json.member("state", "computed")
        json.member("position", optional: Int?.none)
        json.member("recorded", optional: String?.none)
        json.member("sha256", optional: String?.none)
        json.name("statement")
        json.statement(document)
      }
      json.failed(query.commission.failedDeals)
      json.unreadable(query.commission.quarantined + query.book.unreadable)
      json.speaksFor(query.commission.speaksFor)
      json.endObject()
    }
  }

  package func show(_ output: OutputOptions) throws {
    let title = "Statement \(document.id): \(document.payee), \(document.period), \(state)"
    try output.paragraph(title, .heading)
    try output.show(lines(wide: output.wide))
    if document.lines.isEmpty { try StandardStream.output.line("No lines in this period.") }
    try output.show(sums)
    for waiting in query.commission.waiting(of: document.payee) {
      try StandardStream.output.line("Not in it: \(waiting.printable())")
    }
    for dispute in disputes {
      let place = dispute.line.map { ", line \($0)" } ?? ""
      let result = dispute.result.map { "settled: \($0)" } ?? "open"
      try StandardStream.output.line(
        "Dispute \(dispute.id)\(place): \(dispute.reason.printable()) (\(result))")
    }
    try output.paragraph(basis, .faint)
    try CommissionReport.showFailed(query.commission.failedDeals)
    try output.showFooter(
      query.commission.speaksFor, query.commission.quarantined + query.book.unreadable)
  }

  private var state: String {
    switch answer {
    case .computed: "computed now, not issued"
    case .issued(let issued):
      """
      issued at position \(issued.position) by \(document.signatures?.preparer ?? "?"), approved by \
      \(document.signatures?.approver ?? "?")
      """
    }
  }

  private var basis: String {
    let plans = document.plans.map { "\($0.plan) version \($0.version)" }.joined(separator: ", ")
    return """
      Rests on \(document.basisSize) events, root \(document.basisRoot.prefix(16))…, \
      \(plans.isEmpty ? "no plan" : plans), engine revision \(document.engineRevision); due \
      \(document.due).
      """
  }

  private var disputes: [StatementBook.Dispute] {
    query.book.disputes.filter { $0.statement == document.id }
  }

  private func lines(wide: Bool) -> Table {
    var table = Table([
      .id("Day"), .text("Deal"), .text("Account", minimum: 8), .text("Clause", minimum: 8),
      .number("Base"), .number("Share"), .number("Rate"), .number("Amount"), .number("Payable"),
      .text("Corrects", minimum: 10), .id("Line"),
    ])
    for line in document.lines {
      let corrects = line.correction.map { correction in
        "\(correction.statement ?? "\(correction.period)"): \(correction.reason)"
      }
      table.add([
        "\(line.day)", Table.Cell(line.deal ?? "–"), Table.Cell(line.account ?? "–"),
        Table.Cell(line.clause), "\(line.credited)",
        Table.Cell(line.share == "100 %" ? "" : line.share), Table.Cell(line.rate ?? "–"),
        Table.Cell("\(line.amount)", line.amount.isNegative ? .bad : .plain),
        Table.Cell("\(line.payable)", line.payable.isNegative ? .bad : .plain),
        Table.Cell(corrects ?? ""), Table.Cell(wide ? line.id : "", .faint),
      ])
    }
    return table
  }

  private var sums: Table {
    var table = Table([.text("", minimum: 30), .number("")])
    for sum in StatementSum.all(document.balance) {
      table.add([
        Table.Cell("\(sum.english) (\(sum.german))", sum.isTotal ? .heading : .plain),
        Table.Cell("\(sum.amount) \(sum.amount.currency)", sum.isTotal ? .heading : .plain),
      ])
    }
    return table
  }

  package func writePage(to path: String) throws { try OutputFile.write(page.bytes, to: path) }

  private var page: HTMLPage {
    typealias Heading = HTMLPage.Heading
    var facts: [(heading: Heading, value: String)] = [
      (Heading("Hauptbuch", "ledger"), document.ledger),
      (Heading("Abrechnung", "statement"), document.id),
      (Heading("Empfänger", "payee"), document.payee),
      (Heading("Zeitraum", "period"), "\(document.period)"),
      (Heading("Fällig am", "due"), GermanText.day(document.due)),
      (
        Heading("Grundlage", "basis"),
        "\(document.basisSize) Ereignisse, root \(document.basisRoot)"
      ),
      (
        Heading("Pläne", "plans"),
        document.plans.map { "\($0.plan) \($0.version), SHA-256 \($0.sha256)" }
          .joined(separator: "\n")
      ),
      (Heading("Rechenwerk", "engine revision"), "\(document.engineRevision)"),
    ]
    switch answer {
    case .issued(let issued):
      facts.append((Heading("Erstellt von", "preparer"), document.signatures?.preparer ?? ""))
      facts.append((Heading("Freigegeben von", "approver"), document.signatures?.approver ?? ""))
      facts.append(
        (
          Heading("Ausgestellt", "issued"),
          "Position \(issued.position), \(issued.recorded), SHA-256 \(issued.sha256)"
        ))
    case .computed: facts.append((Heading("Stand", "state"), "berechnet, nicht ausgestellt"))
    }
    return HTMLPage(
      title: Heading("Provisionsabrechnung", "commission statement"), isLandscape: true,
      facts: facts, body: "\(tableOfLines.html)\n\(tableOfSums.html)")
  }

  private var tableOfLines: HTMLTable {
    typealias Heading = HTMLPage.Heading
    var table = HTMLTable(
      columns: [
        .init(heading: Heading("Tag", "day"), width: 7),
        .init(heading: Heading("Geschäft", "deal"), width: 11),
        .init(heading: Heading("Kunde", "account"), width: 10),
        .init(heading: Heading("Klausel", "clause"), width: 16),
        .init(heading: Heading("Bemessung", "base"), isNumber: true, width: 10),
        .init(heading: Heading("Anteil", "share"), isNumber: true, width: 6),
        .init(heading: Heading("Satz", "rate"), isNumber: true, width: 7),
        .init(heading: Heading("Provision", "earned"), isNumber: true, width: 9),
        .init(heading: Heading("Auszahlbar", "payable"), isNumber: true, width: 9),
        .init(heading: Heading("Bemerkung", "note"), width: 15),
      ],
      running: "\(document.ledger) · \(document.id) · \(document.basisRoot)")
    for line in document.lines {
      let place = "\(line.clause), \(line.plan) \(line.planVersion), \(line.role)"
      table.rows.append([
        "\(GermanText.day(line.day))", "\(line.deal ?? "–")\n\(line.event)",
        "\(line.account ?? "–")", "\(line.clauseText.map { "\($0)\n" } ?? "")\(place)",
        "\(GermanText.amount(line.credited))", "\(line.share)", "\(line.rate ?? "–")",
        "\(GermanText.amount(line.amount))", "\(GermanText.amount(line.payable))",
        "\(note(line))",
      ])
    }
    return table
  }

  private func note(_ line: StatementDocument.Line) -> String {
    var notes: [String] = []
    if let correction = line.correction {
      notes.append(
        """
        Korrektur zu \(correction.statement ?? "\(correction.period)"), Ereignis \
        \(correction.position): \(correction.reason)
        """)
    }
    if line.isInDoubt {
      notes.append("im Zweifel beide (doppelte Provisionierung)")
    } else if line.isDoubleCredit {
      notes.append("doppelte Provisionierung")
    }
    if line.isClaim { notes.append("Forderung") }
    if !line.cut.isZero { notes.append("gekappt: \(GermanText.amount(line.cut))") }
    if let exchange = line.exchange { notes.append(exchange) }
    return notes.joined(separator: "\n")
  }

  private var tableOfSums: HTMLTable {
    typealias Heading = HTMLPage.Heading
    var table = HTMLTable(
      columns: [
        .init(heading: Heading("Saldo", "balance")),
        .init(heading: Heading("Betrag", "amount"), isNumber: true),
      ], running: "\(document.id)")
    for sum in StatementSum.all(document.balance) {
      table.rows.append([
        "\(HTMLPage.Heading(sum.german, sum.english).html)", "\(GermanText.money(sum.amount))",
      ])
    }
    return table
  }
}

/// A sum of a statement in both languages; those that are zero and say nothing are left out.
package struct StatementSum {
  package let german: String
  package let english: String
  package let amount: Amount
  package var isTotal = false

  package static func all(_ balance: StatementDocument.Balance) -> [StatementSum] {
    let sums = [
      StatementSum(german: "verdient", english: "Earned", amount: balance.earned),
      StatementSum(german: "auszahlbar geworden", english: "Payable", amount: balance.payable),
      StatementSum(
        german: "verdient, noch nicht auszahlbar", english: "Pending", amount: balance.pending),
      StatementSum(german: "Forderungen", english: "Claims", amount: balance.claims),
      StatementSum(german: "Vortrag", english: "Carried in", amount: balance.carriedIn),
      StatementSum(german: "Vorschuss", english: "Draw", amount: balance.advanced),
      StatementSum(
        german: "Vorschuss verrechnet", english: "Draw recovered", amount: balance.recovered),
      StatementSum(german: "offener Vorschuss", english: "Draw owed", amount: balance.owed),
      StatementSum(german: "erlassen", english: "Forgiven", amount: balance.forgiven),
      StatementSum(german: "Rückforderung", english: "Claimed back", amount: balance.claimed),
      StatementSum(german: "Übertrag", english: "Carried on", amount: balance.carriedOut),
      StatementSum(
        german: "Auszahlung", english: "Payout", amount: balance.payout, isTotal: true),
    ]
    return sums.filter { !$0.amount.isZero || $0.isTotal || $0.english == "Earned" }
  }
}
