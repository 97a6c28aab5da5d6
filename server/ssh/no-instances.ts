import type { SshInstances } from './host.js'

/** A server without instances lets nobody in. */
export const NO_INSTANCES: SshInstances = {
  directory: { byId: async () => undefined, withKey: async () => [] },
  shells: {
    open() {
      throw new Error('there is no instance to open a shell in')
    },
  },
}
