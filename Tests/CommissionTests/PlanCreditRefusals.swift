import Testing

@Suite struct `Refused scopes, credits and bases` {
  private static let scope: [Refusal] = [
    Refusal(
      .scope("{deal: order, products: {}}"),
      "10:41: products is empty; possible here: only, except"),
    Refusal(
      .scope("{deal: order, products: {only: []}}"),
      "10:48: only is empty; leave it out to mean every product"),
    Refusal(
      .scope("{deal: order, products: {only: [{product: a, variant: b}]}}"),
      "10:49: write exactly one of variant, product, category"),
    Refusal(
      .scope("{deal: order, products: {only: [{any: true}]}}"),
      """
      10:49: write exactly one of variant, product, category
      10:50: unknown key "any"; possible here: variant, product, category
      """),
    Refusal(
      .scope("{deal: order, products: {only: [{product: a}], except: [{product: a}]}}"),
      "10:73: the product is listed twice"),
    Refusal(
      .scope("{deal: order, products: {only: [{category: pumps}]}}"),
      "10:60: no product of the plan has the category \"pumps\"; list them under products"),
    Refusal(
      .scope("{deal: order, products: {onyl: [{product: a}]}}"),
      "10:42: unknown key \"onyl\"; did you mean \"only\"?"),
    Refusal(
      .scope("{deal: order, products: [a]}"),
      "10:41: products must be a mapping, not a list"),
    Refusal(
      .scope("{deal: order, kinds: [down_sell]}"),
      "10:39: down_sell exists only with renewals: retained_and_growth"),
    Refusal(
      .scope("{deal: contract}"),
      "11:13: a contract has no day \"booked\"; did you mean \"signed\"?"),
    Refusal(
      .clause("renewals: retained_and_growth"),
      "15:15: renewals has a meaning only for contracts, not for an order"),
    Refusal(
      .contract("renewals: growth"),
      "15:15: renewals cannot be \"growth\"; write whole, retained_and_growth"),
  ]

  @Test(arguments: scope)
  func `A scope that cannot be meant is refused`(refusal: Refusal) {
    #expect(refusal.found == refusal.expected)
  }

  private static let credit: [Refusal] = [
    Refusal(
      .credit("{mode: in_doubt, parties: [{to: seller}]}"),
      "12:20: mode cannot be \"in_doubt\"; write split, full_each, in_doubt_both"),
    Refusal(
      .credit("{mode: split, parties: []}"),
      "12:36: parties is empty; nobody would be credited"),
    Refusal(
      .credit("{mode: split, parties: [{}]}"),
      """
      12:37: a party is empty; possible here: to, role, payee, level, share, parts, rate, cap, \
      less, claim
      """),
    Refusal(
      .credit("{mode: full_each, parties: [{to: seller, level: 2}]}"),
      "12:61: level has a meaning only with to: managers_of_payees"),
    Refusal(
      .credit("{mode: full_each, parties: [{to: seller}, {to: managers_of_payees, level: 10}]}"),
      "12:87: level: \"10\" is no level; write a whole number from 1 to 9"),
    Refusal(
      .credit(
        "{mode: split, parties: [{to: seller, share: 50 %}, {to: managers_of_payees, share: 50 %}]}"
      ),
      """
      12:69: managers have full credit beside their people; write mode: full_each or \
      in_doubt_both for to: managers_of_payees
      """),
    Refusal(
      .credit("{mode: full_each, parties: [{to: managers_of_payees}]}"),
      "12:40: to: managers_of_payees needs another party whose managers are meant"),
    Refusal(
      .credit("{mode: full_each, parties: [{to: managers_of_payees}, {to: manager_of_seller}]}"),
      "12:40: to: managers_of_payees needs another party whose managers are meant"),
    Refusal(
      .credit(
        """
        {mode: full_each, parties: [{to: seller}, {to: managers_of_payees}, \
        {to: managers_of_payees, level: 1}]}
        """
      ),
      "12:40: a party is listed twice; add its shares up"),
    Refusal(.credit("{mode: full_each, parties: [{to: payee}]}"), "12:41: to: payee needs payee"),
    Refusal(
      .credit("{mode: full_each, parties: [{to: seller, payee: anna}]}"),
      "12:61: payee has a meaning only with to: payee"),
    Refusal(
      .credit("{mode: full_each, parties: [{to: payee, payee: Anna}]}"),
      "12:60: payee: \"Anna\" is no id; use lower case letters a-z, digits and hyphens"),
    Refusal(
      .credit("{mode: full_each, parties: [{to: seller, cap: 0}]}"),
      "12:59: cap: \"0\" must be above zero"),
    Refusal(
      .credit("{mode: full_each, parties: [{to: seller, less: lower_levels}]}"),
      "12:60: less has a meaning only for managers"),
    Refusal(
      .credit("{mode: full_each, parties: [{to: seller}, {to: managers_of_payees, less: all}]}"),
      "12:86: less cannot be \"all\"; write lower_levels"),
    Refusal(
      .credit("{mode: full_each, parties: [{to: seller, claim: true}]}"),
      "12:61: claim has a meaning only with to: payee"),
    Refusal(
      .credit("{mode: full_each, parties: [{to: payee, payee: anna, claim: yes}]}"),
      "12:73: claim: \"yes\" is neither true nor false"),
    Refusal(
      .credit("{mode: full_each, parties: [{to: first_saler}]}"),
      """
      12:46: to cannot be "first_saler"; write seller, first_seller, manager_of_seller, \
      managers_of_payees, role, payee; did you mean "first_seller"?
      """),
  ]

  @Test(arguments: credit)
  func `A credit that cannot be meant is refused`(refusal: Refusal) {
    #expect(refusal.found == refusal.expected)
  }

  private static let base: [Refusal] = [
    Refusal(
      .base("base: gros"),
      """
      13:11: base cannot be "gros"; write net, gross, margin, cash, contract_value, \
      monthly_fee; did you mean "gross"?
      """),
    Refusal(
      .base("base: gross\nmargin_floor: none"),
      "14:19: margin_floor has no meaning for base gross; remove it"),
    Refusal(
      .base("base: margin"),
      "13:11: base margin needs margin_floor: per_line, per_deal or none"),
    Refusal(
      .base("base: contract_value"),
      "13:11: only a contract has a contract_value, not an order"),
    Refusal(.base("base: monthly_fee"), "13:11: only a contract has a monthly_fee, not an order"),
    Refusal(
      .base("base: net\nterm: {at_most_months: 12}"),
      "14:11: term has a meaning only for base monthly_fee; remove it"),
    Refusal(
      .base("base: cash\nearned: invoiced"),
      "14:13: base cash counts payment by payment; write earned: paid or leave it out"),
    Refusal(
      .base("base: cash\npayable: anchor"),
      "14:14: base cash counts payment by payment; write payable: paid or leave it out"),
    Refusal(
      .fee("term: {}"),
      "15:11: term is empty; possible here: open_ended_months, at_most_months"),
    Refusal(
      .fee("term: {months: 12}"),
      "15:12: unknown key \"months\"; possible here: open_ended_months, at_most_months"),
    Refusal(
      .fee("term: {open_ended_months: 0}"),
      "15:31: open_ended_months: \"0\" is no whole number from 1 to 9999"),
    Refusal(
      .fee("term: {open_ended_months: 24, at_most_months: 12}"),
      "15:31: open_ended_months 24 is more than at_most_months 12"),
    Refusal(
      .fee("term: {at_most_months: 1.5}"),
      "15:28: at_most_months: \"1.5\" is no whole number from 1 to 9999"),
  ]

  @Test(arguments: base)
  func `A base that cannot be meant is refused`(refusal: Refusal) {
    #expect(refusal.found == refusal.expected)
  }
}
