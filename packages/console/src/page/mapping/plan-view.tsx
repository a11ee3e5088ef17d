import type { Plan, PlanEffect, PlanLine } from '../../api/types.ts'
import { usePages } from '../../api/use-pages.ts'
import { count, number } from '../../component/count.ts'
import { effectValue } from '../../component/effect-value.ts'
import { PersonLink } from '../../component/link.tsx'
import { Notice } from '../../component/notice.tsx'
import { scopeName } from '../../component/scope-name.ts'
import { PlannedGroups } from './planned-groups.tsx'

type PlanKind = 'adds' | 'removes' | 'changes' | 'held'

const kinds: readonly (readonly [PlanKind, string, string])[] = [
  ['adds', 'Gained', '+'],
  ['removes', 'Lost', '−'],
  ['held', 'Held back until an owner decides', '‖'],
  ['changes', 'Changed', '~'],
]

/** Who would gain, lose or be held, and why; `stale` is the reason why that is no longer what an apply would do. */
export function PlanView({ plan, stale }: { plan: Plan | undefined; stale?: string | undefined }) {
  return (
    <section class={stale === undefined ? 'card' : 'card stale'} aria-labelledby="plan" aria-live="polite">
      <h2 id="plan">What it changes</h2>
      {plan === undefined ? (
        <p class="muted">Ask for it before you apply: you see each person who gains or loses a role, and why.</p>
      ) : (
        <>
          {stale !== undefined && <p class="hint">{stale}</p>}
          {plan.errors.map(({ code, message }) => (
            <Notice key={code} kind="error">
              {message}
            </Notice>
          ))}
          <Summary plan={plan} />
          {kinds.map(([kind, title, sign]) => (
            <Lines key={kind} plan={plan} kind={kind} title={title} sign={sign} />
          ))}
          <Effects plan={plan} />
          <Failures plan={plan} />
          <PlannedGroups groups={plan.groups} />
        </>
      )}
    </section>
  )
}

const effectSigns = { adds: '+', removes: '−', changes: '~', held: '‖' } as const

/** What comes, goes or changes beside roles: a line for each, whatever a plugin calls it. */
function Effects({ plan }: { plan: Plan }) {
  const total = plan.summary.effects
  if (total === 0) return null
  return (
    <details open>
      <summary>{`Beside roles (${number(total)})`}</summary>
      {plan.effects.length < total ? <AllEffects plan={plan} /> : <EffectList lines={plan.effects} />}
    </details>
  )
}

function AllEffects({ plan }: { plan: Plan }) {
  const pages = usePages<PlanEffect>(`/api/settings/scim-mapping/plan/${plan.planId}/lines?kind=effects&limit=100`)
  return (
    <>
      <EffectList lines={pages.rows ?? plan.effects} />
      <MoreButton more={pages.more} />
    </>
  )
}

function EffectList({ lines }: { lines: readonly PlanEffect[] }) {
  return (
    <ul class="plan-lines">
      {lines.map((line) => (
        <li key={`${line.userId} ${line.rule} ${line.effect} ${line.change}`}>
          <span class="sign" aria-hidden="true">
            {effectSigns[line.change]}
          </span>
          <div>
            <PersonLink email={line.emailAddress} /> <strong>{line.effect}</strong> {effectValue(line.value)}
            <span class="note">{line.reason}</span>
          </div>
        </li>
      ))}
    </ul>
  )
}

/** Rules that could not be decided for somebody: what they have given stays. */
function Failures({ plan: { failed, summary } }: { plan: Plan }) {
  if (summary.failed === 0) return null
  return (
    <details open>
      <summary>{`Could not be decided (${number(summary.failed)})`}</summary>
      <ul class="plan-lines">
        {failed.map((failure) => (
          <li key={`${failure.userId} ${failure.rule}`}>
            <span class="sign" aria-hidden="true">
              ?
            </span>
            <div>
              <PersonLink email={failure.emailAddress} /> <strong>{failure.rule}</strong>
              <span class="note">{`${failure.reason}; what it has given stays.`}</span>
            </div>
          </li>
        ))}
      </ul>
      {failed.length < summary.failed && <p class="muted">{`And ${number(summary.failed - failed.length)} more.`}</p>}
    </details>
  )
}

function Summary({ plan: { summary } }: { plan: Plan }) {
  const nothing = summary.adds + summary.removes + summary.changes + summary.held === 0
  if (nothing) return <p>Nobody gains or loses a role{summary.effects > 0 && '; something beside roles changes'}.</p>
  return (
    <p class="summary">
      <span class="gain">{`+${number(summary.adds)}`}</span> <span class="loss">{`−${number(summary.removes)}`}</span>{' '}
      {summary.held > 0 && <span class="held">{`${number(summary.held)} held`}</span>} for{' '}
      {count(summary.people, 'person', 'people')}
    </p>
  )
}

function Lines({ plan, kind, title, sign }: { plan: Plan; kind: PlanKind; title: string; sign: string }) {
  const total = plan.summary[kind]
  if (total === 0) return null
  return (
    <details open={kind !== 'changes'}>
      <summary>{`${title} (${number(total)})`}</summary>
      {plan[kind].length < total ? (
        <AllLines plan={plan} kind={kind} sign={sign} />
      ) : (
        <LineList lines={plan[kind]} sign={sign} />
      )}
    </details>
  )
}

/** More lines than the plan itself has brought are read page by page. */
function AllLines({ plan, kind, sign }: { plan: Plan; kind: PlanKind; sign: string }) {
  const pages = usePages<PlanLine>(`/api/settings/scim-mapping/plan/${plan.planId}/lines?kind=${kind}&limit=100`)
  return (
    <>
      <LineList lines={pages.rows ?? plan[kind]} sign={sign} />
      <MoreButton more={pages.more} />
    </>
  )
}

function MoreButton({ more }: { more: (() => Promise<void>) | null }) {
  if (more === null) return null
  return (
    <button type="button" onClick={() => void more()}>
      Show more
    </button>
  )
}

function LineList({ lines, sign }: { lines: readonly PlanLine[]; sign: string }) {
  return (
    <ul class="plan-lines">
      {lines.map((line) => (
        <li key={`${line.userId} ${line.scope} ${line.role} ${line.reason}`}>
          <span class="sign" aria-hidden="true">
            {sign}
          </span>
          <div>
            <PersonLink email={line.emailAddress} /> <strong>{line.role}</strong> of {scopeName(line.scope)}
            <span class="note">{line.reason}</span>
          </div>
        </li>
      ))}
    </ul>
  )
}
