import { workerData } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

// The server runs from its source: Node hands `--import` on to a worker, but not the hooks that a loader registers.
register()
await import(workerData)
