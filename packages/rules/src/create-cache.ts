import { LRUCache } from 'lru-cache'

/**
 * Forgets what was not asked for longest. By `max` it would take the memory for all entries before there is one; and V8 is
 * three to five times as slow with all memories of a process where some are made so and others are not.
 */
export function createCache<Value extends {}>(
  capacity: number,
  options: Pick<LRUCache.Options<string, Value, unknown>, 'dispose' | 'ttl'> = {},
): LRUCache<string, Value> {
  return new LRUCache({ ...options, maxSize: capacity, sizeCalculation: () => 1 })
}
