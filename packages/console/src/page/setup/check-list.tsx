import type { Overview, SetupCheck } from '../../api/types.ts'
import { PageLink } from '../../component/page-link.tsx'
import { TimeAgo } from '../../component/time-ago.tsx'
import { checkTitles, checkHints, checkMarks, setupText as text } from '../../text/setup-text.tsx'

/** What has arrived from the provider; it turns green by itself. */
export function CheckList({ overview }: { overview: Overview }) {
  const done = overview.checks.filter(({ state }) => state === 'done').length
  return (
    <section class="card" aria-labelledby="checks">
      <h2 id="checks">{text.checkListOf(done, overview.checks.length)}</h2>
      <progress max={overview.checks.length} value={done} aria-label={text.checksThatAreDone} />
      <ol class="checks">
        {overview.checks.map((check) => (
          <li key={check.name} class={check.state} data-check={check.name}>
            <span class="check-mark" aria-hidden="true">
              {checkMarks[check.state][0]}
            </span>
            <div>
              <p class="check-title">
                {checkTitles[check.name]}
                <span class="visually-hidden">{`: ${checkMarks[check.state][1]}`}</span>
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
  if (check.at === null) return <>{checkHints[check.name]}</>
  return <TimeAgo at={check.at} />
}

function Attention({ check: { name, affected, of, examples } }: { check: SetupCheck }) {
  if (name === 'token-exchange') return text.theLastRequestForAToken(examples.join(', '))
  if (name === 'connection') return text.theLastCallWasRefused(examples.join(', '))
  if (name === 'mapping') return text.itIsAppliedAndGives
  if (name === 'external-id-shared-groups')
    return (
      <>{text.ofGroupsHaveTheExternalId(affected, of, <PageLink href="/groups">{examples.join(', ')}</PageLink>)}</>
    )
  const share = text.ofTheLastPeople(affected, of)
  const some = examples.map((email, index) => (
    <span key={email}>
      {index > 0 && ', '}
      <PageLink href={`/people/${encodeURIComponent(email)}`}>{email}</PageLink>
    </span>
  ))
  if (name === 'external-id-shared') return text.ofPeopleHaveTheExternalId(affected, of, some)
  if (name === 'provider-roles') return text.ofPeopleAreAssigned(affected, of, some)
  if (name === 'external-id') return text.cameWithoutAStable(share, some)
  return text.haveAWorkEmail(share, some)
}
