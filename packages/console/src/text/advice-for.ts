import type { LoggedRequest } from '../api/types.ts'

/** What an owner does about a request that was not answered as the provider wished; `null` for nothing. */
export function adviceFor({
  outcome,
  status,
  scimType,
}: Pick<LoggedRequest, 'outcome' | 'status' | 'scimType'>): string | null {
  if (outcome === 'success') return null
  if (status >= 500)
    return 'Nothing: the provider tries again by itself. If it stays, ask the operator for the log of this request id.'
  if (status === 401) return 'The provider uses a secret token that has ended. Create one under Set up and type it in.'
  if (status === 403) return 'The provider uses a key that may not provision. Create a secret token under Set up.'
  if (status === 404)
    return 'Nothing, as a rule: the provider asks for something it has deleted. If it stays, restart provisioning there.'
  if (status === 409) return 'Two people at the provider have one userName. Correct one of them there.'
  if (status === 413) return 'The provider sends more at once than is read. Let it send smaller groups of changes.'
  if (scimType === 'mutability')
    return 'The provider wants to rename somebody, which is off. Allow it in the settings, or keep the address.'
  if (scimType === 'invalidValue')
    return 'An attribute mapping sends a value of the wrong kind. Compare it with the table under Set up.'
  if (scimType === 'invalidFilter' || scimType === 'invalidPath')
    return 'An attribute mapping names something that does not exist here. Compare it with the table under Set up.'
  return 'Compare the attribute mapping with the table under Set up; the answer below says what was expected.'
}
