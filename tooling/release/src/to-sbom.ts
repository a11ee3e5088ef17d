import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { Contrib, Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library'
import { PackageURL } from 'packageurl-js'
import spdxParse from 'spdx-expression-parse'
import { parse } from 'yaml'

import type { InstalledModule } from './installed-modules.ts'
import type { ShippedModules } from './shipped-modules.ts'
import { workspaceRoot } from './workspace.ts'

/** What the lock file knows of a package. */
type LockedPackages = Readonly<Record<string, { readonly resolution?: { readonly integrity?: string } }>>

/** The bill of materials of the package (CycloneDX 1.6, JSON): the same text for the same package. */
export function toSbom({ built, installed, modules }: ShippedModules, version: string): string {
  const bom = new Models.Bom()
  const root = toComponent({ name: 'rolecall', version, license: 'Apache-2.0' }, Enums.ComponentType.Application)
  bom.metadata.component = root
  const locked = readLockedPackages()
  const components = new Map(
    [...modules].map(([key, module]) => {
      const component = toComponent(module, Enums.ComponentType.Library)
      addHash(component, locked[key]?.resolution?.integrity)
      return [key, component] as const
    }),
  )
  for (const [key, component] of components) {
    bom.components.add(component)
    for (const need of modules.get(key)?.needs ?? []) depend(component, components.get(need))
  }
  for (const key of [...installed, ...built]) depend(root, components.get(key))
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6))
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`
}

function toComponent(
  {
    description,
    license,
    name,
    version,
  }: Pick<InstalledModule, 'name' | 'version' | 'license'> & Partial<InstalledModule>,
  type: Enums.ComponentType,
): Models.Component {
  const [group, own] = name.startsWith('@') ? (name.split('/') as [string, string]) : [undefined, name]
  const purl = new PackageURL('npm', group, own, version, undefined, undefined).toString()
  const component = new Models.Component(type, own, {
    ...(group === undefined ? {} : { group }),
    ...(description === undefined ? {} : { description }),
    version,
    purl,
    bomRef: purl,
  })
  if (license !== undefined)
    component.licenses.add(new Contrib.License.Factories.LicenseFactory(spdxParse).makeFromString(license))
  return component
}

function depend(component: Models.Component, need: Models.Component | undefined): void {
  if (need !== undefined) component.dependencies.add(need.bomRef)
}

/** Subresource integrity is base64, and the bill of materials is hexadecimal. */
function addHash(component: Models.Component, integrity: string | undefined): void {
  const [algorithm, value] = integrity?.split('-') ?? []
  if (algorithm !== 'sha512' || value === undefined) return
  component.hashes.set(Enums.HashAlgorithm['SHA-512'], Buffer.from(value, 'base64').toString('hex'))
}

function readLockedPackages(): LockedPackages {
  const { packages } = parse(readFileSync(join(workspaceRoot, 'pnpm-lock.yaml'), 'utf8')) as {
    readonly packages: LockedPackages
  }
  return packages
}
