import { open } from 'node:fs/promises'
import { dirname } from 'node:path'

/** A name is on disk when its folder is; Windows has no such call, and needs none. */
export async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
