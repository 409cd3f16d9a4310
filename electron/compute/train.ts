// The training child: one run, then it ends. It writes the run's folder itself; the host only listens.
import { trainerAreas } from '#shared/ipc/children'
import { serve } from '#shared/ipc/serve'
import { childPort } from '#electron/transport/childPort'
import { trainerHandlers } from './training/trainerHandlers'

const news = serve(
  childPort(),
  trainerAreas,
  trainerHandlers((step) => news.trainer.heartbeat({ step })),
)
