import { JOBS } from './jobs.js'
import { serveJobs } from './worker/serve-jobs.js'

serveJobs(JOBS)
