import { useState } from 'preact/hooks'

import { request } from '../../api/request.ts'
import { useAction } from '../../api/use-action.ts'
import { useResource } from '../../api/use-resource.ts'
import { FormDialog } from '../../component/form-dialog.tsx'
import { Failure } from '../../component/failure.tsx'
import { useMayChange } from '../../session-context.ts'
import { settingsText as text } from '../../text/settings-text.tsx'

interface Settings {
  readonly userNameMutable: boolean
}

const path = '/api/settings/organization'

/** Whether a provider may change `userName`, and what either answer means. */
export function UserNames() {
  const { data, error, reload } = useResource<Settings>(path)
  const [asking, setAsking] = useState(false)
  const mayChange = useMayChange()
  const allowed = data?.userNameMutable === true
  const save = useAction(async () => {
    await request(path, { method: 'PUT', body: { ...data, userNameMutable: !allowed } })
    await reload()
    setAsking(false)
  })
  return (
    <section class="card" aria-labelledby="user-names">
      <h2 id="user-names">{text.changesOfUserName}</h2>
      <Failure error={error} />
      {data !== undefined && (
        <>
          <p>{allowed ? text.aProviderMayChange : text.aProviderMayNotChange}</p>
          {mayChange && (
            <div class="buttons">
              <button type="button" onClick={() => setAsking(true)}>
                {allowed ? text.askDoNotLetItChange : text.askLetItChange}
              </button>
            </div>
          )}
        </>
      )}
      {asking && (
        <FormDialog
          title={allowed ? text.keepUserNamesAsTheyQuestion : text.letProvidersChangeUserNamesQuestion}
          action={save}
          go={allowed ? text.keepThem : text.letThemChange}
          cancel={text.leaveIt}
          onClose={() => setAsking(false)}
        >
          {allowed ? (
            <p>{text.nobodyIsRenamedBack}</p>
          ) : (
            <>
              <p>{text.fromNowOnSomebody}</p>
              <p>{text.aNameThatSomebody}</p>
            </>
          )}
        </FormDialog>
      )}
    </section>
  )
}
