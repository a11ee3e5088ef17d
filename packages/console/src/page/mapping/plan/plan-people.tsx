import { useState } from 'preact/hooks'

import type { Plan, PlannedRole, PlanPerson } from '../../../api/types.ts'
import { usePages } from '../../../api/use-pages.ts'
import { Failure } from '../../../component/failure.tsx'
import { SearchField } from '../../../component/search-field.tsx'
import { MoreButton } from '../../../component/more-button.tsx'
import { Moves } from './moves.tsx'
import { PersonBeside } from './person-beside.tsx'
import { shownName } from '../../../text/shown-name.ts'
import { planText as text } from '../../../text/plan-text.tsx'

interface PlanPeopleProps {
  readonly plan: Plan
  /** Only those whom it is about; everybody without it. */
  readonly role?: PlannedRole
}

/** Whose roles a plan touches, each person once. */
export function PlanPeople({ plan, role }: PlanPeopleProps) {
  const [search, setSearch] = useState('')
  const [beside, setBeside] = useState<PlanPerson>()
  const query = new URLSearchParams({ limit: '50', search, ...(role && { scope: role.scope, role: role.role }) })
  const pages = usePages<PlanPerson>(`/api/settings/scim-mapping/plan/${plan.planId}/people?${query.toString()}`)
  return (
    <>
      {role === undefined && plan.summary.people > 1 && (
        <SearchField label={text.filterByEmailAddress} value={search} onSearch={setSearch} />
      )}
      <Failure error={pages.error} />
      {pages.rows?.length === 0 && <p class="muted">{text.nobodyWhoseAddressHasThatInIt}</p>}
      <ul class="plan-people">
        {pages.rows?.map((person) => (
          <li key={person.userId}>
            <button type="button" class="person-open" onClick={() => setBeside(person)}>
              <strong>{shownName(person.displayName, person.emailAddress)}</strong>
              {person.displayName !== null && <span class="note">{person.emailAddress}</span>}
            </button>
            <Moves lines={person.lines} />
          </li>
        ))}
      </ul>
      <MoreButton more={pages.more} />
      {beside !== undefined && (
        <PersonBeside key={beside.userId} person={beside} onClose={() => setBeside(undefined)} />
      )}
    </>
  )
}
