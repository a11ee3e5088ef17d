import { useState } from 'preact/hooks'

import type { MemberDetail } from '../../api/types.ts'
import { Explanation } from './explanation.tsx'
import { personText as text } from '../../text/person-text.tsx'
import { useRoleChoice } from './use-role-choice.tsx'

/** Asks why a person does not have a role. */
export function WhyNot({ member }: { member: MemberDetail }) {
  const choice = useRoleChoice()
  const [asked, setAsked] = useState<{ scope: string; role: string }>()
  return (
    <section class="card" aria-labelledby="why-not">
      <h2 id="why-not">{text.whyIsARole}</h2>
      <form
        class="inline"
        onSubmit={(event) => {
          event.preventDefault()
          setAsked({ scope: choice.scope, role: choice.role })
        }}
      >
        {choice.fields}
        <button type="submit">{text.ask}</button>
      </form>
      {asked !== undefined && <Explanation email={member.emailAddress} scope={asked.scope} role={asked.role} />}
    </section>
  )
}
