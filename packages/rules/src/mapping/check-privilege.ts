import type { DirectoryView, PrivilegedRule } from '@rolecall/core/decider'
import type { Reference, RuleDefinition } from '@rolecall/core/plugin/rule'
import { neededGroups } from '../condition/needed-groups.ts'
import type { Report } from '../text/report.ts'
import { findPrivilegedRole } from './find-role.ts'

/**
 * Whoever may create groups in the provider must not make themselves Owner: a rule that gives a privileged role requires
 * a group by name or id, or says that its author means it; one with a template that a value of the person fills has to
 * say so. The roles of the organization are known when the file is read; those of teams only with its catalogue.
 */
export function checkPrivilege(
  definition: RuleDefinition,
  catalogue: DirectoryView['catalogue'] | undefined,
  report: Report,
): void {
  for (const { reference, role } of findPrivileged(definition, catalogue)) {
    if (isByTemplate(reference)) {
      const what = `The privileged role '${role}' can be given here by what a value of the person says`
      const advice = "Let a capture say which roles it can be, or write 'privileged: true'."
      report('error', reference, 'PRIVILEGED_WITHOUT_GROUP', `${what}, which the provider can change. ${advice}`)
      continue
    }
    const gives = reference.kind === 'anyRole' ? `'${reference.text}' can be` : 'This gives'
    report(
      'error',
      reference,
      'PRIVILEGED_WITHOUT_GROUP',
      `${gives} the privileged role '${role}', and no group is required by name or id: whoever may create groups in the provider could take it. Name a group (in providerRoles the value itself), or write 'privileged: true'.`,
    )
  }
}

/** The same about a catalogue that is to come. */
export function findPrivilegedWithoutGroup(
  definition: RuleDefinition,
  catalogue: DirectoryView['catalogue'],
): readonly PrivilegedRule[] {
  const text = definition.when.source?.text ?? definition.id
  return findPrivileged(definition, catalogue).map(({ reference: { line }, role }) => ({ line, text, role }))
}

interface PrivilegedReference {
  readonly reference: Reference
  readonly role: string
}

function findPrivileged(
  { privileged, references = [], when }: RuleDefinition,
  catalogue: DirectoryView['catalogue'] | undefined,
): readonly PrivilegedReference[] {
  if (privileged === true) return []
  const isGuarded = neededGroups(when, 'both') !== null
  return references.flatMap((reference) => {
    if (isGuarded && !isByTemplate(reference)) return []
    const isOrganization = 'scope' in reference && reference.scope === 'organization'
    if (isOrganization !== (catalogue === undefined)) return []
    const role = findPrivilegedRole(reference, catalogue)
    return role === undefined ? [] : [{ reference, role }]
  })
}

/** Who is in the group says nothing of the value that fills a template. */
function isByTemplate(reference: Reference): boolean {
  return 'byTemplate' in reference && reference.byTemplate
}
