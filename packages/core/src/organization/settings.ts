import type { OrganizationSettings } from '../directory/organization.ts'
import { change } from '../change/change.ts'
import type { OperationContext } from '../change/operation-context.ts'

/** What the organization has decided for itself. */
export async function readSettings(context: OperationContext): Promise<OrganizationSettings> {
  return (await context.store.read(context.organizationId).getState()).settings
}

/** Replaces the organization's settings. */
export async function putSettings(
  context: OperationContext,
  settings: OrganizationSettings,
): Promise<OrganizationSettings> {
  return change(context, async ({ record, tx }) => {
    await tx.setSettings(settings)
    const before = tx.state.settings
    record('SettingsChanged', 'settings/organization', { ...settings, before: { ...before }, after: { ...settings } })
    return settings
  })
}
