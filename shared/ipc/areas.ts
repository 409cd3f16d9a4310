import { app } from './app'
import { comparison } from './comparison'
import type { AllHandlers, Client, Emitters } from './contract'
import { datasets } from './datasets'
import { devices } from './devices'
import { exports } from './exports'
import { folders } from './folders'
import { labels } from './labels'
import { library } from './library'
import { models } from './models'
import { plugins } from './plugins'
import { predictions } from './predictions'
import { studies } from './studies'
import { training } from './training'

/** All that a page or a command may say to the host, and hear from it. */
export const areas = {
  app,
  comparison,
  datasets,
  devices,
  exports,
  folders,
  labels,
  library,
  models,
  plugins,
  predictions,
  studies,
  training,
}
export type HostAreas = typeof areas
export type HostHandlers = AllHandlers<HostAreas>
export type HostEmitters = Emitters<HostAreas>
/** What the page calls `septum`. */
export type Septum = Client<HostAreas>
