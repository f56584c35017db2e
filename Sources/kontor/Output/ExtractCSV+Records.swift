import Money
import Printing
import Projections

extension ExtractRow {
  /// The entries of a deal with their kind, in the order in which they are read.
  func records() throws(MoneyError) -> [(kind: String, record: ExtractCSV.Record)] {
    var records: [(kind: String, record: ExtractCSV.Record)] = [("Auftrag", dealRecord)]
    for item in items { records += itemRecords(item) }
    for change in changes { records.append(("Änderung", record(change))) }
    for delivery in deliveries {
      records.append(
        (
          "Lieferung",
          [
            .day: .day(delivery.day), .document: .text(delivery.id), .about: .text(delivery.order),
            .net: .amount(delivery.net), .description: .text(delivery.extent),
          ]
        ))
    }
    for invoice in invoices { records.append(("Rechnung", try record(invoice))) }
    for payment in payments { records += try paymentRecords(payment) }
    if try paid().isZero, execution != .callOffs {
      records.append(
        ("Zahlung", [.net: .amount(.zero(net.currency)), .state: .text("nicht bezahlt")]))
    }
    for credit in credits { records.append(("Gutschrift", record(credit))) }
    for reason in reasons {
      records.append(
        (
          "Provision: Begründung",
          [
            .clause: .text(reason.clause ?? ""),
            .reason: .text(ExtractWording.reason(reason.code)), .note: .text(reason.text),
          ]
        ))
    }
    for dispute in disputes { records.append(("Streit", record(dispute))) }
    return records
  }

  private var dealRecord: ExtractCSV.Record {
    var record: ExtractCSV.Record = [
      .net: .amount(net), .document: .text(ExtractWording.type(type).german),
      .part: .text(parts.map { ExtractWording.part($0).german }.joined(separator: ", ")),
      .state: .text(ExtractWording.execution(execution).german),
    ]
    if let contract { record[.about] = .text(contract) }
    if !callOffs.isEmpty { record[.note] = .text("Abrufe: \(callOffs.joined(separator: ", "))") }
    if let gross { record[.gross] = .amount(gross) }
    if let ancillary { record[.ancillary] = .amount(ancillary) }
    return record
  }

  private func itemRecords(
    _ item: ExtractItem
  ) -> [(kind: String, record: ExtractCSV.Record)] {
    var record: ExtractCSV.Record = [
      .product: .text(item.product ?? ""), .description: .text(item.description ?? ""),
      .quantity: .integer(item.quantity), .net: .amount(item.net),
    ]
    if let list = item.list { record[.list] = .amount(list) }
    if let site = item.site { record[.note] = .text("geht an \(site)") }
    let reductions = item.reductions.map { reduction in
      (
        "Rabatt",
        [
          .product: .text(item.product ?? ""), .description: .text(reduction.kind),
          .percent: .percent(reduction.basisPoints),
        ] as ExtractCSV.Record
      )
    }
    return [("Position", record)] + reductions
  }

  private func record(_ invoice: ExtractInvoice) throws(MoneyError) -> ExtractCSV.Record {
    var record: ExtractCSV.Record = [
      .day: .day(invoice.day), .document: .text(invoice.id), .about: .text(invoice.order),
      .net: .amount(invoice.net),
      .state: .text(
        invoice.paid.isZero
          ? "nicht bezahlt" : "offen \(GermanText.plain(try invoice.open()))"),
    ]
    if let gross = invoice.gross { record[.gross] = .amount(gross) }
    if let ancillary = invoice.ancillary { record[.ancillary] = .amount(ancillary) }
    if let due = invoice.due { record[.note] = .text("fällig am \(GermanText.day(due))") }
    return record
  }

  private func paymentRecords(
    _ payment: ExtractPayment
  ) throws(MoneyError) -> [(kind: String, record: ExtractCSV.Record)] {
    let isBack = payment.amount.isNegative
    var records: [(kind: String, record: ExtractCSV.Record)] = [
      (
        isBack ? "Rückzahlung" : "Zahlung",
        [
          .day: .day(payment.day), .about: .text(payment.invoice), .net: .amount(payment.amount),
          .reason: .text(payment.reason ?? ""),
        ]
      )
    ]
    if let deduction = payment.deduction {
      var record: ExtractCSV.Record = [
        .day: .day(payment.day), .about: .text(payment.invoice), .net: .amount(deduction),
        .reason: .text(payment.deductionReason ?? "nicht erfasst"),
      ]
      if let points = try payment.deductionBasisPoints() { record[.percent] = .percent(points) }
      records.append(("Abzug", record))
    }
    return records
  }

  private func record(_ credit: ExtractCredit) -> ExtractCSV.Record {
    var record: ExtractCSV.Record = [
      .day: .day(credit.day), .document: .text(credit.id), .about: .text(credit.invoice),
      .net: .amount(credit.net), .reason: .text(credit.reason ?? "nicht erfasst"),
      .cause: .text(ExtractWording.cause(credit.cause).german),
    ]
    if let returned = credit.returned {
      record[.note] = .text("Ware zurück am \(GermanText.day(returned))")
    }
    return record
  }

  private func record(_ change: ExtractChange) -> ExtractCSV.Record {
    var record: ExtractCSV.Record = [
      .day: .day(change.day), .document: .text(ExtractWording.change(change.kind).german),
      .about: .text(change.invoice ?? ""), .description: .text(change.extent),
      .state: .text(ExtractWording.stage(change.stage).german),
      .reason: .text(change.reason ?? "nicht erfasst"),
      .cause: .text(ExtractWording.cause(change.cause).german),
      .measures: .text(change.measures ?? ""),
    ]
    if let net = change.net { record[.net] = .amount(net) }
    return record
  }

  private func record(_ dispute: ExtractDispute) -> ExtractCSV.Record {
    [
      .day: .day(dispute.day), .document: .text(dispute.id), .about: .text(dispute.about),
      .reason: .text(dispute.reason), .state: .text(dispute.stateInGerman),
      .note: .text([dispute.line, dispute.resolution].compactMap(\.self).joined(separator: "; ")),
    ]
  }
}
