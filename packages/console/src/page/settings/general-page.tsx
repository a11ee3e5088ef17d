import { useContext } from 'preact/hooks'

import { request, sessionChanged } from '../../api/request.ts'
import type { Organization } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { useResource } from '../../api/use-resource.ts'
import { CopyField } from '../../component/copy-field.tsx'
import { Failure } from '../../component/failure.tsx'
import { FieldIssue, isAtFields, issueAt } from '../../component/field-issue.tsx'
import { Placeholder } from '../../component/list.tsx'
import { useKept } from '../../component/use-kept.ts'
import { PageHeader } from '../../component/page-header.tsx'
import { SessionContext, useMayChange } from '../../session-context.ts'
import { SettingsNav } from './settings-nav.tsx'
import { UserNames } from './user-names.tsx'
import { settingsText as text } from '../../text/settings-text.tsx'

export function GeneralPage() {
  const { data, error, reload } = useResource<Organization>('/api/organization')
  const session = useContext(SessionContext)
  return (
    <>
      <PageHeader title={text.settings}>{text.whatTheOrganizationDecides}</PageHeader>
      <SettingsNav />
      <Failure error={error} />
      {data === undefined ? error === undefined && <Placeholder /> : <Name organization={data} onDone={reload} />}
      <UserNames />
      {session !== null && (
        <section class="card" aria-labelledby="identity">
          <h2 id="identity">{text.id}</h2>
          <p>{text.everythingKnowsTheOrganization}</p>
          <CopyField label={text.idOfTheOrganization} value={session.organization.id} />
        </section>
      )}
    </>
  )
}

function Name({ organization, onDone }: { organization: Organization; onDone: () => Promise<void> }) {
  const { field, forget, values } = useKept('organization', { name: organization.name })
  const { name } = values
  const mayChange = useMayChange()
  const save = useAction(async () => {
    await request('/api/organization', { method: 'PATCH', body: { name } })
    await onDone()
    forget()
    sessionChanged.dispatchEvent(new Event('changed'))
  })
  const issue = issueAt(save.error, 'name')
  return (
    <form
      class="card"
      aria-label={text.nameOfTheOrganization}
      onSubmit={(event) => {
        event.preventDefault()
        void save.run()
      }}
    >
      <h2>{text.name}</h2>
      <label>
        <span>{text.nameOfTheOrganization}</span>
        <input
          required
          maxLength={1_000}
          readOnly={!mayChange}
          {...field('name')}
          aria-invalid={issue !== undefined}
          aria-describedby="name-hint name-issue"
        />
      </label>
      <FieldIssue id="name-issue" issue={issue} />
      <p class="hint" id="name-hint">
        {text.itStandsAtTheTop}
      </p>
      {!isAtFields(save.error, ['name']) && <Failure error={save.error} />}
      {mayChange && (
        <div class="buttons">
          <button type="submit" class="primary" disabled={save.busy || name.trim() === organization.name}>
            {text.saveName}
          </button>
        </div>
      )}
    </form>
  )
}
