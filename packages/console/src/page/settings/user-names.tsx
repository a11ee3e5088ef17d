import { useState } from 'preact/hooks'

import { request } from '../../api/request.ts'
import { useAction } from '../../api/use-action.ts'
import { useResource } from '../../api/use-resource.ts'
import { FormDialog } from '../../component/form-dialog.tsx'
import { Failure } from '../../component/failure.tsx'
import { useMayChange } from '../../session-context.ts'

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
      <h2 id="user-names">Changes of userName</h2>
      <Failure error={error} />
      {data !== undefined && (
        <>
          <p>
            {allowed
              ? 'A provider may change the userName of somebody. The person is known by the new one from then on, with the same id, groups and roles.'
              : 'A provider may not change the userName of somebody: the person keeps the one they came with. What else a request changes is done, and the log says that the name was kept.'}
          </p>
          {mayChange && (
            <div class="buttons">
              <button type="button" onClick={() => setAsking(true)}>
                {allowed ? 'Do not let it change…' : 'Let it change…'}
              </button>
            </div>
          )}
        </>
      )}
      {asking && (
        <FormDialog
          title={allowed ? 'Keep userNames as they came?' : 'Let providers change userNames?'}
          action={save}
          go={allowed ? 'Keep them' : 'Let them change'}
          cancel="Leave it"
          onClose={() => setAsking(false)}
        >
          {allowed ? (
            <p>
              Nobody is renamed back. From now on a new userName is left out; who is sent another one keeps the old.
            </p>
          ) : (
            <>
              <p>
                From now on somebody whose address changes at the provider is found here by the new one. Your
                application hears of it by the feed and webhooks, and must know people by their id and not by their
                address.
              </p>
              <p>A name that somebody else has is still refused.</p>
            </>
          )}
        </FormDialog>
      )}
    </section>
  )
}
