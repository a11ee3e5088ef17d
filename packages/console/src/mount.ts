import { options, type VNode } from 'preact'

/** The path that the server is mounted at, as it has written into the page; `''` at the root. Everything else here names paths below it. */
const mount = globalThis.document?.getElementById('console')?.dataset['path'] ?? ''

/** What a browser is given for a path of the server. */
export function toAddress(path: string): string {
  return mount + path
}

/** The path of the server that a browser's address has. */
export function toPath(pathname: string): string {
  return pathname.startsWith(`${mount}/`) ? pathname.slice(mount.length) : '/'
}

/** The links that the router follows: the guides are pages of their own, and what is not below the mount is somebody else's. */
export const followed = new RegExp(`^${mount.replaceAll('.', String.raw`\.`)}/(?!docs(/|$))`)

/** Has every link that is drawn lead below the mount. */
export function linkBelowMount(): void {
  const before = options.vnode?.bind(options)
  options.vnode = (vnode: VNode<{ href?: unknown }>) => {
    const { props, type } = vnode
    if (type === 'a' && typeof props.href === 'string' && props.href.startsWith('/')) props.href = toAddress(props.href)
    before?.(vnode)
  }
}
