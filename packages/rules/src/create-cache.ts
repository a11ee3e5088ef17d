import { LRUCache } from 'lru-cache'

/** Forgets what was not asked for longest. By `max` it would take the memory for all entries before there is one. */
export function createCache<Value extends {}>(capacity: number): LRUCache<string, Value> {
  return new LRUCache({ maxSize: capacity, sizeCalculation: () => 1 })
}
