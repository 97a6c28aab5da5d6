#!/usr/bin/env node
import { existsSync } from 'node:fs'

const built = new URL('../dist/server/main.js', import.meta.url)
if (existsSync(built)) {
  const { main } = await import(built.href)
  await main(process.argv.slice(2))
} else {
  process.stderr.write('iam-dojo: it is not built yet. Run: npm run build\n')
  process.exitCode = 1
}
