import { readdirSync, readFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'

/** The part of a package.json that the release reads. */
export interface Manifest {
  readonly name: string
  readonly version: string
  readonly description: string
  readonly license: string
  readonly engines: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

/** A package of the workspace. */
export interface WorkspacePackage {
  readonly folder: string
  readonly manifest: Manifest
}

/** The root of the repository: this file is in `tooling/release/{src,dist}`. */
export const workspaceRoot = join(import.meta.dirname, '../../..')

/** Every package that may be bundled. */
export function listPackages(): readonly WorkspacePackage[] {
  return ['packages', 'plugins', 'tooling']
    .flatMap((group) => readdirSync(join(workspaceRoot, group)).map((name) => join(workspaceRoot, group, name)))
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map((folder) => ({ folder, manifest: readManifest(join(folder, 'package.json')) }))
}

export function readManifest(file: string): Manifest {
  return JSON.parse(readFileSync(file, 'utf8')) as Manifest
}
