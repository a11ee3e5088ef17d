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

/** The bundled plugins, and more behind them. */
export function bundledEntries(more: readonly Plugin[] = []): readonly PluginEntry[] {
  const plugins = [
    entra,
    okta,
    onelogin,
    jumpcloud,
    google,
    ping,
    keycloak,
    authentik,
    emailValidation,
    ssoLinking,
    groupRoles,
    ...more,
  ] as readonly Plugin[]
  return plugins.map((plugin) => ({ plugin, config: undefined, origin: 'test' }))
}
