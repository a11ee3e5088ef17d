import type { DirectoryView } from '@rolecall/core/decider'
import type { Reference } from '@rolecall/core/plugin/rule'
import type { GroupCondition } from '@rolecall/core/plugin/condition'
import { idToken, nameToken } from '../condition/group-token.ts'
import type { Report } from '../text/report.ts'
import type { CompiledRule } from './compiled-rule.ts'
import { findRole } from './find-role.ts'

type RoleReference = Reference & { readonly kind: 'role' }

/** An entry that gives a role by membership in one group. */
interface Gift {
  readonly rule: CompiledRule
  /** By name or by id. */
  readonly group: { readonly key: string; readonly shown: string }
  readonly role: RoleReference
  readonly precedence: number
}

/**
 * Of several roles that one group gives in one place only the highest is shown. The others are given
 * too, so this is a doubt, not a mistake.
 */
export function reportShadowed(
  rules: readonly CompiledRule[],
  catalogue: DirectoryView['catalogue'],
  report: Report,
): void {
  const highest = new Map<string, Gift>()
  const gifts = rules.map((rule) => toGift(rule, catalogue)).filter((gift) => gift !== undefined)
  for (const gift of gifts) {
    const other = highest.get(keyOf(gift))
    if (other === undefined || other.precedence < gift.precedence) highest.set(keyOf(gift), gift)
  }
  for (const gift of gifts) {
    const shown = highest.get(keyOf(gift))
    if (shown === undefined || shown.precedence <= gift.precedence) continue
    const where = `'${shown.role.role}' in line ${shown.role.line}`
    report(
      'warning',
      gift.role,
      'SHADOWED_ENTRY',
      `'${gift.group.shown}' gives ${where} for the same place; '${gift.role.role}' is never the role shown.`,
    )
  }
}

function toGift(rule: CompiledRule, catalogue: DirectoryView['catalogue']): Gift | undefined {
  const { references = [], when } = rule.definition
  const group = 'group' in when ? toGroup(when.group) : undefined
  const role = references.find((reference): reference is RoleReference => reference.kind === 'role')
  if (group === undefined || role === undefined) return undefined
  const known = findRole(role.scope, role.role, catalogue)
  return known && { rule, group, role, precedence: known.precedence }
}

function toGroup(group: GroupCondition): Gift['group'] | undefined {
  if ('name' in group) return { key: nameToken(group.name), shown: group.written ?? group.name }
  return 'id' in group ? { key: idToken(group.id), shown: group.id } : undefined
}

function keyOf({ group, role }: Gift): string {
  return JSON.stringify([group.key, role.scope])
}
