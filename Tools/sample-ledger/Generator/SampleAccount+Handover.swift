extension SampleAccount {
  private static let items: [StaticString] = [
    "needs", "history", "contacts", "contracts", "open_topics", "risks", "introduction",
  ]

  /// From one key account manager to the other of the pair, over about five weeks.
  mutating func beginHandover(_ day: inout SampleDay) {
    counts.handovers += 1
    begin("handover.initiated", &day, by: .salesManager(of: index))
    day.lines.member("handover_id", id: "h", number, counts.handovers)
    day.lines.member("from_employee_id", manager)
    day.lines.member("to_employee_id", manager.partner)
    day.lines.member("kind", "kam_to_kam")
    day.lines.member("trigger", "Neuzuschnitt der Portfolios")
    day.lines.member("planned", day: day.day + 42)
    end(&day)
    schedule(.handoverItem(item: 0), in: random.between(2, 5))
  }

  mutating func completeHandoverItem(_ item: Int, _ day: inout SampleDay) {
    // The last item is the introduction itself.
    if item == Self.items.count - 1 {
      begin("handover.customer_introduced", &day)
      day.lines.member("handover_id", id: "h", number, counts.handovers)
      day.lines.member("contact_id", id: "k", number, slots[0].contact)
      day.lines.member("mode", random.chance(percent: 80) ? "personal" : "remote")
      end(&day)
    }
    begin("handover.item_completed", &day)
    day.lines.member("handover_id", id: "h", number, counts.handovers)
    day.lines.member("item", Self.items[item])
    end(&day)
    if item + 1 < Self.items.count {
      schedule(.handoverItem(item: item + 1), in: random.between(2, 6))
    } else {
      schedule(.handoverDone, in: random.between(3, 10))
    }
  }

  /// The old assignment ends on the day the new one begins: periods are half-open.
  mutating func completeHandover(_ day: inout SampleDay) {
    begin("assignment.ended", &day, by: .salesManager(of: index))
    day.lines.member("assignment_id", id: "as", number, assignment)
    day.lines.member("valid_to", day: day.day)
    day.lines.member("reason", "Übergabe")
    end(&day)
    manager = manager.partner
    assign(manager, "kam", &day)
    begin("handover.completed", &day)
    day.lines.member("handover_id", id: "h", number, counts.handovers)
    day.lines.member("accepted_by", manager)
    end(&day)
  }
}
