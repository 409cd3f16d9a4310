// The inference child: keeps models warm, predicts, evaluates, describes networks, tests engines.
import { inferenceAreas } from '#shared/ipc/children'
import { serve } from '#shared/ipc/serve'
import { childPort } from '#electron/transport/childPort'
import { inferenceHandlers } from './inference/inferenceHandlers'

serve(childPort(), inferenceAreas, inferenceHandlers())
