// The reading child: decodes, scans, makes phantoms. Forked by the host, which starts it again when it dies.
import { readerAreas } from '#shared/ipc/children'
import { serve } from '#shared/ipc/serve'
import { childPort } from '#electron/transport/childPort'
import { readerHandlers } from './reading/readerHandlers'

serve(childPort(), readerAreas, readerHandlers())
