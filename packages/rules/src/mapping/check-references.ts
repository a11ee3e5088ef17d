import type { DirectoryView } from '@rolecall/core/decider'
import type { Diagnostic } from '@rolecall/core/plugin/diagnostic'
import type { Reference } from '@rolecall/core/plugin/rule'
import { fold } from '@rolecall/core/scim/fold'
import { showInvisible } from '@rolecall/core/scim/visible-text'
import { checkMentions } from '../tests/check-mentions.ts'
import type { WrittenTest } from '../tests/written-test.ts'
import { collectDiagnostics, type Report } from '../text/report.ts'
import type { Steps } from '../steps.ts'
import { checkPrivilege } from './check-privilege.ts'
import type { CompiledRule } from './compiled-rule.ts'
import { findPrivilegedRole, findRole } from './find-role.ts'
import { referencesOf } from './references-of.ts'
import { reportEnded } from './report-ended.ts'
import { reportShadowed } from './report-shadowed.ts'
import { createGuess, type Guess } from './guess.ts'

/** What references are held against. */
interface ReferenceContext {
  readonly directory: DirectoryView
  readonly guess: Guess
  readonly report: Report
}

/**
 * Warnings about what the rules and the tests name and the organization does not have (yet), none of which is an error; and
 * errors for privileged roles of its teams that a rule gives without naming a group.
 */
export function* checkReferences(
  rules: readonly CompiledRule[],
  tests: readonly WrittenTest[],
  directory: DirectoryView,
): Steps<readonly Diagnostic[]> {
  const diagnostics = collectDiagnostics()
  const { report } = diagnostics
  const context: ReferenceContext = { directory, guess: createGuess(), report }
  for (const { definition } of rules) {
    yield
    const references = [...referencesOf(definition.when), ...(definition.references ?? [])]
    const privileged = references.some((reference) => isPrivileged(reference, directory))
    checkPrivilege(definition, directory.catalogue, report)
    reportEnded(definition, directory.now, report)
    for (const reference of references) checkReference(reference, privileged, context)
  }
  reportShadowed(rules, directory.catalogue, report)
  yield* checkMentions(tests, rules, context)
  return diagnostics.list()
}

function checkReference(reference: Reference, privileged: boolean, context: ReferenceContext): void {
  const { directory, guess, report } = context
  switch (reference.kind) {
    case 'group':
      return checkGroup(reference, privileged, context)
    case 'groupId':
      if (directory.groupIds.has(reference.id)) return
      return report(
        'warning',
        reference,
        'UNKNOWN_GROUP_ID',
        `There is no group with the id '${reference.id}'; ids are made here when the provider creates the group.`,
      )
    case 'anyRole':
    case 'effect':
      return
    case 'team':
      if (directory.teamKeys.has(fold(reference.id))) return
      return report(
        'warning',
        reference,
        'UNKNOWN_TEAM',
        `There is no team '${reference.id}' yet; the entry waits for it.${guess(reference.id, directory.known.teams)}`,
      )
    case 'role':
      if (roleOf(reference, directory)) return
      return report(
        'warning',
        reference,
        'UNKNOWN_ROLE',
        `The organization's team roles have no '${reference.role}' (${namesOf(directory.known.teamRoles)}); the entry waits for it.${guess(reference.role, directory.known.teamRoles)}`,
      )
  }
}

function checkGroup(
  reference: Reference & { readonly kind: 'group' },
  privileged: boolean,
  { directory: { alike, groupNames, known }, guess, report }: ReferenceContext,
): void {
  const { name } = reference
  const spelling = groupNames.get(fold(name))
  const other = alike.get(fold(name))
  if (other !== undefined) {
    report(
      'warning',
      reference,
      'GROUP_LOOKS_ALIKE',
      `The group '${showInvisible(other)}' is another one than '${showInvisible(name)}', which only looks the same.`,
    )
  }
  // One that looks the same has been named already.
  const meant = spelling === undefined && other === undefined ? guess(name, known.groups) : ''
  if (spelling === undefined && privileged) {
    report(
      'warning',
      reference,
      'OWNER_GROUP_MISSING',
      `There is no group '${name}' yet; whoever creates it in the provider decides who becomes owner.${meant}`,
    )
  } else if (spelling === undefined) {
    report('warning', reference, 'UNKNOWN_GROUP', `There is no group '${name}' yet; the entry waits for it.${meant}`)
  } else if (spelling !== name) {
    report(
      'warning',
      reference,
      'GROUP_CASE',
      `The group is called '${spelling}'; '${name}' differs from it only by case and matches all the same.`,
    )
  }
}

/** As many as a sentence can hold: a catalogue may have thousands. */
const longestList = 12

function namesOf(roles: readonly string[]): string {
  const more = roles.length > longestList ? `, and ${roles.length - longestList} more` : ''
  return roles.slice(0, longestList).join(', ') + more
}

/** Whether it gives a role that is reserved to people whom somebody chose. */
function isPrivileged(reference: Reference, directory: DirectoryView): boolean {
  return findPrivilegedRole(reference, directory.catalogue) !== undefined
}

function roleOf({ scope, role }: Reference & { readonly kind: 'role' }, { catalogue }: DirectoryView) {
  return findRole(scope, role, catalogue)
}
