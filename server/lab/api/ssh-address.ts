import type { Routes } from '../../api/routes.js'
import type { LabApi } from './contract.js'
import type { LabContext } from './requests.js'

/** `GET /ssh`: where instances are reached by SSH, at the server's own name; for the console's *Connect to instance*. */
export function sshAddressRoutes(routes: Routes<LabApi>, { sshPort }: LabContext): void {
  routes.answer('GET /lab/ssh', async () => ({ port: sshPort() ?? null }))
}
