import { RequestError } from '../api/request.ts'

/** What a refusal says of one field, by its path in the body; `undefined` where it says nothing of it. */
export function issueAt(error: Error | undefined, path: string): string | undefined {
  return issuesOf(error).find((issue) => issue.path === path)?.message
}

/** Whether a refusal is told at fields that are shown, so that it need not be told again. */
export function isAtFields(error: Error | undefined, paths: readonly string[]): boolean {
  const issues = issuesOf(error)
  return issues.length > 0 && issues.every(({ path }) => paths.includes(path))
}

function issuesOf(error: Error | undefined): readonly { readonly path: string; readonly message: string }[] {
  const issues = error instanceof RequestError ? error.body['issues'] : undefined
  return Array.isArray(issues) ? (issues as { path: string; message: string }[]) : []
}

/** The refusal of a field, which names it by `aria-describedby`. */
export function FieldIssue({ id, issue }: { id: string; issue: string | undefined }) {
  if (issue === undefined) return null
  return (
    <span id={id} class="field-issue" role="alert">
      {issue}
    </span>
  )
}
