import { verifyGrants } from '@rolecall/core/job/verify-grants'
import { pino } from 'pino'
import { defaultPlugins } from 'rolecall/bundled-plugins'
import { compose } from 'rolecall/compose'

/** Whether every derived role is what a computation from nothing gives. */
export async function verify(database: string): Promise<readonly string[]> {
  const { close, services } = await compose({ database, plugins: defaultPlugins(), log: pino({ level: 'silent' }) })
  const found: string[] = []
  for (const { id } of await services.store.organizations.list()) {
    const { differences } = await verifyGrants(services, id)
    found.push(...differences.map((difference) => `derived otherwise: ${JSON.stringify(difference)}`))
  }
  await close()
  return found
}
