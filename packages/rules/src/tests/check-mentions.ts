import type { DirectoryView } from '@rolecall/core/decider'
import type { NamePattern } from '@rolecall/core/plugin/name-pattern'
import { fold } from '@rolecall/core/scim/fold'
import type { CompiledRule } from '../mapping/compiled-rule.ts'
import { findRole } from '../mapping/find-role.ts'
import type { Guess } from '../mapping/guess.ts'
import type { Steps } from '../steps.ts'
import type { Report } from '../text/report.ts'
import type { Mention, WrittenTest } from './written-test.ts'

interface MentionContext {
  readonly directory: DirectoryView
  readonly guess: Guess
  readonly report: Report
}

/** What the mapping itself names, folded. */
interface NamedByRules {
  readonly groups: ReadonlySet<string>
  readonly patterns: readonly NamePattern[]
  readonly teams: ReadonlySet<string>
  readonly roles: ReadonlySet<string>
  /** Groups that there are, folded. */
  readonly existing: ReadonlySet<string>
  /** What may have been meant: of the organization, and of the mapping itself. */
  readonly allGroups: readonly string[]
  readonly allTeams: readonly string[]
  readonly allRoles: readonly string[]
}

/**
 * Warns of a name in a test that neither the mapping nor the organization knows: nobody is in such a group and nobody has
 * such a role, so that a mistyped name would let the test pass.
 */
export function* checkMentions(
  tests: readonly WrittenTest[],
  rules: readonly CompiledRule[],
  context: MentionContext,
): Steps<void> {
  if (tests.length === 0) return
  const named = toNamed(rules, context.directory)
  for (const mention of tests.flatMap(({ mentions }) => mentions)) {
    yield
    checkMention(mention, named, context)
  }
}

function checkMention(mention: Mention, named: NamedByRules, { directory, guess, report }: MentionContext): void {
  const key = fold(mention.name)
  switch (mention.kind) {
    case 'group': {
      if (named.groups.has(key) || named.groups.has(mention.name)) return
      if (named.patterns.some((pattern) => pattern.match(mention.name) !== undefined)) return
      if (named.existing.has(key)) return
      const meant = guess(mention.name, named.allGroups)
      return report('warning', mention, 'UNKNOWN_GROUP', `The test ${says('group', mention.name)}${meant}`)
    }
    case 'team': {
      if (directory.teamKeys.has(key) || named.teams.has(key)) return
      const meant = guess(mention.name, named.allTeams)
      return report('warning', mention, 'UNKNOWN_TEAM', `The test ${says('team', mention.name)}${meant}`)
    }
    case 'role': {
      const { scope } = mention
      if (findRole(scope, mention.name, directory.catalogue) !== undefined) return
      if (scope !== 'organization' && named.roles.has(key)) return
      const roles = scope === 'organization' ? ['Owner', 'Member'] : named.allRoles
      const meant = guess(mention.name, roles)
      return report('warning', mention, 'UNKNOWN_ROLE', `The test ${says('role', mention.name)}${meant}`)
    }
  }
}

function says(what: string, name: string): string {
  return `names a ${what} '${name}', which neither the mapping nor the organization has.`
}

function toNamed(rules: readonly CompiledRule[], { known }: DirectoryView): NamedByRules {
  const references = rules.flatMap(({ definition }) => definition.references ?? [])
  const conditions = rules.map(({ whole }) => whole.condition)
  const groups = conditions.flatMap(({ ids, names, setIds, setNames }) => [...names, ...setNames, ...ids, ...setIds])
  const teams = references.flatMap((reference) => (reference.kind === 'team' ? [fold(reference.id)] : []))
  const roles = references.flatMap((reference) => (reference.kind === 'role' ? [fold(reference.role)] : []))
  return {
    groups: new Set(groups),
    patterns: conditions.flatMap(({ patterns }) => [...patterns]),
    teams: new Set(teams),
    roles: new Set(roles),
    existing: new Set(known.groups.map(fold)),
    allGroups: [...known.groups, ...new Set(groups)],
    allTeams: [...known.teams, ...new Set(teams)],
    allRoles: [...known.teamRoles, ...new Set(roles)],
  }
}
