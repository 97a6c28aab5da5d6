import { serveJobs } from './bounds/serve-jobs.js'
import { JOBS } from './jobs.js'

serveJobs(JOBS)
