extension SampleAccount {
  mutating func perform(_ task: SampleTask, _ day: inout SampleDay) {
    switch task {
    case .setUp: setUp(&day)
    case .visit: visit(&day)
    case .talk: talk(&day)
    case .lateTalk(let held): lateTalk(held: held, &day)
    case .review: review(&day)
    case .forecast: forecast(&day)
    case .target: target(&day)
    case .plan: publishPlan(&day)
    case .survey: answerSurvey(&day)
    case .sentiment: rateSentiment(&day)
    case .competitor: observeCompetitor(&day)
    case .actionDone(let action): completeAction(action, &day)
    case .contactLeaves: contactLeaves(&day)
    case .contactReplaced(let slot): addContact(slot: slot, &day)
    case .initiative: startInitiative(&day)
    case .initiativeEnds(let initiative): endInitiative(initiative, &day)
    case .opportunity: identifyOpportunity(&day)
    case .qualified(let deal): qualify(deal, &day)
    case .offer(let deal): submitOffer(deal, &day)
    case .decision(let deal): decide(deal, &day)
    case .orderOfDeal(let net): bookOrder(net: net, ofDeal: true, &day)
    case .callOff: callOff(&day)
    case .amend(let order, let net): amendOrder(order, net: net, &day)
    case .invoice(let order, let net): issueInvoice(order: order, net: net, &day)
    case .credit(let invoice, let net): issueCreditNote(invoice: invoice, net: net, &day)
    case .payment(let invoice, let amount, let rest):
      receivePayment(invoice: invoice, amount: amount, rest: rest, &day)
    case .writeOff(let invoice, let amount): writeOff(invoice: invoice, amount: amount, &day)
    case .escalation: raiseEscalation(&day)
    case .acknowledged(let escalation):
      stepEscalation(escalation, "escalation.acknowledged", &day)
    case .paused(let escalation): pauseEscalation(escalation, &day)
    case .resumed(let escalation): stepEscalation(escalation, "escalation.resumed", &day)
    case .resolved(let escalation, let mayReturn):
      resolveEscalation(escalation, mayReturn: mayReturn, &day)
    case .reopened(let escalation): reopenEscalation(escalation, &day)
    case .renewalBegins(let contract, let succeeds):
      beginRenewal(contract, succeeds: succeeds, &day)
    case .renewal(let contract, let opportunity):
      renew(contract, opportunity: opportunity, &day)
    case .renewalLost(let contract, let opportunity):
      endContract(contract, opportunity: opportunity, &day)
    case .contractChanges: changeContract(&day)
    case .plantedNotice(let yearEnd): giveNotice(yearEnd: yearEnd, &day)
    case .plantedEscalation(let yearEnd): raiseOverdueEscalation(yearEnd: yearEnd, &day)
    case .plantedDeparture(let yearEnd): loseDecider(yearEnd: yearEnd, &day)
    case .handover: beginHandover(&day)
    case .handoverItem(let item): completeHandoverItem(item, &day)
    case .handoverDone: completeHandover(&day)
    case .correction(let pending): correct(pending, &day)
    case .retraction(let event): retract(event, &day)
    }
  }
}
