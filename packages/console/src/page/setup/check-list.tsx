import type { Overview, SetupCheck } from '../../api/types.ts'
import { PageLink } from '../../component/page-link.tsx'
import { TimeAgo } from '../../component/time-ago.tsx'

const titles: Readonly<Record<SetupCheck['name'], string>> = {
  'token-exchange': 'Token exchange seen',
  connection: 'Connection tested',
  'first-user': 'First user seen',
  'external-id': 'externalId identifies people',
  'external-id-shared': 'No two people have one externalId',
  email: 'E-mail addresses validate',
  'provider-roles': 'Assigned roles are known',
  'first-group': 'First group seen',
  'external-id-shared-groups': 'No two groups have one externalId',
  mapping: 'Mapping gives roles',
}

const waiting: Readonly<Record<SetupCheck['name'], string>> = {
  'token-exchange': 'Turns green when the provider first gets an access token for its client.',
  connection: 'Turns green when the provider first calls.',
  'first-user': 'Provision one user on demand, or start provisioning.',
  'external-id': 'Known with the first user: it should be the stable id of the person.',
  'external-id-shared': 'Known with the first user: nobody who shares it can sign in by it.',
  email: 'Known with the first user: userName should equal the work e-mail address.',
  'provider-roles': 'Known with the first user who is assigned a role.',
  'first-group': 'Assign a group to the application and let it be provisioned.',
  'external-id-shared-groups': 'Known with the first group.',
  mapping: 'Write which groups give which roles, then apply it.',
}

const marks: Readonly<Record<SetupCheck['state'], readonly [string, string]>> = {
  done: ['✓', 'Done'],
  attention: ['!', 'Needs attention'],
  waiting: ['', 'Waiting'],
}

/** What has arrived from the provider; it turns green by itself. */
export function CheckList({ overview }: { overview: Overview }) {
  const done = overview.checks.filter(({ state }) => state === 'done').length
  return (
    <section class="card" aria-labelledby="checks">
      <h2 id="checks">
        Check list <span class="muted">{`${done} of ${overview.checks.length}`}</span>
      </h2>
      <progress max={overview.checks.length} value={done} aria-label="Checks that are done" />
      <ol class="checks">
        {overview.checks.map((check) => (
          <li key={check.name} class={check.state} data-check={check.name}>
            <span class="check-mark" aria-hidden="true">
              {marks[check.state][0]}
            </span>
            <div>
              <p class="check-title">
                {titles[check.name]}
                <span class="visually-hidden">{`: ${marks[check.state][1]}`}</span>
              </p>
              <p class="check-detail">
                <Detail check={check} />
              </p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Detail({ check }: { check: SetupCheck }) {
  if (check.state === 'attention') return <Attention check={check} />
  if (check.at === null) return <>{waiting[check.name]}</>
  return <TimeAgo at={check.at} />
}

function Attention({ check: { name, affected, of, examples } }: { check: SetupCheck }) {
  if (name === 'token-exchange') return <>The last request for a token was refused: {examples.join(', ')}.</>
  if (name === 'mapping') return <>It is applied and gives nobody a role yet: does a group have the name it says?</>
  if (name === 'external-id-shared-groups')
    return (
      <>
        {affected} of {of} groups have the externalId of another:{' '}
        <PageLink href="/groups">{examples.join(', ')}</PageLink>. Map it to the id of the group (Entra: objectId).
      </>
    )
  const share = `${affected} of the last ${of} people`
  const some = examples.map((email, index) => (
    <span key={email}>
      {index > 0 && ', '}
      <PageLink href={`/people/${encodeURIComponent(email)}`}>{email}</PageLink>
    </span>
  ))
  if (name === 'external-id-shared')
    return (
      <>
        {affected} of {of} people have the externalId of somebody else and can't sign in by it: {some}. Map externalId
        to the id of the person (Entra: objectId).
      </>
    )
  if (name === 'provider-roles')
    return (
      <>
        {affected} of {of} people are assigned a role or an entitlement that the mapping does not know: {some}. Assign
        what there is, or add it to providerRoles.
      </>
    )
  if (name === 'external-id')
    return (
      <>
        {share} came without a stable id as externalId: {some}. Map externalId to the id of the person (Entra:
        objectId).
      </>
    )
  return (
    <>
      {share} have a work e-mail address that differs from userName: {some}. Map both to the same address.
    </>
  )
}
