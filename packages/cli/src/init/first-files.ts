import { stringify } from 'yaml'

import type { InitSettings } from './ask-for-settings.ts'

/** `rolecall.config.yaml` with a comment for each setting. */
export function toConfigurationText({ baseUrl, database, port }: InitSettings, schema: string | null): string {
  return `${toSchemaLine(schema)}# The configuration of rolecall serve. Flags and the environment (ROLECALL_PORT and so on) go before it.

# Where the data is: sqlite:PATH (relative to this file) or postgres://USER:PASSWORD@HOST/DATABASE.
# A password is better kept in ROLECALL_DATABASE.
database: ${JSON.stringify(database)}

# Where to listen; 0.0.0.0 for every address of this machine.
host: 127.0.0.1
port: ${port}

# Where clients reach the server: the tenant URL is made of it. An identity provider in the cloud needs HTTPS.
${baseUrl === null ? '# baseUrl: https://rolecall.example.com' : `baseUrl: ${JSON.stringify(baseUrl)}`}

# debug, info, warn, error or silent.
logLevel: info

# What runs, in this order: everything that comes with Rolecall, and then your own: { use: ./my-plugin.js, config: { … } }
# What runs, and what it adds, says: rolecall plugin list
plugins:
  - bundled

# The server that rolecall mapping speaks to. The key is better kept in ROLECALL_KEY.
server:
  url: ${JSON.stringify(baseUrl ?? `http://127.0.0.1:${port}`)}
`
}

/** A mapping to begin with, which grants nothing until there is a group of that name. */
export function toMappingText({ ownerGroup }: InitSettings, schema: string | null): string {
  return `${toSchemaLine(schema)}# Which groups of the identity provider give which roles. Check it with: rolecall mapping check mapping.yaml
# and make it the current one with: rolecall mapping put mapping.yaml
scimGroupMappings:
  # Members of this group own the organization.
  - scimGroup: ${stringify(ownerGroup, { lineWidth: 0 }).trim()}
    type: organizationOwner

  # A role in a team; roles are Owner, Approver, Editor, Steward and Member.
  # - scimGroup: marketing_editors
  #   type: teamMemberRole
  #   teamId: marketing
  #   teamMemberRole: Editor
`
}

/** What the YAML extensions of editors look for. */
function toSchemaLine(schema: string | null): string {
  return schema === null ? '' : `# yaml-language-server: $schema=${schema}\n`
}
