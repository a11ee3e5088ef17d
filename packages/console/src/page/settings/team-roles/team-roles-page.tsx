import { useContext, useState } from 'preact/hooks'

import { request, RequestError } from '../../../api/request.ts'
import type { TeamRoles } from '../../../api/types.ts'
import { useAction } from '../../../api/use-action.ts'
import { useResource } from '../../../api/use-resource.ts'
import { Badge } from '../../../component/badge.tsx'
import { Failure } from '../../../component/failure.tsx'
import { isAtFields } from '../../../component/field-issue.tsx'
import { Placeholder } from '../../../component/list.tsx'
import { Notice } from '../../../component/notice.tsx'
import { PageHeader } from '../../../component/page-header.tsx'
import { useStored } from '../../../component/use-stored.ts'
import { SessionContext, useMayChange } from '../../../session-context.ts'
import { SettingsNav } from '../settings-nav.tsx'
import { newRole, parseEditedRoles, toCatalogue, type EditedRoles } from './edited-roles.ts'
import { DefaultRolesDialog, SaveRolesDialog } from './role-dialogs.tsx'
import { pathsOf, RoleFields } from './role-fields.tsx'
import { teamRolesText as text } from '../../../text/team-roles-text.tsx'

const path = '/api/settings/team-roles'

/** The roles that there are in teams: their order, which of several wins, and which are privileged. */
export function TeamRolesPage() {
  const { data, error, reload, reply } = useResource<TeamRoles>(path)
  return (
    <>
      <PageHeader title={text.teamRoles}>{text.whichRolesThereAreInTeams()}</PageHeader>
      <SettingsNav />
      <Failure error={error} />
      {data === undefined ? (
        error === undefined && <Placeholder />
      ) : (
        <Catalogue catalogue={data} etag={reply?.etag ?? null} reload={reload} />
      )}
    </>
  )
}

interface CatalogueProps {
  readonly catalogue: TeamRoles
  readonly etag: string | null
  readonly reload: () => Promise<void>
}

function Catalogue({ catalogue, etag, reload }: CatalogueProps) {
  const organizationId = useContext(SessionContext)?.organization.id ?? ''
  const [stored, store] = useStored(`rolecall.team-roles.${organizationId}`)
  const [asking, setAsking] = useState<'save' | 'default'>()
  const [saved, setSaved] = useState(false)
  const mayChange = useMayChange()
  const edited = parseEditedRoles(stored)
  const standing = catalogue['team-roles']
  const roles = edited?.roles ?? standing
  // What is written is held against what it was begun from, however long ago.
  const begunFrom = edited?.etag ?? etag
  const write = (next: EditedRoles): void => {
    setSaved(false)
    store(JSON.stringify(next))
  }
  const save = useAction(async (body: object) => {
    setAsking(undefined)
    try {
      await request(path, { method: 'PUT', body, ...(begunFrom !== null && { ifMatch: begunFrom }) })
    } catch (error) {
      if (!(error instanceof RequestError && error.status === 412)) throw error
      if (edited !== null) write({ roles, etag: null })
      await reload()
      throw new Error(text.somebodyElseHasChangedThem, { cause: error })
    }
    store(null)
    await reload()
    setSaved(true)
  })
  return (
    <form
      class="card"
      aria-label={text.teamRoles}
      onSubmit={(event) => {
        event.preventDefault()
        setAsking('save')
      }}
    >
      <h2>
        {catalogue.mode === 'default' ? text.theDefaultRoles : text.rolesOfYourOwn}{' '}
        {edited !== null && <Badge tone="warn">{text.notSaved}</Badge>}
      </h2>
      <p class="hint">{text.ofSeveralRolesThatSomebody}</p>
      {saved && <Notice kind="success">{text.theRolesAreSaved}</Notice>}
      {!isAtFields(save.error, pathsOf(roles)) && <Failure error={save.error} />}
      <ol class="role-rows">
        {roles.map((role, index) => (
          <RoleFields
            // A role has no id but its place.
            key={index}
            role={role}
            index={index}
            roles={roles}
            error={save.error}
            readOnly={!mayChange}
            onChange={(next) => write({ roles: next, etag: begunFrom })}
          />
        ))}
      </ol>
      {mayChange && (
        <div class="buttons spread">
          <button type="button" onClick={() => write({ roles: [...roles, newRole(roles)], etag: begunFrom })}>
            {text.addARole}
          </button>
          <span class="row-buttons">
            {catalogue.mode !== 'default' && edited === null && (
              <button type="button" class="danger" onClick={() => setAsking('default')}>
                {text.askGoBackToTheDefault}
              </button>
            )}
            {edited !== null && (
              <button type="button" onClick={() => store(null)}>
                {text.discard}
              </button>
            )}
            <button type="submit" class="primary" disabled={edited === null || save.busy}>
              {text.askSaveRoles}
            </button>
          </span>
        </div>
      )}
      {asking === 'save' && (
        <SaveRolesDialog
          before={standing}
          after={roles}
          onClose={() => setAsking(undefined)}
          onSave={() => void save.run(toCatalogue(roles))}
        />
      )}
      {asking === 'default' && (
        <DefaultRolesDialog onClose={() => setAsking(undefined)} onSave={() => void save.run({ mode: 'default' })} />
      )}
    </form>
  )
}
