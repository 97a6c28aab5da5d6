import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ShellPool } from '../../server/instance-shell/shell-pool.js'
import { anInstance } from '../support/instance.js'
import { buildServer } from '../support/target.js'

let pool: ShellPool

beforeAll(() => {
  pool = new ShellPool({ entry: pathToFileURL(join(buildServer(), 'shell-thread.js')) })
})
afterAll(() => pool.close())

it('the built thread has all that a shell needs in its bundle', async () => {
  const { run } = anInstance(pool, '1').login()
  expect(
    await run('echo "{\\"a\\": [1, 2]}" | jq -c .a | tee f; gzip f; gunzip f.gz; cat f; aws --version | cut -d/ -f1'),
  ).toEqual({
    out: '[1,2]\n[1,2]\naws-cli\n',
    code: 0,
  })
  expect((await run('aws sts get-caller-identity --output yaml --query "A.B"')).out).toContain('Unable to locate credentials')
  expect(await run('while :; do :; done')).toEqual({ out: 'Killed\n', code: 137 })
})
