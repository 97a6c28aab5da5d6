import { get } from 'node:http'
import { sign } from '../server/sigv4/sign.js'
import { newAccount, startServer, type TestServer } from '../test/support/server.js'
import { load, type Shot } from './load.js'
import type { Figure } from './rounds.js'

const ACCOUNTS = 300
/** How many learners act in the same moment. */
const PARALLEL = 16
const LESSON = 'users-groups'
const STEP = 'people'

interface Learner {
  accountId: string
  acts: Shot[]
  /** When the last act was sent. */
  actedAt: number
}

/** 300 classmates with a page open each: how long after the act, by another client, their step passes on their stream. */
export async function eventStreamFigures(): Promise<Figure[]> {
  const app = await startServer()
  try {
    const learners: Learner[] = []
    for (let n = 0; n < ACCOUNTS; n++) learners.push(await begun(app))
    const waits: Promise<number>[] = []
    for (const learner of learners) waits.push((await watching(app, learner)).passed)
    for (let at = 0; at < learners.length; at += PARALLEL) {
      await Promise.all(
        learners.slice(at, at + PARALLEL).map(async (learner) => {
          for (const act of learner.acts) {
            learner.actedAt = performance.now()
            await load(app.url, [act], 1)
          }
        }),
      )
    }
    const times = (await Promise.all(waits)).sort((a, b) => a - b)
    const quantile = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN
    const budget = { atMost: 1000 }
    return [
      { name: `lesson step on its stream, ${ACCOUNTS} streams, median`, ours: quantile(0.5), baseline: 1, unit: 'ms', budget },
      { name: `lesson step on its stream, ${ACCOUNTS} streams, p99`, ours: quantile(0.99), baseline: 1, unit: 'ms', budget },
    ]
  } finally {
    await app.close()
  }
}

/** An account in the lesson, and the signed requests that pass its first step. */
async function begun(app: TestServer): Promise<Learner> {
  const { accountId, credentials } = await newAccount(app.url)
  const started = await fetch(`${app.url}/api/lab/lessons/${LESSON}/start`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${app.operatorToken}` },
    body: JSON.stringify({ account: accountId, setUp: true }),
  })
  if (!started.ok) throw new Error(`start: ${await started.text()}`)
  const headers = { host: new URL(app.url).host, 'content-type': 'application/x-www-form-urlencoded' }
  const acts = ['alice', 'bob'].map((name) => {
    const body = `Action=CreateUser&Version=2010-05-08&UserName=${name}`
    const options = { method: 'POST', path: '/', headers, body, region: 'us-east-1', service: 'iam', credentials }
    return { body, headers: sign({ ...options, now: Date.now() }) }
  })
  return { accountId, acts, actedAt: 0 }
}

/** Opens the account's stream; its answer is in when this resolves, `passed` once the step has passed. */
function watching(app: TestServer, learner: Learner): Promise<{ passed: Promise<number> }> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${app.operatorToken}` }
    const call = get(`${app.url}/api/lab/events?account=${learner.accountId}`, { headers, agent: false }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`stream: ${response.statusCode}`))
      resolve({
        passed: new Promise((done) => {
          let text = ''
          response.on('data', (chunk: Buffer) => {
            text += chunk.toString()
            if (stepPassed(text)) done(performance.now() - learner.actedAt)
          })
        }),
      })
    })
    call.on('error', reject)
  })
}

/** Does what has come so far hold the news that the step has passed? */
const stepPassed = (text: string): boolean =>
  text.split('\n').some((line) => {
    if (!line.startsWith('data: {') || !line.endsWith('}')) return false
    const { lesson, progress } = JSON.parse(line.slice('data: '.length)) as {
      lesson?: string
      progress?: { steps: Record<string, { state: string }> }
    }
    return lesson === LESSON && progress?.steps[STEP]?.state === 'passed'
  })
