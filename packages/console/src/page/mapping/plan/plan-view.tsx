import { useState } from 'preact/hooks'

import type { Plan, PlanEffect } from '../../../api/types.ts'
import { usePages } from '../../../api/use-pages.ts'
import { effectValue } from '../../../component/effect-value.ts'
import { PersonLink } from '../../../component/link.tsx'
import { Notice } from '../../../component/notice.tsx'
import { MissingTeams } from './missing-teams.tsx'
import { MoreButton } from '../../../component/more-button.tsx'
import { PlanBars } from './plan-bars.tsx'
import { PlanPeople } from './plan-people.tsx'
import { PlanRoles } from './plan-roles.tsx'
import { PlannedGroups } from './planned-groups.tsx'
import { planText as text } from '../../../text/plan-text.tsx'

interface PlanViewProps {
  readonly plan: Plan | undefined
  /** Why it is no longer what an apply would do. */
  readonly stale?: string | undefined
  /** Makes it anew. */
  readonly onAgain: () => unknown
}

/** Who would gain, lose or be held, and why. */
export function PlanView({ plan, stale, onAgain }: PlanViewProps) {
  return (
    <section class={stale === undefined ? 'card' : 'card stale'} aria-labelledby="plan">
      <h2 id="plan">{text.whatItChanges}</h2>
      <div aria-live="polite">
        {plan === undefined ? (
          <p class="muted">{text.askForItBefore}</p>
        ) : (
          <>
            {stale !== undefined && <p class="hint">{stale}</p>}
            {plan.errors.map(({ code, message }) => (
              <Notice key={code} kind="error">
                {message}
              </Notice>
            ))}
            <PlanBars plan={plan} />
          </>
        )}
      </div>
      {plan !== undefined && (
        <>
          <MissingTeams key={`teams ${plan.planId}`} plan={plan} onCreated={onAgain} />
          {touchesRoles(plan) && <Lines key={plan.planId} plan={plan} />}
          <Effects plan={plan} />
          <Failures plan={plan} />
          <PlannedGroups groups={plan.groups} />
        </>
      )}
    </section>
  )
}

function touchesRoles({ summary: { adds, changes, held, removes } }: Plan): boolean {
  return adds + removes + changes + held > 0
}

/** The lines of a plan, by the person or by the role. */
function Lines({ plan }: { plan: Plan }) {
  const [by, setBy] = useState<'person' | 'role'>('person')
  return (
    <>
      <fieldset class="segments">
        <legend class="visually-hidden">{text.showTheChanges}</legend>
        {(['person', 'role'] as const).map((way) => (
          <label key={way}>
            <input type="radio" name="plan-by" checked={by === way} onChange={() => setBy(way)} />
            {text.by(way)}
          </label>
        ))}
      </fieldset>
      {by === 'person' ? <PlanPeople plan={plan} /> : <PlanRoles plan={plan} />}
    </>
  )
}

const effectSigns = { adds: '+', removes: '−', changes: '~', held: '‖' } as const

/** What comes, goes or changes beside roles: a line for each, whatever a plugin calls it. */
function Effects({ plan }: { plan: Plan }) {
  const total = plan.summary.effects
  if (total === 0) return null
  return (
    <details open>
      <summary>{text.besideRoles(total)}</summary>
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
      <summary>{text.couldNotBeDecided(summary.failed)}</summary>
      <ul class="plan-lines">
        {failed.map((failure) => (
          <li key={`${failure.userId} ${failure.rule}`}>
            <span class="sign" aria-hidden="true">
              ?
            </span>
            <div>
              <PersonLink email={failure.emailAddress} /> <strong>{failure.rule}</strong>
              <span class="note">{text.whatItHasGiven(failure.reason)}</span>
            </div>
          </li>
        ))}
      </ul>
      {failed.length < summary.failed && <p class="muted">{text.andMore(summary.failed - failed.length)}</p>}
    </details>
  )
}
