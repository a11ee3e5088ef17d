// openapi-typescript has TypeScript as a peer, which packageExtensions can't undo: it too gets the last one that has a
// JavaScript API, for itself.
function readPackage(manifest) {
  if (manifest.name !== 'openapi-typescript') return manifest
  const { typescript: _, ...peerDependencies } = manifest.peerDependencies
  return { ...manifest, peerDependencies, dependencies: { ...manifest.dependencies, typescript: '6.0.3' } }
}

module.exports = { hooks: { readPackage } }
