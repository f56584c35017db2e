/// A plan that uses every word of the language once, each with a value that is not its default.
enum FullPlan {
  static let text = """
    plan: full
    version: 3
    title: Provisionsplan Vertrieb
    effective_from: 2026-01-01
    effective_to: 2028-01-01
    currency: EUR
    rounding: half_even
    remainder: last
    legal_type: provision
    works_agreement: BV Vertrieb 2026
    statement_period: quarter
    negative_balance: claim
    payout: {currency: CHF, rate_of: trigger}
    products:
      - {id: p-1, category: pumps}
      - {id: p-1-red, variant_of: p-1}
      - {id: valve, category: valves}
      - {id: seal, category: valves, commission: none}
    draws:
      - {amount: 2000.00, kind: recoverable, payees: [anna, ben], from: 2026-01-01, to: 2026-07-01}
      - {amount: 500.00, kind: forgiven_at_year_end, from: 2026-01-01}
    limits:
      quarter: {cap: 15000.00}
      year: {cap: 40000.00, floor: 10000.00}
    clauses:
      # Orders of pumps, in bands of the year's target.
      - id: pumps
        text: Provision auf Pumpen.
        applies_to:
          deal: order
          kinds: [new, cross_sell]
          products: {only: [{category: pumps}, {product: valve}], except: [{variant: p-1-red}]}
        anchor: booked
        credit:
          mode: split
          parties:
            - {to: seller, share: 60 %}
            - {to: role, role: kam, share: 30 %}
            - {to: first_seller, share: 10 %}
        base: margin
        margin_floor: per_deal
        rates_by_payee: {carla: 7 %}
        overrides:
          - {payee: anna, rate: 6 %, from: 2026-01-01, to: 2026-04-01, reason: Einarbeitung}
          - {payee: anna, rate: 5 %, from: 2026-04-01, reason: Zusage}
        tiers:
          of: revenue
          per: year
          target: {kpi: net-revenue}
          prorate: month
          mode: marginal
          bound: upper_inclusive
          bands:
            - {from: 0 %, to: 50 %, rate: 4 %}
            - {from: 50 %, to: 100 %, rate: 6 %, retroactive: true}
            - {from: 100 %, rate: 8 %}
        gates:
          - {of: margin, at_least: 30 %, otherwise: 1 %}
          - {of: discount, at_most: 15 %, otherwise: nothing}
        multipliers:
          - {factor: 1.25, of: goal, kpi: net-revenue, in: year, above: 115 %}
          - {factor: 90 %, of: deal_size, below: 1000.00}
        limits:
          deal: {cap: 3000.00, floor: 20.00, minimum_base: 100.00}
          month: {cap: 5000.00, floor: 500.00}
        earned: delivered
        payable: paid
        holdback: {share: 10 %, until: {after_days: 90}}
        reversal: {method: amount_paid, attainment: reduce, supplier_cause: keep}
      - id: team
        applies_to: {deal: order, kinds: [renewal]}
        anchor: booked
        credit:
          mode: in_doubt_both
          parties:
            - {to: seller, rate: 5 %}
            - {to: managers_of_payees, level: 2, rate: 1 %, cap: 1000.00, less: lower_levels}
            - {to: payee, payee: house, share: 50 %, rate: 2 %, claim: true}
        base: net
        earned: {on: 2026-12-31}
        instalments: {parts: [50 %, 30 %, 20 %], every: quarter}
      - id: contracts
        applies_to: {deal: contract}
        anchor: signed
        credit: {mode: full_each, parties: [{to: seller}, {to: manager_of_seller, share: 20 %}]}
        base: monthly_fee
        term: {open_ended_months: 12, at_most_months: 36}
        rates_by_kind: {new: 8 %, renewal: 3 %, up_sell: 8 %, down_sell: 1 %, flat_renewal: 2 %}
        renewals: retained_and_growth
        reversal: {method: pro_rata_time, months: 24}
      - id: pieces
        applies_to: {deal: invoice}
        anchor: invoiced
        credit: {mode: split, parties: [{to: seller}]}
        base: gross
        rates_by_product:
          - {variant: p-1-red, rate: 15 %}
          - {product: p-1, amount: 20.00, per: unit}
          - {category: valves, commission: none}
          - {any: true, rate: 1 %}
        tiers:
          of: units
          per: account
          reset: quarter
          mode: before
          bound: upper_exclusive
          bands: [{to: 100, factor: 1}, {factor: 150 %}]
        payable: {after_days: 30}
      - id: cash
        applies_to: {deal: invoice}
        anchor: invoiced
        credit: {mode: full_each, parties: [{to: role, role: support}]}
        base: cash
        rate: 1/3
        tiers:
          of: payment_age
          per: document
          mode: reached
          bound: upper_inclusive
          bands: [{to: 30, factor: 1}, {factor: 0}]
      - id: visits
        applies_to: {deal: opportunity, kinds: [win_back]}
        anchor: won
        credit: {mode: split, parties: [{to: seller}]}
        base: net
        amount: 100.00
        per: document
    bonuses:
      - id: goals
        text: Zielbonus.
        period: year
        payees: [anna, ben]
        target: 28500.00
        prorate: day
        goals:
          - {kpi: net-revenue, of: ledger, weight: 70 %, cap: 200 %, floor: 50 %}
          - {kpi: visits, of: payee, weight: 30 %}
        attainment_cap: 150 %
        every_goal_at_least: 40 %
        curve: [{from: 80 %, pays: 50 %}, {from: 100 %, pays: 100 %}]
      - id: team-goal
        period: quarter
        target: pay_terms
        prorate: month
        goals: [{kpi: team-margin, of: ledger, weight: 100 %}]
    """
}
