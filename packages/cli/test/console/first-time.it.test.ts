import { createSignInLink } from '@rolecall/core/access/sign-in-links'
import type { Authentication } from '@rolecall/idp-simulator/authentication'
import { changeGroup } from '@rolecall/idp-simulator/change-directory'
import type { Directory } from '@rolecall/idp-simulator/directory'
import { createEntraClient } from '@rolecall/idp-simulator/entra-client'
import { runIncrementalCycle } from '@rolecall/idp-simulator/incremental-cycle'
import { runInitialCycle } from '@rolecall/idp-simulator/initial-cycle'
import { parseDirectory } from '@rolecall/idp-simulator/parse-directory'
import { createProvisioningState } from '@rolecall/idp-simulator/provisioning-state'
import { testConnection } from '@rolecall/idp-simulator/test-connection'
import { startWorkloadIdentity } from '@rolecall/idp-simulator/workload-identity'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import { toOperatorContext } from '../../src/operator-context.ts'
import { toSignInUrl } from '@rolecall/server/session/sign-in-url'
import type { Tenant } from '../test-server.ts'
import { findViolations, openPage, takePicture } from './browser.ts'
import { signIn, startConsole, type ConsoleUnderTest } from './console-under-test.ts'
import { tabTo } from './tab-to.ts'
import { writeMapping } from './write-mapping.ts'

vi.setConfig({ testTimeout: 120_000 })

let console: ConsoleUnderTest
beforeAll(async () => (console = await startConsole()), 120_000)
afterAll(() => console.close())

const tenantFile = `users:
  - objectId: 0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef
    userPrincipalName: ann@acme.example
    mail: ann@acme.example
    displayName: Ann Lee
  - objectId: 7fce0092-d52e-4f76-b727-3955bd72c939
    userPrincipalName: bob@acme.example
    mail: bob@acme.example
    displayName: Bob Ray
groups:
  - objectId: 8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159
    displayName: acme_owners
    members: [ann@acme.example]
  - objectId: 1aa1a0c0-c4c3-4bc0-b4a5-2ef676900151
    displayName: acme_stewards
    members: [ann@acme.example, bob@acme.example]
`

const mapping = (role: string) => `scimGroupMappings:
  - scimGroup: acme_owners
    type: organizationOwner
  - scimGroup: acme_stewards
    type: teamMemberRole
    teamId: sales
    teamMemberRole: ${role}
`

const check = (page: Page, name: string, state: string) => page.locator(`li.${state}[data-check="${name}"]`)

describe('the first time', () => {
  it('goes from the sign-in to explained roles, by rename and rollback', async () => {
    const tenant: Tenant = await console.server.createTenant()
    const { page, context, complaints } = await openPage(console.browser, console.server.url)
    const accessible = async () => expect(await findViolations(page)).toEqual([])

    // Open, sign in.
    await page.goto('/')
    await signIn(page, tenant.scim.secretToken)
    await page.getByRole('alert').getByText('This is the secret token of an identity provider').waitFor()
    expect(complaints.splice(0)).toEqual([expect.stringContaining('403')])
    const { services } = console.server
    const { token } = await createSignInLink(toOperatorContext(services, tenant.organizationId), {
      displayName: 'Start of the server',
      minutes: 60,
    })
    await page.goto(toSignInUrl('', token))
    await page.getByRole('heading', { level: 1, name: 'Set up' }).waitFor()
    await page.getByText('good once').waitFor()
    expect(new URL(page.url()).hash).toBe('')
    await page.getByText('Signed in as Start of the server').last().waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByLabel('Owner key').waitFor()
    // What the page was asking at that moment is refused.
    expect(complaints.splice(0).filter((one) => !one.includes('401'))).toEqual([])
    await page.goto(toSignInUrl('', token))
    await page.getByRole('alert').getByText('has been used').waitFor()
    expect(complaints.splice(0)).toEqual([expect.stringContaining('401')])
    await signIn(page, tenant.ownerKey)
    await page.getByRole('heading', { level: 1, name: 'Set up' }).waitFor()
    await page.getByRole('radio', { name: 'Okta' }).check()
    await page.getByRole('img', { name: /Push groups ticked.*Then Test API credentials/ }).waitFor()
    await page.getByRole('radio', { name: 'Keycloak' }).check()
    await page.getByText('Keycloak needs an extension').waitFor()
    expect(await page.getByRole('link', { name: /^Learn more about step/ }).count()).toBe(4)
    await page.getByRole('radio', { name: 'Microsoft Entra ID' }).check()
    await page.getByLabel('Secret token', { exact: true }).check()
    // That somebody took the wrong key is no test of the connection.
    await page.getByText('not used yet').waitFor()
    await check(page, 'connection', 'waiting').waitFor()

    // Create a key, and copy what is to be typed into the provider.
    await page.getByRole('button', { name: 'Create secret token' }).click()
    await page.getByText('Copy it now.').waitFor()
    await accessible()
    await takePicture(page, 'setup-token')
    await page.getByRole('button', { name: 'Copy Secret token' }).click()
    const secretToken = await page.evaluate<string>('navigator.clipboard.readText()')
    const tenantUrl = await page.getByLabel('Tenant URL', { exact: true }).inputValue()
    expect(tenantUrl).toBe(tenant.scim.tenantUrl)

    // The provider is set up and provisions; the list turns green by itself.
    const client = createEntraClient({ tenantUrl, secretToken })
    expect(await testConnection({ client })).toMatchObject({ ok: true })
    await check(page, 'connection', 'done').waitFor()
    let directory: Directory = parseDirectory(tenantFile)
    const state = createProvisioningState()
    await runInitialCycle({ client, directory, state })
    for (const name of ['first-user', 'external-id', 'email', 'first-group']) await check(page, name, 'done').waitFor()
    await check(page, 'mapping', 'waiting').waitFor()

    // A team for the mapping to name.
    await page.getByRole('link', { name: 'Teams' }).first().click()
    await page.getByRole('button', { name: 'New team' }).click()
    await page.getByRole('dialog').getByLabel('Id').fill('sales')
    await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click()
    await page.getByRole('rowheader', { name: 'sales' }).waitFor()

    // A mapping with a mistake, seen in place, and mended.
    await page.getByRole('link', { name: 'Mapping' }).first().click()
    await page.locator('.cm-content').waitFor()
    await writeMapping(page, mapping('Steward').replace('type: organizationOwner', 'tipe: organizationOwner'))
    await page.locator('.cm-lintRange-error').first().waitFor()
    await page.getByText('line 3, column').first().waitFor()
    expect(await page.getByRole('button', { name: 'See what it changes' }).isDisabled()).toBe(true)
    await accessible()
    await takePicture(page, 'mapping-mistake')
    await writeMapping(page, mapping('Steward'))
    await page.getByText('No problems').waitFor()

    // Plan, apply.
    await page.getByRole('button', { name: 'See what it changes' }).click()
    await page.getByText('3 gained').waitFor()
    await accessible()
    await takePicture(page, 'mapping-plan')
    await page.getByRole('button', { name: 'Apply…' }).click()
    await accessible()
    await page.getByRole('dialog').getByRole('button', { name: 'Apply', exact: true }).click()
    await page.getByText('Version 1 is in force.').waitFor()

    // Roles, and where one comes from.
    await page.getByRole('link', { name: 'People' }).first().click()
    await page.getByRole('link', { name: 'Ann Lee' }).click()
    await page.locator('.grants').getByText('Owner of the organization').click()
    await page.getByRole('link', { name: 'this request' }).first().waitFor()
    await accessible()
    await takePicture(page, 'explanation')

    // Why not.
    await page.goto('/people/bob%40acme.example')
    await page.getByRole('button', { name: 'Ask' }).click()
    await page.locator('.explanation').getByText('acme_owners').first().waitFor()

    // The group is renamed at the provider: the roles stay, and one sees why.
    directory = changeGroup(directory, 'acme_owners', { displayName: 'acme_chiefs' })
    await runIncrementalCycle({ client, directory, state })
    await page.getByRole('link', { name: 'Groups' }).first().click()
    await page.getByRole('row', { name: 'acme_chiefs' }).getByText('as acme_owners').waitFor()
    await page.goto('/people/ann%40acme.example')
    await page.getByText('by the group acme_chiefs').waitFor()

    // Another version, and back.
    await page.getByRole('link', { name: 'Mapping' }).first().click()
    await page.locator('.cm-content').waitFor()
    await writeMapping(page, mapping('Editor'))
    await page.getByRole('button', { name: 'See what it changes' }).click()
    await page.getByText('2 lost').waitFor()
    await page.getByRole('button', { name: 'Apply…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Apply', exact: true }).click()
    await page.getByText('Version 2 is in force.').waitFor()
    await page.getByRole('link', { name: 'Versions' }).click()
    await page.locator('.diff .added', { hasText: 'teamMemberRole: Editor' }).waitFor()
    await accessible()
    await takePicture(page, 'mapping-diff')
    await page.getByRole('link', { name: /^Version 1/ }).click()
    await page.getByRole('button', { name: 'See what going back to version 1 changes' }).click()
    await page.getByText('2 gained').waitFor()
    await page.getByRole('button', { name: 'Roll back…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Apply', exact: true }).click()
    await page.getByRole('link', { name: /^Version 3/ }).waitFor()
    const bob = (await tenant.owner('GET', '/api/organization/members/bob@acme.example')).body
    expect(bob).toMatchObject({ teams: [{ teamId: 'sales', role: 'Steward' }] })

    // Everything is green.
    await page.getByRole('link', { name: 'Set up' }).first().click()
    await page.getByText('8 of 8').waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })

  it('sets up a client with a secret, and one that needs none, and sees what each exchange came to', async () => {
    const tenant: Tenant = await console.server.createTenant()
    const { page, context, complaints } = await console.openAs(tenant, '/setup')
    const valueOf = (label: string) => page.getByLabel(label, { exact: true }).inputValue()

    // Client credentials: four values to copy.
    await page.getByLabel('The secret ends in').selectOption('2 years')
    await page.getByRole('button', { name: 'Create client' }).click()
    await page.getByText('Copy it now.').waitFor()
    expect(await findViolations(page)).toEqual([])
    await takePicture(page, 'setup-client')
    const [tenantUrl, tokenEndpoint, clientId, clientSecret] = [
      await valueOf('Tenant URL'),
      await valueOf('Token endpoint'),
      await valueOf('Client identifier'),
      await valueOf('Client secret'),
    ]
    await check(page, 'token-exchange', 'waiting').waitFor()
    const as = (authentication: Authentication) => createEntraClient({ tenantUrl, authentication })
    const bySecret = { by: 'client-credentials', clientId, tokenEndpoint } as const
    expect((await testConnection({ client: as({ ...bySecret, clientSecret: 'mistyped' }) })).ok).toBe(false)
    await check(page, 'token-exchange', 'attention').getByText('the secret is none of its secrets').waitFor()
    expect((await testConnection({ client: as({ ...bySecret, clientSecret }) })).ok).toBe(true)
    await check(page, 'token-exchange', 'done').waitFor()
    await check(page, 'connection', 'done').waitFor()

    // Federation: four values from the provider, of which one is not as it will come.
    const identity = await startWorkloadIdentity()
    await page.getByLabel('Workload identity federation').check()
    async function trust(audience: string): Promise<void> {
      await page.getByLabel('Issuer (iss)').fill(identity.issuer)
      await page.getByLabel('JWKS URL').fill(identity.jwksUri)
      await page.getByLabel('Subject (sub)').fill(identity.subject)
      await page.getByLabel('Audience (aud)').fill(audience)
      await page.getByRole('button', { name: 'Trust it' }).click()
      await page.getByLabel('Token endpoint', { exact: true }).waitFor()
    }
    const federated = async () =>
      as({
        by: 'federation',
        clientId: await valueOf('Client identifier'),
        tokenEndpoint: await valueOf('Token endpoint'),
        assertion: identity.assertion,
      })
    await trust(`${identity.audience}/.default`)
    expect(await findViolations(page)).toEqual([])
    expect((await testConnection({ client: await federated() })).ok).toBe(false)
    const said = `its aud is ${identity.audience}; ${identity.audience}/.default was expected`
    await page.getByRole('status').getByText(said).waitFor()
    await page.getByRole('button', { name: /^Revoke / }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
    await page.getByLabel('Token endpoint', { exact: true }).waitFor({ state: 'detached' })
    await trust(identity.audience)
    expect((await testConnection({ client: await federated() })).ok).toBe(true)
    await check(page, 'token-exchange', 'done').waitFor()
    expect(complaints).toEqual([])
    await identity.close()
    await context.close()
  })

  it('is possible by keyboard alone', async () => {
    const tenant = await console.server.createTenant()
    const client = createEntraClient(tenant.scim)
    await runInitialCycle({ client, directory: parseDirectory(tenantFile), state: createProvisioningState() })
    await tenant.owner('PUT', '/api/teams/sales', {})
    const { page, context, complaints } = await openPage(console.browser, console.server.url)
    const press = (key: string) => page.keyboard.press(key)
    await page.goto('/')
    await page.getByLabel('Owner key').waitFor()
    await page.keyboard.type(tenant.ownerKey)
    await press('Enter')
    await page.getByText('Check list').waitFor()

    await tabTo(page, 'Skip to the content')
    await tabTo(page, 'Mapping')
    await press('Enter')
    await page.locator('.cm-content').waitFor()
    await tabTo(page, 'Mapping (YAML)')
    await press('ControlOrMeta+a')
    await press('Delete')
    await page.keyboard.insertText(mapping('Steward'))
    await page.getByText('No problems').waitFor()
    await tabTo(page, 'See what it changes')
    await press('Enter')
    await page.getByText('3 gained').waitFor()
    await tabTo(page, 'Apply…')
    await press('Space')
    await tabTo(page, 'Apply')
    await press('Enter')
    await page.getByText('Version 1 is in force.').waitFor()

    await tabTo(page, 'People')
    await press('Enter')
    await page.getByRole('link', { name: 'Ann Lee' }).waitFor()
    await tabTo(page, 'Ann Lee')
    await press('Enter')
    await page.locator('.grants').getByText('Owner of the organization').waitFor()
    await tabTo(page, 'Owner of the organization')
    await press('Enter')
    await page.getByText('In force.').first().waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })
})
