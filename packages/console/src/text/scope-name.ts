/** `organization` and `team:sales`, as people say it. */
export function scopeName(scope: string): string {
  return scope === 'organization' ? 'the organization' : `team ${scope.slice('team:'.length)}`
}
