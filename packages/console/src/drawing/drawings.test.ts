import { describe, expect, it } from 'vitest'

import { connectForms, mappingForms } from '../text/provider-forms.ts'
import { describe as describeForm, drawForm } from './draw-form.ts'
import { drawFlow } from './draw-flow.ts'
import { fileStyle } from './file-style.ts'

const images = '../../../../docs/images'

const forms = [
  ['entra-credentials', connectForms['entra']?.secret],
  ['entra-mapping', mappingForms['entra']],
  ['okta-integration', connectForms['okta']?.token],
  ['okta-to-app', mappingForms['okta']],
  ...['onelogin', 'jumpcloud', 'google', 'ping', 'keycloak', 'authentik'].map(
    (id) => [`${id}-form`, connectForms[id]?.token] as const,
  ),
] as const

/** `npx vitest run --project unit packages/console/src/drawing -u` draws the files anew. */
describe('the drawings of the guides', () => {
  it.each(forms)('%s.svg is what the console shows', async (name, form) => {
    if (form === undefined) throw new Error(`there is no form for ${name}`)
    await expect(`${drawForm(form, fileStyle)}\n`).toMatchFileSnapshot(`${images}/${name}.svg`)
  })

  it('facts-to-events.svg leads from what is sent to who is told', async () => {
    const flow = drawFlow(
      {
        label:
          'The provider sends facts, people and groups; rules of the mapping decide over them; grants are roles with a source; events tell the application.',
        boxes: [
          { title: 'Facts', lines: ['people, groups', 'kept as they were sent'] },
          { title: 'Rules', lines: ['the mapping,', 'a version at a time'] },
          { title: 'Grants', lines: ['a role, a scope,', 'and why'], tone: 'good' },
          { title: 'Events', lines: ['feed, webhooks,', 'committed with it'] },
        ],
        arrows: ['decide', 'are made', 'are told'],
      },
      fileStyle,
    )
    await expect(`${flow}\n`).toMatchFileSnapshot(`${images}/facts-to-events.svg`)
  })

  it('integrate.svg leads from the provider to the tables of the product', async () => {
    const flow = drawFlow(
      {
        label:
          'The provider sends people and groups to Rolecall, which decides roles by the mapping; the client follows its log into the tables of the product, with the place in the log; the product reads its own tables.',
        boxes: [
          { title: 'Provider', lines: ['Entra ID, Okta, …', 'by SCIM'] },
          { title: 'Rolecall', lines: ['rules decide,', 'a log of changes'] },
          { title: 'Client and sink', lines: ['follow, a webhook', 'wakes it'], tone: 'good' },
          { title: 'Your tables', lines: ['members, teams, roles', 'and the cursor'], tone: 'good' },
        ],
        arrows: ['facts', 'changes', 'one commit'],
      },
      fileStyle,
    )
    await expect(`${flow}\n`).toMatchFileSnapshot(`${images}/integrate.svg`)
  })

  it('hold.svg shows where a change waits for an owner', async () => {
    const flow = drawFlow(
      {
        label:
          'A change in doubt is not made: it waits as a hold until an owner approves it, which makes it, or rejects it, which leaves all as it is.',
        boxes: [
          { title: 'A change in doubt', lines: ['a name taken over,', 'too many lose a role'] },
          { title: 'Hold', lines: ['nothing is given', 'or taken meanwhile'], tone: 'warn' },
          { title: 'An owner decides', lines: ['approve: it happens', 'reject: it does not'], tone: 'good' },
        ],
        arrows: ['waits', 'is shown'],
      },
      fileStyle,
    )
    await expect(`${flow}\n`).toMatchFileSnapshot(`${images}/hold.svg`)
  })
})

describe('a drawn form', () => {
  const form = { path: ['A & B'], fields: [{ label: '<b>', value: '"x"' }], button: 'Save' }

  it('is well formed whatever its texts are, and says in words what it shows', () => {
    expect(drawForm(form)).toContain('&lt;b&gt;')
    expect(drawForm(form)).not.toContain('<b>')
    expect(drawForm(form)).toContain('aria-label="A &amp; B. &lt;b&gt;: &quot;x&quot;. Then Save."')
  })

  it('shows no secret, and says of a ticked box that it is ticked', () => {
    const secret = { ...form, fields: [{ label: 'Token', value: 'rc_1', kind: 'secret' as const }] }
    expect(drawForm(secret)).not.toMatch(/>rc_1</)
    expect(describeForm({ ...form, fields: [{ label: 'Push', value: '', kind: 'ticked' }] })).toBe(
      'A & B. Push ticked. Then Save.',
    )
  })
})
