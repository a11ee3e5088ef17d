/** A rule's id within the organization: unique over the sections of the mapping. */
export function toRuleId(section: string, rule: string): string {
  return rule.startsWith(`${section}:`) ? rule : `${section}:${rule}`
}

/** The section that a rule of the organization stands in. */
export function sectionOf(ruleId: string): string {
  return ruleId.slice(0, ruleId.indexOf(':'))
}
