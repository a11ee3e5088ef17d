import type { Directory } from '../directory.ts'
import { createEntraClient, type EntraClientOptions } from '../entra-client.ts'
import { parseDirectory } from '../parse-directory.ts'
import type { ProvisioningOptions } from '../provisioning-job.ts'
import { createProvisioningState } from '../provisioning-state.ts'
import { startRecordingServer, type RecordingServer } from './recording-server.ts'

export const ANN = '0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef'
export const BOB = '7fce0092-d52e-4f76-b727-3955bd72c939'
export const OWNERS = '8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159'

/** Two people, one group that has both. */
export const SMALL_DIRECTORY: Directory = parseDirectory(`
users:
  - { objectId: ${ANN}, userPrincipalName: ann@acme.example, mail: ann@acme.example, displayName: Ann Lee, department: Sales, jobTitle: Lead }
  - { objectId: ${BOB}, userPrincipalName: bob@acme.example, mail: bob@acme.example, displayName: Bob Ray, manager: ${ANN} }
groups:
  - { objectId: ${OWNERS}, displayName: acme_owners, members: [${ANN}, ${BOB}] }
`)

/** A server and what a cycle against it needs. */
export async function startSimulation(
  options: Partial<EntraClientOptions> = {},
): Promise<{ readonly server: RecordingServer; readonly run: ProvisioningOptions }> {
  const server = await startRecordingServer()
  const client = createEntraClient({
    tenantUrl: server.url,
    secretToken: 'secret',
    wait: () => Promise.resolve(),
    ...options,
  })
  return { server, run: { client, directory: SMALL_DIRECTORY, state: createProvisioningState() } }
}
