import { changedValues } from '../../../component/kept-values.ts'

/** A webhook as a form has it; `types` are separated by commas or blanks, and none stands for every type. */
export type WebhookValues = Readonly<Record<'displayName' | 'types' | 'url', string>>

/** What is sent of a webhook: what is left as it was may have been changed by somebody else. */
export function toWebhook(values: WebhookValues, initial: WebhookValues) {
  const { displayName, types, url } = changedValues(values, initial)
  return {
    ...(displayName !== undefined && { displayName }),
    ...(url !== undefined && { url: url.trim() }),
    ...(types !== undefined && { types: toTypes(types) }),
  }
}

function toTypes(text: string): readonly string[] | null {
  const types = text.split(/[\s,]+/).filter((type) => type !== '')
  return types.length === 0 ? null : types
}
