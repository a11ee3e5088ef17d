import { spawnSync } from 'node:child_process'
import { chmodSync, closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** A disk that can be filled without harm to anybody. */
export interface SmallDisk {
  /** Takes all the space that is left. */
  fill(): void
  /** Gives it back. */
  free(): void
  unmount(): Promise<void>
}

const size = '400m'

/** Set where this process has mounts of its own, which end with it. */
const ownMounts = 'ROLECALL_CHAOS_OWN_MOUNTS'

/** Mounts one in memory at that folder; `undefined` where this process may not. */
export async function mountSmallDisk(folder: string): Promise<SmallDisk | undefined> {
  if (process.env[ownMounts] === undefined) return undefined
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'rolecall-chaos', folder])
  if (mounted.status !== 0) return undefined
  chmodSync(folder, 0o755)
  const filler = join(folder, 'filler')
  return {
    fill: () => fill(filler),
    free: () => rmSync(filler, { force: true }),
    async unmount() {
      spawnSync('umount', ['--lazy', folder])
    },
  }
}

/**
 * Runs this program anew in a process whose mounts nobody else sees, and answers its exit code; `undefined` where that can't
 * be (it takes Linux and root), or is so already.
 */
export function runWithOwnMounts(): number | undefined {
  if (process.env[ownMounts] !== undefined || process.platform !== 'linux' || process.getuid?.() !== 0) return undefined
  if (spawnSync('unshare', ['--mount', 'true']).status !== 0) return undefined
  const again = [process.execPath, ...process.execArgv, ...process.argv.slice(1)]
  const { status } = spawnSync('unshare', ['--mount', ...again], {
    stdio: 'inherit',
    env: { ...process.env, [ownMounts]: '1' },
  })
  return status ?? 1
}

function fill(path: string): void {
  const file = openSync(path, 'w')
  try {
    for (const bytes of [1024 * 1024, 4096, 1]) writeUntilFull(file, Buffer.alloc(bytes))
  } finally {
    closeSync(file)
  }
}

function writeUntilFull(file: number, block: Buffer): void {
  try {
    while (writeSync(file, block) === block.length);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  }
}
