// The probe child: tries one engine. Its driver may end the process; nothing else is lost with it.
import { probeAreas } from '#shared/ipc/children'
import { serve } from '#shared/ipc/serve'
import { childPort } from '#electron/transport/childPort'
import { probeHandlers } from './probing/probeHandlers'

serve(childPort(), probeAreas, probeHandlers())
