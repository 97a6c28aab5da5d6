import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  CreateKeyPairCommand,
  DescribeImagesCommand,
  EC2Client,
  RunInstancesCommand,
  waitUntilInstanceRunning,
} from '@aws-sdk/client-ec2'
import ssh2 from 'ssh2'
import { callRequest } from '../server/wire/request.js'
import { newAccount } from '../test/support/server.js'
import { type BuiltServer, serveBuilt } from './built-server.js'
import { LoadGenerator } from './processes.js'
import { type Figure, medianOf } from './rounds.js'

const ROUNDS = 3
const CALLS = 400
const ACCOUNTS = 5
/** As many as an account may have. */
const SESSIONS_EACH = 10
const KEYSTROKE_MS = 200
const COMMANDS = ['uptime', 'ls -l /', 'echo $HOME', 'df -h', 'ps aux']
const SILENT = 60
const BANNERS = 40
/** What a shell must not let anybody do to the others. */
const GREEDY = [':(){ :|:& };:', 'while true; do :; done', 'x=ab; while true; do x=$x$x; done']
const GREEDY_MS = 1500

interface Login {
  instanceId: string
  privateKey: string
}

/**
 * 50 people type in shells of 5 accounts: how much longer a call to the API takes meanwhile, and with hostile sockets and
 * greedy commands beside them.
 */
export async function sshFigures(): Promise<Figure[]> {
  const caller = new LoadGenerator()
  const server = await serveBuilt(['--ephemeral', '--bcrypt-cost', '4'])
  const ends: (() => void)[] = []
  try {
    const { credentials: keys } = await newAccount(server.url)
    const call = { call: 'iam:GetUser', input: {}, host: new URL(server.url).host, userAgent: 'bench', keys }
    const calls = Array.from({ length: CALLS }, () => callRequest({ ...call, now: Date.now() }))
    const p99 = async () => {
      const all: number[] = []
      for (let round = 0; round < ROUNDS; round++) all.push((await caller.send(server.url, calls, { parallel: 1 })).p99)
      return medianOf(all)
    }
    await p99()
    const idle = await p99()
    for (let account = 0; account < ACCOUNTS; account++) {
      const login = await launched(server.url)
      for (let n = 0; n < SESSIONS_EACH; n++) ends.push(await typing(server, login))
    }
    const typed = await p99()
    const resident = server.residentMegabytes()
    ends.push(...hostile(server), await greedy(server, await launched(server.url)))
    await sleep(1000)
    const attacked = await p99()
    const attackedResident = server.residentMegabytes()
    const sessions = `${ACCOUNTS * SESSIONS_EACH} SSH sessions type`
    const times = { baseline: idle, unit: 'ms', budget: { atMost: 3 } }
    const memory = { baseline: 1, unit: 'MB', budget: { atMost: 450 } }
    return [
      { name: `p99 of a call while ${sessions}`, ours: typed, ...times },
      { name: 'the same beside hostile sockets and greedy commands', ours: attacked, ...times },
      { name: `resident memory while ${sessions}`, ours: resident, ...memory },
      { name: 'the same beside hostile sockets and greedy commands', ours: attackedResident, ...memory },
    ]
  } finally {
    for (const end of ends) end()
    caller.stop()
    await server.stop()
  }
}

/** An instance that runs, in an account of its own, and the key that opens it. */
async function launched(url: string): Promise<Login> {
  const { credentials } = await newAccount(url)
  const client = new EC2Client({ region: 'us-east-1', endpoint: url, credentials })
  const { KeyMaterial } = await client.send(new CreateKeyPairCommand({ KeyName: 'bench', KeyType: 'ed25519' }))
  const intel = [{ Name: 'architecture', Values: ['x86_64'] }]
  const { Images } = await client.send(new DescribeImagesCommand({ Filters: intel }))
  const { Instances } = await client.send(
    new RunInstancesCommand({
      ...{ ImageId: Images?.[0]?.ImageId, InstanceType: 't3.micro', KeyName: 'bench' },
      ...{ MinCount: 1, MaxCount: 1 },
    }),
  )
  const instanceId = Instances?.[0]?.InstanceId ?? ''
  await waitUntilInstanceRunning({ client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 }, { InstanceIds: [instanceId] })
  return { instanceId, privateKey: KeyMaterial ?? '' }
}

/** A session in which somebody types until the returned function is called. */
async function typing(server: BuiltServer, login: Login): Promise<() => void> {
  const keys = COMMANDS.map((command) => `${command}\r`).join('')
  let at = Math.floor(Math.random() * keys.length)
  return sending(server, login, KEYSTROKE_MS, () => keys.charAt(at++ % keys.length))
}

/** A session that sends one greedy command after the other. */
async function greedy(server: BuiltServer, login: Login): Promise<() => void> {
  let at = 0
  return sending(server, login, GREEDY_MS, () => `${GREEDY[at++ % GREEDY.length]}\r`)
}

/** A session with a terminal that gets something to read from time to time. Returns what ends it. */
function sending(server: BuiltServer, login: Login, everyMs: number, next: () => string): Promise<() => void> {
  const { instanceId, privateKey } = login
  return new Promise((resolve, reject) => {
    const client = new ssh2.Client()
    client.on('error', reject)
    client.on('ready', () =>
      client.shell((error, channel) => {
        if (error) return reject(error)
        channel.resume()
        const timer = setInterval(() => channel.write(next()), everyMs)
        resolve(() => {
          clearInterval(timer)
          client.end()
        })
      }),
    )
    const username = `ec2-user+${instanceId}`
    client.connect({ host: '127.0.0.1', port: server.sshPort, username, privateKey, readyTimeout: 60_000 })
  })
}

/** Sockets that say nothing, or 200 kB instead of a name. One that the server closes is opened again. */
function hostile({ sshPort }: BuiltServer): (() => void)[] {
  const banner = `SSH-2.0-${'x'.repeat(200_000)}`
  return Array.from({ length: SILENT + BANNERS }, (_, n) => {
    let on = true
    const open = () => {
      const socket = connect(sshPort, '127.0.0.1')
      socket.on('error', () => {})
      socket.on('close', () => setTimeout(again, 100).unref())
      socket.resume()
      if (n >= SILENT) socket.write(banner)
      return socket
    }
    const again = () => {
      if (on) current = open()
    }
    let current = open()
    return () => {
      on = false
      current.destroy()
    }
  })
}
