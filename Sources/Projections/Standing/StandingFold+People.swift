import LedgerEvents
import Money

extension StandingFold {
  mutating func takePeople(_ event: HeldEvent) throws {
    switch event.data {
    case .accountRegistered(let account):
      edit(.account, event.account, event) {
        $0.set("name", account.name)
        $0.set("sector", account.sector)
        $0.set("country", account.country)
        if account.hasParentAccountID { $0.set("parent", account.parentAccountID) }
      }
    case .accountDetailsChanged(let change):
      let names: [AccountDetailsChanged.Field: String] = [
        .name: "name", .sector: "sector", .country: "country", .parentAccountID: "parent",
      ]
      guard let name = names[change.field] else { return }
      edit(.account, event.account, event) { $0.set(name, change.hasNew ? change.new : nil) }
    case .accountMerged(let merge):
      edit(.account, event.account, event) {
        if merge.absorbedID == event.account { $0.set("mergedInto", merge.survivorID) }
      }
    case .accountMergeReverted(let revert):
      edit(.account, event.account, event) {
        if revert.absorbedID == event.account { $0.set("mergedInto", .none as StandingValue?) }
      }
    case .contactAdded(let contact):
      edit(.contact, contact.contactID, event) {
        $0.set("function", .choice(Wording.words(contact.function)))
        $0.set("hierarchy", .choice(Wording.words(contact.hierarchy)))
      }
    case .contactRoleAssessed(let assessed):
      edit(.contact, assessed.contactID, event) {
        $0.set("buyingRole", .choice(Wording.words(assessed.buyingRole)))
        $0.set("influence", .number(Int64(assessed.influence)))
        $0.set("stance", .choice(Wording.words(assessed.stance)))
      }
    case .contactLeft(let left):
      let day = try left.date.calendarDay
      edit(.contact, left.contactID, event) {
        $0.set("left", .day(day))
        $0.set("successor", left.hasSuccessorID ? left.successorID : nil)
      }
    case .contactDataErased(let erased):
      edit(.contact, erased.contactID, event) { $0.set("erased", .flag(true)) }
    default: return
    }
  }

  mutating func takeHandover(_ event: HeldEvent) throws {
    switch event.data {
    case .handoverInitiated(let handover):
      let planned = handover.hasPlanned ? try handover.planned.calendarDay : nil
      edit(.handover, handover.handoverID, event) {
        $0.set("from", handover.fromEmployeeID)
        $0.set("to", handover.toEmployeeID)
        $0.set("handoverKind", .choice(Wording.words(handover.kind)))
        $0.set("initiated", .day(event.day))
        $0.set("planned", planned.map { .day($0) })
      }
    case .handoverItemCompleted(let item):
      edit(.handover, item.handoverID, event) { $0.insert("done", Wording.words(item.item)) }
    case .handoverCustomerIntroduced(let introduced):
      edit(.handover, introduced.handoverID, event) {
        if $0.thing["introduced"] == nil {
          $0.set("introduced", .day(event.day))
          $0.set("introducedTo", introduced.contactID)
          $0.set("introducedHow", .choice(Wording.words(introduced.mode)))
        }
      }
    case .handoverCompleted(let completed):
      edit(.handover, completed.handoverID, event) { $0.set("completed", .day(event.day)) }
    default: return
    }
  }

  mutating func takePlanning(_ event: HeldEvent) throws {
    switch event.data {
    case .planVersionPublished(let plan):
      let (from, to) = (try plan.from.calendarDay, try plan.to.calendarDay)
      edit(.plan, plan.planID, event) {
        $0.set("version", .number(Int64(plan.version)))
        $0.set("from", .day(from))
        $0.set("to", .day(to))
        $0.set("goals", .list(plan.goals.map(\.goalID)))
        $0.set("contributors", .list(plan.contributors.map { "\($0.employeeID) (\($0.function))" }))
      }
      for goal in plan.goals {
        let due = try goal.due.calendarDay
        edit(.goal, goal.goalID, event) {
          $0.set("plan", plan.planID)
          $0.set("kpi", goal.kpi)
          $0.set("baseline", goal.hasBaseline ? Wording.quantity(goal.baseline) : nil)
          $0.set("target", Wording.quantity(goal.target))
          $0.set("due", .day(due))
        }
      }
    case .planGoalReviewed(let review):
      edit(.goal, review.goalID, event) {
        $0.set("status", .choice(Wording.words(review.status)))
        $0.set("actual", review.hasActual ? Wording.quantity(review.actual) : nil)
      }
    case .initiativeStarted(let started):
      edit(.initiative, started.initiativeID, event) {
        $0.set("initiativeKind", .choice(Wording.words(started.kind)))
        $0.set("title", started.hasTitle ? started.title : nil)
        $0.set("state", "started")
      }
    case .initiativeClosed(let closed):
      edit(.initiative, closed.initiativeID, event) { $0.set("state", "closed") }
    case .actionAgreed(let action):
      let due = try action.due.calendarDay
      edit(.action, action.actionID, event) {
        $0.set("owner", action.contactID.isEmpty ? action.employeeID : action.contactID)
        $0.set("due", .day(due))
        $0.set("text", action.text)
        $0.set("state", "open")
      }
    case .actionCompleted(let action):
      edit(.action, action.actionID, event) { $0.set("state", "done") }
    case .actionDropped(let action):
      edit(.action, action.actionID, event) { $0.set("state", "dropped") }
    default: return
    }
  }
}
