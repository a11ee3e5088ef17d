import { Notice } from './notice.tsx'

/** Why something did not work; nothing where it did. */
export function Failure({ error }: { error: Error | undefined }) {
  return error === undefined ? null : <Notice kind="error">{error.message}</Notice>
}
