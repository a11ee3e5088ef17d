import { useState } from 'preact/hooks'

import type { Overview, SetupCheck } from '../../api/types.ts'
import { useResource } from '../../api/use-resource.ts'
import { number } from '../../text/count.ts'
import { CopyField } from '../../component/copy-field.tsx'
import { Failure } from '../../component/failure.tsx'
import { Placeholder } from '../../component/list.tsx'
import { Notice } from '../../component/notice.tsx'
import { PageHeader } from '../../component/page-header.tsx'
import { PageLink } from '../../component/page-link.tsx'
import { useKept } from '../../component/use-kept.ts'
import { FormPicture } from '../../drawing/form-picture.tsx'
import { CheckList } from './check-list.tsx'
import { OauthClient } from './oauth-client.tsx'
import { ProofChoice } from './proof-choice.tsx'
import { connectForms, mappingForms } from '../../text/provider-forms.ts'
import { ProviderTiles } from './provider-tiles.tsx'
import { providers, type Proof, type ProviderGuide } from '../../text/provider-guides.ts'
import { SecretTokens } from './secret-tokens.tsx'
import { StepTitle } from './step-title.tsx'
import { Verified } from './verified.tsx'
import { setupText as text } from '../../text/setup-text.tsx'

/** While something is missing one looks often: the provider is being set up at this moment. */
const waitingInterval = 2_000
const doneInterval = 15_000

export function SetupPage() {
  const [interval, setInterval] = useState(waitingInterval)
  const { data: overview, error } = useResource<Overview>('/api/overview', { every: interval })
  const { set, values } = useKept('setup', { provider: '', proof: '' })
  const guide = providers.find(({ id }) => id === values.provider) ?? providers[0]
  const wanted = overview?.checks.every(({ state }) => state === 'done') === true ? doneInterval : waitingInterval
  if (wanted !== interval) setInterval(wanted)
  return (
    <>
      <PageHeader title={text.setUp}>{text.connectYourIdentityProvider}</PageHeader>
      <Failure error={error} />
      {overview === undefined ? (
        error === undefined && <Placeholder />
      ) : (
        <>
          {overview.owners === 0 && overview.mappingVersion > 0 && (
            <Notice kind="warning">{text.nobodyIsOwnerOfThisOrganization()}</Notice>
          )}
          {overview.endpointsOff.map(({ displayName, id, lastError }) => (
            <Notice key={id} kind="warning">
              {text.nothingIsDeliveredToAny(displayName, lastError === null ? '' : ` (${lastError})`)}
              <PageLink href="/settings/webhooks">{text.lookAtIt}</PageLink>
            </Notice>
          ))}
          {overview.decisionsPaused && <Notice kind="warning">{text.theMappingDoesNotCompile()}</Notice>}
          <div class="columns">
            <Guide
              guide={guide}
              proof={guide.ways.find((way) => way === values.proof) ?? guide.ways[0]}
              onChange={({ id }) => set({ provider: id, proof: '' })}
              onProof={(proof) => set({ proof })}
              tenantUrl={overview.tenantUrl}
              checks={overview.checks}
            />
            <aside>
              <CheckList overview={overview} />
              <Counts counts={overview.counts} owners={overview.owners} verification={overview.verification} />
            </aside>
          </div>
        </>
      )}
    </>
  )
}

function Guide({
  guide,
  proof,
  onChange,
  onProof,
  tenantUrl,
  checks,
}: {
  guide: ProviderGuide
  proof: Proof
  onProof: (proof: Proof) => void
  onChange: (guide: ProviderGuide) => void
  tenantUrl: string
  checks: Overview['checks']
}) {
  const form = connectForms[guide.id]?.[proof]
  const mappingForm = mappingForms[guide.id]
  const isDone = (name: SetupCheck['name']) => checks.find((check) => check.name === name)?.state === 'done'
  return (
    <div class="guide">
      <ProviderTiles value={guide} onChange={onChange} />
      <section class="card">
        <StepTitle number={1} title={text.whatItAsksFor} done={isDone('connection')} doc={guide.doc} />
        <CopyField label={guide.urlLabel} value={tenantUrl} />
        {tenantUrl.startsWith('http://') && <p class="hint">{text.aProviderInTheCloud()}</p>}
        {guide.ways.length > 1 && <ProofChoice ways={guide.ways} value={proof} onChange={onProof} />}
        {proof === 'token' ? (
          <>
            <h3>{guide.tokenLabel}</h3>
            <SecretTokens label={guide.tokenLabel} provider={guide.title} />
          </>
        ) : (
          <OauthClient key={`${guide.id} ${proof}`} proof={proof} provider={guide} />
        )}
        <Steps steps={guide.before} />
        {form !== undefined && <FormPicture form={form} />}
      </section>
      <section class="card">
        <StepTitle
          number={2}
          title={text.attributeMappingOfUsers}
          done={isDone('external-id') && isDone('email')}
          doc={guide.doc}
        />
        <p>{text.keepTheseAndDelete}</p>
        <table class="attributes">
          <thead>
            <tr>
              <th scope="col">{text.attributeHere}</th>
              <th scope="col">{text.comesFrom}</th>
            </tr>
          </thead>
          <tbody>
            {guide.mapping.map(({ target, source, note }) => (
              <tr key={target}>
                <th scope="row">
                  <code>{target}</code>
                </th>
                <td>
                  <code>{source}</code>
                  {note !== undefined && <span class="note">{note}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {mappingForm !== undefined && <FormPicture form={mappingForm} />}
      </section>
      <section class="card">
        <StepTitle
          number={3}
          title={text.whomItSends}
          done={isDone('first-user') && isDone('first-group')}
          doc={guide.doc}
        />
        <Steps steps={guide.after} />
      </section>
      <section class="card">
        <StepTitle number={4} title={text.whichGroupGivesWhichRole} done={isDone('mapping')} doc="mapping" />
        <p>{text.writeTheMappingSee()}</p>
      </section>
    </div>
  )
}

function Steps({ steps }: { steps: readonly string[] }) {
  return (
    <ul class="steps">
      {steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ul>
  )
}

function Counts({ counts, owners, verification }: Pick<Overview, 'counts' | 'owners' | 'verification'>) {
  const rows = [
    [text.people, '/people', counts.members],
    [text.owners, '/people', owners],
    [text.groups, '/groups', counts.groups],
    [text.teams, '/teams', counts.teams],
    [text.groupMembersNobodyKnows, '/groups?show=unknown', counts.unresolvedMembers],
  ] as const
  return (
    <section class="card" aria-labelledby="counts">
      <h2 id="counts">{text.atAGlance}</h2>
      <dl class="counts">
        {rows.map(([title, href, value]) => (
          <div key={title}>
            <dt>
              <PageLink href={href}>{title}</PageLink>
            </dt>
            <dd>{number(value)}</dd>
          </div>
        ))}
      </dl>
      {verification !== null && <Verified verification={verification} />}
    </section>
  )
}
