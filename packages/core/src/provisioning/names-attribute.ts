import type { ParsedResource } from '../scim/resource/parse-resource.ts'

/** Whether a body says something about an attribute, an empty value included. */
export function namesAttribute({ data, unset }: ParsedResource, name: string): boolean {
  return data[name] !== undefined || unset.includes(name)
}
