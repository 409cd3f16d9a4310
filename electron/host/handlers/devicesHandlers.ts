import type { Handlers } from '#shared/ipc/contract'
import type { devices } from '#shared/ipc/devices'
import type { DeviceService } from '../devices/deviceService'

export const devicesHandlers = (service: DeviceService): Handlers<typeof devices> => ({
  list: ({ look }) => service.list(look),
  test: ({ engine }, { progress, signal }) => service.test(engine, progress, signal),
  choose: (choice) => service.choose(choice),
})
