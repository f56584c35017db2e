extension KPI {
  /// Where the formula comes from, by the number of the figure.
  package var source: String {
    switch number {
    case 1: "bookkeeping practice; a credit note is subtracted"
    case 2: "job profile of a key account manager: 25 % in three years; the path is arithmetic"
    case 3: "Deckungsbeitrag = Erlöse - variable Kosten; goal 30 % of the job profile"
    case 4: "Customer Lifetime Value, historical, simple and as a capital value"
    case 5: "Kundenbindungsrate = (E - N) / B with a cohort fixed at the beginning"
    case 6: "gross and net revenue retention of recurring business"
    case 7: "as 6; when a term counts as due is our definition"
    case 8: "job profile: cross- and up-selling in revenue"
    case 9: "job profile: strategic initiatives"
    case 10: "job profile; median, p90 and open cases apart are our choice"
    case 11: "net promoter score, promoters 9 and 10, detractors 0 to 6"
    case 12: "customer satisfaction as top two of five; others take the mean"
    case 13: "WAPE, weighted absolute percentage error"
    case 14: "coverage = pipeline / gap to plan; 60 days are our proposal"
    case 15: "won / closed; open ones excluded"
    case 16: "case study of a programme that failed; thresholds are our proposal"
    case 17: "case study: the purchasing department is visited; 180 days and 70 % are our proposal"
    case 18: "case study: buying centre; 180 days are our proposal"
    case 19: "case study: no relationship work with new contacts"
    case 20: "case study: plans filled in alone"
    case 21: "case study: more discount talks; depth = 1 - net / list"
    case 22: "three customers with 60 % of revenue; HHI = sum of squared shares"
    case 23: "share of wallet = revenue / spend of the customer"
    case 24: "actual / target by figure and period"
    case 25: "case study: doppelte Provisionierung; the cost ratio is ours"
    case 26: "structured handover, ninety-day plan"
    case 27: "quarterly reviews with the customer"
    case 28: "48 hours to react"
    case 29: "15 to 20 accounts for one key account manager"
    default: "sales cycle, closed - identified"
    }
  }
}
