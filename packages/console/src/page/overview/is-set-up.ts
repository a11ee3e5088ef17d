import type { Overview } from '../../api/types.ts'

/** Without these nothing works; what else is not as it should be is a finding. */
const needed: readonly string[] = ['connection', 'first-user', 'mapping']

/** Whether a provider has sent people and a mapping is applied: then one looks at how it goes, and not at how it is set up. */
export function isSetUp({ checks }: Pick<Overview, 'checks'>): boolean {
  return checks.every(({ name, state }) => state !== 'waiting' || !needed.includes(name))
}
