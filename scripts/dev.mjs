import { spawn } from 'node:child_process'

/** `npm run dev`: the server restarted on change, and Vite with hot reload in front of it; Ctrl+C ends both. */
const port = process.env.PORT ?? '4600'
const url = `http://127.0.0.1:${port}`
const started = [
  spawn(
    'npx',
    ['tsx', 'watch', '--clear-screen=false', 'scripts/dev-server.ts', 'serve', '--port', port, ...process.argv.slice(2)],
    {
      stdio: 'inherit',
    },
  ),
  spawn('npx', ['vite'], { stdio: 'inherit', env: { ...process.env, IAM_DOJO_URL: url } }),
]
for (const child of started) {
  child.on('exit', (code) => {
    for (const other of started) other.kill()
    process.exitCode = code ?? 0
  })
}
