import type { PluginEntry } from '@rolecall/core/host/plugin-entry'
import type { Plugin } from '@rolecall/core/plugin/plugin'
import { emailValidation } from '@rolecall/plugin-email-validation/plugin'
import { entra } from '@rolecall/plugin-entra/plugin'
import { okta } from '@rolecall/plugin-okta/plugin'
import { onelogin } from '@rolecall/plugin-onelogin/plugin'
import { jumpcloud } from '@rolecall/plugin-jumpcloud/plugin'
import { google } from '@rolecall/plugin-google/plugin'
import { ping } from '@rolecall/plugin-ping/plugin'
import { keycloak } from '@rolecall/plugin-keycloak/plugin'
import { authentik } from '@rolecall/plugin-authentik/plugin'
import { groupRoles } from '@rolecall/plugin-group-roles/plugin'
import { ssoLinking } from '@rolecall/plugin-sso-linking/plugin'

import { bundledNames } from './bundled-names.ts'

type BundledName = (typeof bundledNames)[number]

const plugins = {
  entra,
  okta,
  onelogin,
  jumpcloud,
  google,
  ping,
  keycloak,
  authentik,
  'email-validation': emailValidation,
  'sso-linking': ssoLinking,
  'group-roles': groupRoles,
} satisfies Record<BundledName, object> as Readonly<Record<BundledName, Plugin>>

/** The plugins that come with the distribution, in the order in which they run by default. */
export const bundledPlugins: ReadonlyMap<string, Plugin> = new Map(bundledNames.map((name) => [name, plugins[name]]))

/** All bundled plugins with their defaults: what runs where the configuration says nothing. */
export function defaultPlugins(): readonly PluginEntry[] {
  return [...bundledPlugins.values()].map((plugin) => ({ plugin, config: undefined, origin: 'default' }))
}
