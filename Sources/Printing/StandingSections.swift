import Money
package import Projections

extension StandingReport {
  /// The things of one kind as a table.
  package struct Section {
    package let kind: StandingThing.Kind
    package let english: String
    package let german: String
    /// Members with their titles; one that no thing has is left out.
    package let columns: [(member: String, title: String)]

    package func table(_ things: [StandingThing], showsEvents: Bool) -> Table {
      let isNamed = kind != .override && kind != .sentiment
      var table = Table(
        [.text(isNamed ? "Id" : "", minimum: 8)]
          + columns.map { column in
            switch things.lazy.compactMap({ $0[column.member] }).first {
            case .money, .number, .share: .number(column.title)
            case .day: .id(column.title)
            default: .prose(column.title, minimum: 8)
            }
          } + [.id("Events")])
      for thing in things {
        let style: Style = thing.isOpen ? .plain : .faint
        table.add(
          [Table.Cell(isNamed ? thing.id : "", style)]
            + columns.map { column in
              Table.Cell(thing[column.member].map { "\($0)" } ?? "", thing.style(of: column.member))
            } + [Table.Cell(showsEvents ? thing.events.shortened : "", .faint)])
      }
      return table
    }

    package static let all: [Section] = [
      Section(
        kind: .role, english: "roles", german: "Zuständigkeit",
        columns: [
          ("role", "Role"), ("employee", "Employee"), ("from", "From"), ("to", "Before"),
          ("share", "Share"),
        ]),
      Section(
        kind: .contact, english: "contacts", german: "Ansprechpartner",
        columns: [
          ("function", "Function"), ("hierarchy", "Rank"), ("buyingRole", "Buying role"),
          ("influence", "Influence"), ("stance", "Stance"), ("left", "Left"),
        ]),
      Section(
        kind: .contract, english: "contracts", german: "Verträge",
        columns: [
          ("contractKind", "Kind"), ("acv", "A year"), ("end", "Ends"), ("noticeBy", "Notice by"),
          ("notice", "Notice for"), ("autoRenew", "Renews"), ("state", "State"),
        ]),
      Section(
        kind: .opportunity, english: "opportunities", german: "Verkaufschancen",
        columns: [
          ("opportunityKind", "Kind"), ("stage", "Stage"), ("value", "Value"),
          ("probability", "Chance"), ("expectedClose", "Close"), ("employee", "Employee"),
        ]),
      Section(
        kind: .offer, english: "offers", german: "Angebote",
        columns: [
          ("opportunity", "Opportunity"), ("version", "Version"), ("net", "Net"),
          ("validUntil", "Valid until"), ("state", "State"),
        ]),
      Section(
        kind: .order, english: "orders", german: "Aufträge",
        columns: [
          ("net", "Net"), ("delivered", "Delivered"), ("invoiced", "Invoiced"),
          ("open", "To invoice"),
        ]),
      Section(
        kind: .invoice, english: "invoices", german: "Rechnungen",
        columns: [
          ("order", "Order"), ("net", "Net"), ("open", "Open"), ("due", "Due"),
          ("state", "State"),
        ]),
      Section(
        kind: .escalation, english: "escalations", german: "Eskalationen",
        columns: [
          ("severity", "Severity"), ("category", "About"), ("raised", "Raised"), ("due", "Due"),
          ("state", "State"), ("overdue", "Overdue"),
        ]),
      Section(
        kind: .action, english: "actions", german: "Maßnahmen",
        columns: [
          ("owner", "Owner"), ("due", "Due"), ("overdue", "Overdue"), ("text", "What"),
        ]),
      Section(
        kind: .handover, english: "handovers", german: "Übergaben",
        columns: [
          ("from", "From"), ("to", "To"), ("initiated", "Since"), ("planned", "Planned"),
          ("done", "Done"),
        ]),
      Section(
        kind: .plan, english: "account plans", german: "Kundenpläne",
        columns: [
          ("version", "Version"), ("from", "From"), ("to", "Before"),
          ("contributors", "Contributors"),
        ]),
      Section(
        kind: .goal, english: "goals", german: "Ziele",
        columns: [
          ("kpi", "KPI"), ("target", "Target"), ("due", "Due"), ("status", "Status"),
          ("actual", "Actual"),
        ]),
      Section(
        kind: .initiative, english: "initiatives", german: "Initiativen",
        columns: [("initiativeKind", "Kind"), ("title", "Title")]),
      Section(
        kind: .override, english: "bands set by hand", german: "Übersteuerung",
        columns: [("band", "Band"), ("expires", "Until before"), ("reason", "Reason")]),
      Section(
        kind: .sentiment, english: "own feeling", german: "eigene Einschätzung",
        columns: [("rating", "Of 5"), ("day", "Day")]),
    ]
  }
}

extension StandingThing {
  fileprivate func style(of member: String) -> Style {
    if !isOpen { return .faint }
    if member == "overdue" || text(member) == "overdue" { return .bad }
    return member == "notice" ? .warning : .plain
  }
}
