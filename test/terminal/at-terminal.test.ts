import { beforeEach, describe, expect, it } from 'vitest'
import { commandNames, ownCommands } from '../../client/devices/terminal/shell/commands.js'
import { pasteHint } from '../../client/devices/terminal/shell/hints.js'
import { laptopFiles, laptopPrompt, laptopShell } from '../../client/devices/terminal/shell/laptop-shell.js'
import { texts } from '../../client/devices/terminal/texts.js'
import { complete } from '../../server/shell/completion.js'
import type { Machine } from '../../server/shell/machine.js'
import { PromptLoop } from '../../server/shell/prompt-loop.js'
import type { ShellSession } from '../../server/shell/session.js'

const ORIGIN = 'http://127.0.0.1:4600'
const NOW = Date.UTC(2026, 10, 30, 10, 0, 0)

let screen: string
let loop: PromptLoop
let session: ShellSession
let history: string[]

const machine: Machine = {
  origin: ORIGIN,
  fetch: () => Promise.reject(new TypeError('no server')),
  now: () => Date.now(),
  accountNow: () => NOW,
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  columns: () => 80,
  ask: (prompt, secret) => loop.ask(prompt, secret),
  screen: { rows: () => 10, key: (prompt) => loop.key(prompt) },
}

beforeEach(async () => {
  screen = ''
  history = []
  const commands = ownCommands(machine)
  session = laptopShell(await laptopFiles([]), commands)
  loop = new PromptLoop({
    write: (text) => {
      screen += text
    },
    columns: () => 80,
    shell: {
      prompt: () => laptopPrompt(session.cwd),
      run: (line, run) => session.run(line, run),
      complete: (line) => complete(line, session, commandNames(commands)),
    },
    history,
    hint: pasteHint,
    exited: () => {
      screen += texts.stays
    },
    beforeCommand: async () => undefined,
    afterCommand: async () => undefined,
  })
  loop.start()
})

/** What stands on the screen: the line view draws a row anew, from its beginning. */
const shown = () =>
  screen
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours and moves of the cursor
    .replace(/\x1b\[[\d;]*[A-IK-Za-z]/g, '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: from the beginning of the row
    .replace(/[^\n]*\r\x1b\[J/g, '')
    .replaceAll('\r', '')
const sees = (text: string | RegExp) => expect.poll(shown, { timeout: 5000 }).toMatch(text)
const PROMPT = /user@laptop:[^\n]*\$ $/

/** Types a line at the prompt and waits for the next one; what was printed in between. */
async function enter(line: string): Promise<string> {
  await sees(PROMPT)
  screen = ''
  loop.feed(`${line}\r`)
  await sees(new RegExp(`\\n${PROMPT.source}`))
  const text = shown()
  return text.slice(text.indexOf('\n') + 1).replace(PROMPT, '')
}

describe('what a command prints', () => {
  it('stands in the order in which it came, errors among the rest', async () => {
    expect(await enter('echo one; nosuch; echo two')).toBe('one\nbash: nosuch: command not found\ntwo\n')
    expect(
      await enter('ls missing 2>&1 | tr a-z A-Z; ls missing 2>/dev/null; echo ä > f; cat f; { echo x; nosuch; } 2>&1 | wc -l'),
    ).toBe('LS: MISSING: NO SUCH FILE OR DIRECTORY\nä\n2\n')
    expect(await enter('f() { echo in; }; x=$(f); echo "[$x]"; f > g; cat g; (exit 3); echo $?')).toBe('[in]\nin\n3\n')
  })

  it('comes as the loop goes', async () => {
    loop.feed('for i in 1 2; do echo turn $i; sleep 0.2; done; echo done\r')
    await sees(/turn 1\n$/)
    expect(shown()).not.toContain('turn 2\n')
    await sees(/turn 1\nturn 2\ndone\n/)
  })
})

describe('the keyboard', () => {
  it('is what cat reads, until Ctrl-D', async () => {
    loop.feed('cat > policy.json\r{\r\t"Version": "2012-10-17"\r}\r\x04')
    await sees(/\}\nuser@laptop:~\$ $/)
    expect(await enter('cat policy.json; jq -r .Version policy.json')).toBe('{\n    "Version": "2012-10-17"\n}\n2012-10-17\n')
  })

  it.each([
    ['grep b', 'abc\nx', 'abc\n'],
    ['head -n 1', 'one\ntwo', 'one\n'],
    ['wc -l', '1\n2\n3', '3\n'],
    ['sort | head -n 1', 'b\na', 'a\n'],
    ["sed 's/a/b/'", 'a', 'b\n'],
    ['tee copy', 'x', 'x\n'],
    ['cat - f', 'typed', 'typed\nfile\n'],
  ])('is what %j reads', async (line, typed, out) => {
    await enter('echo file > f')
    screen = ''
    loop.feed(`${line}\r${typed.replaceAll('\n', '\r')}\r\x04`)
    await sees(`${typed}\n${out}user@laptop`)
  })

  it('is not read by a command that has a file, a pipe, or nothing to read', async () => {
    await enter('echo text > f')
    expect(
      await enter('cat f; echo p | cat; cat < f; cat <<< here; grep -c t f; jq -n 1; while read x; do echo "got $x"; done < f'),
    ).toBe('text\np\ntext\nhere\n1\n1\ngot text\n')
  })

  it('answers read, with its prompt and in a loop', async () => {
    loop.feed('read -p "Name: " first rest; echo "$rest, $first"\rAda Lovelace King\r')
    await sees('Name: Ada Lovelace King\nLovelace King, Ada\n')
    loop.feed('while read word; do echo "<$word>"; done\ra\rb\r\x04')
    await sees(/a\n<a>\n[^<]*b\n<b>\n/)
    loop.feed('read -s secret; echo ${#secret}\rhidden\r')
    await sees(/\n6\n/)
    expect(shown()).not.toContain('hidden')
  })

  it('stops what reads it with Ctrl-C, and keeps no file of it', async () => {
    loop.feed('cat > f; echo after\rline\r\x03')
    await sees(/line\n\^C\nuser@laptop:~\$ $/)
    expect(shown()).not.toContain('\nafter')
    expect(await enter('echo $?')).toBe('130\n')
    loop.feed('while true; do read x; done; echo after\r')
    await sees(/done; echo after\n$/)
    loop.feed('\x03')
    await sees(/after\n\^C\nuser@laptop:~\$ $/)
    expect(shown()).not.toContain('\nafter')
  })
})

describe('Ctrl-C, Ctrl-D and Ctrl-R', () => {
  it.each([
    'while true; do :; done',
    'f() { while :; do x=1; done; }; f',
    'sleep 30; echo never',
    'for ((;;)); do :; done | cat',
  ])('Ctrl-C ends %j, and says no more than ^C', async (line) => {
    loop.feed(`${line}\r`)
    await sees(/\n$/)
    loop.feed('\x03')
    await sees(/\n\^C\nuser@laptop:~\$ $/)
    expect(await enter('echo $?')).toBe('130\n')
  })

  it('runs pasted lines in turn, and answers questions with them', async () => {
    loop.feed('aws configure\rAKIAIOSFODNN7EXAMPLE\rsecret\r\r\recho done\r')
    await sees('\ndone\n')
    expect(shown()).toContain('AWS Secret Access Key [None]: secret')
    loop.feed('aws configure\r')
    await sees('[****************MPLE]: ')
    loop.feed('\x03')
    expect(await enter('echo $?')).toBe('130\n')
  })

  it('Ctrl-D ends aws configure as the end of its input', async () => {
    loop.feed('aws configure\r')
    await sees('Access Key ID [None]: ')
    loop.feed('\x04')
    await sees('EOF when reading a line')
    expect(await enter('echo $?')).toBe('255\n')
  })

  it('Ctrl-R finds the newest line that holds what is typed, then older ones', async () => {
    history.push('aws iam list-users', 'echo middle', 'aws iam list-roles', 'echo end')
    loop.feed('\x12iam')
    await sees("(reverse-i-search)'iam': aws iam list-roles")
    loop.feed('\x12')
    await sees("(reverse-i-search)'iam': aws iam list-users")
    loop.feed('\x07')
    loop.feed('\x12end\r')
    await sees(/\nend\n/)
  })
})

describe('what helps', () => {
  it('pages with less, and the help of aws', async () => {
    await enter('seq 30 > f')
    loop.feed('less f\r')
    await sees('--More--')
    expect(shown()).toMatch(/\n9\n--More--/)
    loop.feed(' ')
    await sees(/\n18\n--More--/)
    loop.feed('q')
    expect(shown()).not.toContain('\n20\n')
    expect(await enter('less f | tail -n 1; aws iam help | head -n 1')).toBe('30\nIAM()\n')
    loop.feed('aws iam help\r')
    await sees(/IAM\(\)\n[\s\S]*--More--/)
    loop.feed('\x03')
    expect(await enter('echo here')).toBe('here\n')
  })

  it.each([
    ['$ aws iam list-users', 'The first character is a prompt.'],
    ['aws iam list-users –-profile x', 'typographic dash'],
    ['aws iam get-user --user-name “x”', 'typographic quotes'],
    ['vim policy.json', 'cat > FILE'],
    ['man aws-iam', 'Run: aws iam help'],
    ['sudo ls', 'every file is yours'],
    ['exit', 'press Esc'],
    ['rm -rf /', "it is dangerous to operate recursively on '/'"],
    ['cd /; rm -r .', 'use --no-preserve-root'],
    ['less', 'missing file name'],
  ])('answers %j', async (line, hint) => {
    expect(await enter(line)).toContain(hint)
  })

  it('deletes what rm is told to', async () => {
    expect(await enter('mkdir -p d/e; touch d/f; rm -r d; ls; rm -rf --no-preserve-root /; ls /home')).not.toContain('user')
    expect(await enter('hostname; echo $HOSTNAME')).toBe('laptop\nlaptop\n')
  })
})

it('breaks its help between words', async () => {
  const narrow = laptopShell(await laptopFiles([]), ownCommands({ ...machine, columns: () => 40 }))
  const { stdout } = await narrow.run('help')
  expect(stdout.split('\n').every(({ length }) => length <= 40)).toBe(true)
  expect(stdout).toMatch(/^aws {10}the AWS command line: aws\n {13}help, aws iam help, aws/)
})

describe('the clock', () => {
  it('is the account’s for date, and real for what is signed', async () => {
    expect(await enter('date -u +%Y-%m-%dT%H:%M:%SZ')).toBe('2026-11-30T10:00:00Z\n')
    expect(
      await enter(
        'date -u -d "20 minutes ago" +%H:%M; date -u -d "+1 day 2 hours" +%dT%H; date -u -d @0 +%Y; date -u -d tomorrow +%F',
      ),
    ).toBe('09:40\n01T12\n1970\n2026-12-01\n')
    expect(await enter('date -u -Iseconds; date -u -d 2026-01-02 +%F')).toBe('2026-11-30T10:00:00+00:00\n2026-01-02\n')
    const real = Number(await enter('CLOCK=real date +%s'))
    expect(Math.abs(real - Date.now() / 1000)).toBeLessThan(60)
  })
})

it('goes on in another shell of the same page with all that was set', async () => {
  await enter('mkdir w; cd w; export DATE=20261130; BODY=x; hello() { echo "hello $1"; }')
  await enter('hello() { echo "hello $1"; }')
  await enter('cd ~')
  const again = laptopShell(session.fs, ownCommands(machine), { AWS_ENDPOINT_URL: ORIGIN }, structuredClone(session.state))
  expect((await again.run('echo $DATE $BODY $AWS_ENDPOINT_URL; hello you; pwd')).stdout).toBe(
    `20261130 x ${ORIGIN}\nhello you\n/home/user\n`,
  )
})
