import { onScopeDispose, ref } from 'vue'

export type Dropped =
  | { readonly kind: 'path'; readonly path: string }
  /** The page's door: browsers hide where a dropped thing lies. */
  | { readonly kind: 'hidden' }

/**
 * Things dropped on the window while `active`. Elsewhere a drop does nothing: without this the browser would leave the
 * page for the file.
 */
export function useFolderDrop(active: () => boolean, dropped: (what: Dropped) => void) {
  const over = ref(false)
  let depth = 0

  function entered(event: DragEvent): void {
    event.preventDefault()
    depth++
    over.value = active()
  }
  function left(): void {
    depth = Math.max(0, depth - 1)
    if (depth === 0) over.value = false
  }
  function moved(event: DragEvent): void {
    event.preventDefault()
    if (event.dataTransfer) event.dataTransfer.dropEffect = active() ? 'copy' : 'none'
  }
  function fell(event: DragEvent): void {
    event.preventDefault()
    depth = 0
    over.value = false
    const file = event.dataTransfer?.files[0]
    if (!active() || !file) return
    const path = window.septumDoor?.pathForFile(file)
    dropped(path ? { kind: 'path', path } : { kind: 'hidden' })
  }

  const listeners = { dragenter: entered, dragleave: left, dragover: moved, drop: fell } as const
  for (const [name, listener] of Object.entries(listeners))
    window.addEventListener(name, listener as EventListener)
  onScopeDispose(() => {
    for (const [name, listener] of Object.entries(listeners))
      window.removeEventListener(name, listener as EventListener)
  })
  return over
}
