import type { DirectoryView } from '@rolecall/core/decider'
import type { RuleDefinition } from '@rolecall/core/plugin/rule'
import { neededGroups } from '../condition/needed-groups.ts'
import type { Report } from '../text/report.ts'
import { findPrivilegedRole } from './find-role.ts'

/**
 * Whoever may create groups in the provider must not make themselves Owner: a rule that gives a privileged role requires
 * a group by name or id, or says that its author means it. The roles of the organization are known when the file is
 * read; those of teams only with the organization's catalogue.
 */
export function checkPrivilege(
  { privileged, references = [], when }: RuleDefinition,
  catalogue: DirectoryView['catalogue'] | undefined,
  report: Report,
): void {
  if (privileged === true || neededGroups(when, 'both') !== null) return
  for (const reference of references) {
    const isOrganization = 'scope' in reference && reference.scope === 'organization'
    if (isOrganization !== (catalogue === undefined)) continue
    const role = findPrivilegedRole(reference, catalogue)
    if (role === undefined) continue
    const gives = reference.kind === 'anyRole' ? `'${reference.text}' can be` : 'This gives'
    report(
      'error',
      reference,
      'PRIVILEGED_WITHOUT_GROUP',
      `${gives} the privileged role '${role}', and no group is required by name or id: whoever may create groups in the provider could take it. Name a group, or write 'privileged: true'.`,
    )
  }
}
