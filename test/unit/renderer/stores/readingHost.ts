import { createPinia, setActivePinia } from 'pinia'
import { loopback } from '#electron/transport/loopback'
import { areas, type HostHandlers } from '#shared/ipc/areas'
import { serve } from '#shared/ipc/serve'
import { connection } from '#renderer/septum'

type Studies = HostHandlers['studies']
let studies: Partial<Studies> = {}

const notPlayed = (name: string) => () => Promise.reject(new Error(`${name} is not played here`))

/** A host that answers only about studies, over the real line between page and host. */
connection.start(() => {
  const [page, host] = loopback()
  const silent = (area: object) =>
    Object.fromEntries(Object.keys(area).map((name) => [name, notPlayed(name)]))
  const handlers = Object.fromEntries(Object.entries(areas).map(([name, area]) => [name, silent(area)]))
  const played = new Proxy(
    {},
    {
      get: (_, name: keyof Studies) => studies[name] ?? notPlayed(name),
    },
  )
  serve(host, areas, { ...handlers, studies: played } as HostHandlers)
  return Promise.resolve(page)
})

/** Fresh stores, and a host that answers as given. */
export function withHost(answers: Partial<Studies>): void {
  studies = answers
  setActivePinia(createPinia())
}
