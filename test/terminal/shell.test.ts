import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import fc from 'fast-check'
import { generateSync } from 'otplib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commandNames, ownCommands } from '../../client/devices/terminal/shell/commands.js'
import { laptopFiles, laptopShell } from '../../client/devices/terminal/shell/laptop-shell.js'
import { clientName } from '../../server/records/inspections/client-name.js'
import { USER_AGENT } from '../../server/shell/aws/call.js'
import { complete } from '../../server/shell/completion.js'
import { snapshot } from '../../server/shell/files.js'
import { LineEditor } from '../../server/shell/line-editor.js'
import type { Machine } from '../../server/shell/machine.js'
import type { ShellSession } from '../../server/shell/session.js'
import { type consoleCredentials, newAccount, startServer, type TestServer } from '../support/server.js'
import { codeFor, codePair, roomInStep } from '../support/totp.js'

const SEED = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

let app: TestServer
let account: Awaited<ReturnType<typeof newAccount>>
/** The request ids of all answers that the shells of this file got, in order. */
const requestIds: string[] = []

beforeAll(async () => {
  app = await startServer()
  account = await newAccount(app.url)
})
afterAll(() => app.close())

function machine(changes: Partial<Machine> = {}): Machine {
  return {
    origin: app.url,
    // The lab session of the page goes along, here the operator's.
    async fetch(url, init) {
      const asOperator = { ...init, headers: { authorization: `Bearer ${app.operatorToken}` } }
      const response = await fetch(url, url.includes('/api/lab/') ? asOperator : init)
      requestIds.push(response.headers.get('x-amzn-requestid') ?? '')
      return response
    },
    now: () => Date.now(),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    columns: () => 80,
    ask: undefined,
    ...changes,
  }
}

const aShell = async (changes?: Partial<Machine>) => laptopShell(await laptopFiles([]), ownCommands(machine(changes)))

/** Lines one after the other; the output of the last. */
async function run(shell: ShellSession, ...lines: string[]): Promise<{ code: number; out: string; err: string }> {
  let last = { code: -1, out: '', err: '' }
  for (const line of lines) {
    const { exitCode, stdout, stderr } = await shell.run(line)
    last = { code: exitCode, out: stdout, err: stderr }
  }
  return last
}

const exports = ({ accessKeyId, secretAccessKey, sessionToken }: Awaited<ReturnType<typeof consoleCredentials>>) =>
  `export AWS_ACCESS_KEY_ID=${accessKeyId} AWS_SECRET_ACCESS_KEY=${secretAccessKey} AWS_SESSION_TOKEN=${sessionToken}`

describe('the shell', () => {
  it('remembers folder, variables, exports, aliases, functions and $? from line to line', async () => {
    const shell = await aShell()
    expect(await run(shell, 'mkdir -p a/b; cd a/b', 'pwd')).toMatchObject({ out: '/home/user/a/b\n' })
    expect(await run(shell, 'X=1; export Y=2', 'echo $X $Y; env | grep -c "^X="')).toMatchObject({ out: '1 2\n0\n' })
    expect(await run(shell, 'unset Y', 'echo "[$Y]"')).toMatchObject({ out: '[]\n' })
    expect(await run(shell, "alias ll='echo alias'", 'll')).toMatchObject({ out: 'alias\n' })
    expect(await run(shell, 'greet() { echo "hello $1"; }', 'greet you')).toMatchObject({ out: 'hello you\n' })
    expect(await run(shell, 'false', 'echo $?')).toMatchObject({ out: '1\n' })
    expect(await run(shell, 'aws iam', 'echo $?')).toMatchObject({ out: '252\n' })
    expect(await run(shell, 'nosuch')).toEqual({ code: 127, out: '', err: 'bash: nosuch: command not found\n' })
  })

  it.each(['echo "a', "echo 'a", 'if true; then', 'for i in 1 2; do', 'cat <<END', 'cat <<END\nx', 'echo \\', 'f() {', '( ls'])(
    'waits for the rest of %j',
    async (line) => {
      expect(await (await aShell()).run(line)).toMatchObject({ incomplete: true, stdout: '', stderr: '' })
    },
  )

  it('leaves a file as private as it was, whoever writes to it again', async () => {
    const shell = await aShell()
    await run(shell, 'aws configure set region us-east-1', 'aws configure set aws_access_key_id AKIAIOSFODNN7EXAMPLE')
    await run(shell, 'aws configure set region eu-west-1', 'aws configure set aws_secret_access_key x')
    expect((await run(shell, 'ls -l .aws')).out).toMatch(/^-rw------- .* config\n-rw------- .* credentials$/m)
    await run(shell, 'echo a > f; chmod 640 f; echo b > f; echo c >> f; sed -i s/b/d/ f')
    expect((await run(shell, 'ls -l f; cat f')).out).toMatch(/^-rw-r----- .* f\nd\nc\n$/)
  })

  it('says of a program that it lacks what a laptop without it says', async () => {
    const shell = await aShell()
    expect(await run(shell, 'python3 -V')).toEqual({ code: 127, out: '', err: 'bash: python3: command not found\n' })
  })

  it('keeps files with their modes, and no more than those', async () => {
    const shell = await aShell()
    await run(shell, 'echo secret > key.pem; chmod 400 key.pem; mkdir d; ln -s key.pem link; echo ff00 | xxd -r -p > d/raw')
    const again = laptopShell(await laptopFiles(structuredClone(await snapshot(shell.fs))), ownCommands(machine()))
    const { out } = await run(again, 'ls -l; xxd -p d/raw; cat link')
    expect(out).toMatch(/^-r-------- 1 user user +7 .* key\.pem$/m)
    expect(out).toMatch(/^drwxr-xr-x .* d$/m)
    expect(out).toMatch(/^ff00$/m)
    expect(out).toContain('secret\n')
    expect((await snapshot(again.fs)).every(({ path }) => !path.startsWith('/bin'))).toBe(true)
  })
})

describe('the commands', () => {
  it('oathtool makes the codes of RFC 6238', async () => {
    const now = 1_700_000_000_000
    const shell = await aShell({ now: () => now })
    const code = generateSync({ secret: SEED, epoch: now / 1000 })
    expect(await run(shell, `oathtool --totp -b ${SEED}`)).toEqual({ code: 0, out: `${code}\n`, err: '' })
    expect(await run(shell, `echo ${SEED} > seed`, 'oathtool -b --totp - < seed')).toMatchObject({ out: `${code}\n` })
    // The seed of many a guide: 80 bits.
    expect(await run(shell, 'oathtool --totp -b JBSWY3DPEHPK3PXP')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d{6}\n$/),
    })
    expect(await run(shell, 'oathtool --totp -b JBSWY3DP')).toMatchObject({
      code: 1,
      err: expect.stringContaining('too short'),
    })
    expect(await run(shell, 'oathtool --totp -b 0189')).toMatchObject({ code: 1, err: expect.stringContaining('base32') })
  })

  it
    .skipIf(!existsSync('/usr/bin/openssl'))
    .each([
      ['dgst', '-sha256'],
      ['dgst', '-sha256', '-hex'],
      ['dgst', '-sha256', '-hmac', 'key'],
      ['dgst', '-sha256', '-mac', 'HMAC', '-macopt', 'hexkey:00ff10'],
      ['dgst', '-sha1', '-r'],
      ['sha512'],
    ])('openssl %s %s %s %s %s %s is as the real one', async (...args) => {
    const real = execFileSync('/usr/bin/openssl', args, { input: 'some text ä\n', encoding: 'utf8' })
    const { out } = await run(await aShell(), `echo 'some text ä' | openssl ${args.join(' ')}`)
    // Its versions name the algorithm in different ways.
    const hashOf = (text: string) => text.replace(/^.*\(stdin\)/, '(stdin)')
    expect(hashOf(out)).toBe(hashOf(real))
  })

  it('signs a request by hand, with openssl, xxd and curl', async () => {
    const shell = await aShell()
    const { accessKeyId, secretAccessKey, sessionToken } = account.credentials
    const host = new URL(app.url).host
    const script = `
hmac() { printf '%s' "$2" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$1" | sed 's/.*= //'; }
body='Action=GetCallerIdentity&Version=2011-06-15'
date=$(date -u +%Y%m%dT%H%M%SZ)
day=$(echo $date | cut -c1-8)
canonical=$(printf 'POST\\n/\\n\\nhost:${host}\\nx-amz-date:%s\\nx-amz-security-token:${sessionToken}\\n\\nhost;x-amz-date;x-amz-security-token\\n%s' $date $(printf '%s' "$body" | sha256sum | cut -d' ' -f1))
hash=$(printf '%s' "$canonical" | openssl dgst -sha256 | sed 's/.*= //')
text=$(printf 'AWS4-HMAC-SHA256\\n%s\\n%s/us-east-1/sts/aws4_request\\n%s' $date $day $hash)
key=$(printf 'AWS4${secretAccessKey}' | xxd -p | tr -d '\\n')
key=$(hmac $key $day); key=$(hmac $key us-east-1); key=$(hmac $key sts); key=$(hmac $key aws4_request)
signature=$(hmac $key "$text")
curl -s -X POST ${app.url}/ -d "$body" -H "X-Amz-Date: $date" -H "X-Amz-Security-Token: ${sessionToken}" \\
  -H "Authorization: AWS4-HMAC-SHA256 Credential=${accessKeyId}/$day/us-east-1/sts/aws4_request, SignedHeaders=host;x-amz-date;x-amz-security-token, Signature=$signature"`
    expect((await run(shell, script)).out).toContain(`<Arn>arn:aws:iam::${account.accountId}:root</Arn>`)
  })

  it('curl signs by itself, shows what came, and goes nowhere else', async () => {
    const shell = await aShell()
    const key = JSON.parse((await run(shell, exports(account.credentials), 'aws iam create-access-key')).out).AccessKey
    const signed = `--aws-sigv4 aws:amz:us-east-1:sts --user ${key.AccessKeyId}:${key.SecretAccessKey}`
    const asked = await run(
      shell,
      `curl -s ${signed} ${app.url}/ --data-urlencode Action=GetCallerIdentity -d Version=2011-06-15`,
    )
    expect(asked.out).toContain(`<Arn>arn:aws:iam::${account.accountId}:root</Arn>`)
    const { out } = await run(shell, `curl -si ${app.url}/ -d Action=GetCallerIdentity -d Version=2011-06-15`)
    expect(out).toMatch(/^HTTP\/1\.1 403 .*\r\n/)
    expect(out).toMatch(/x-amzn-requestid: [\w-]+\r\n/)
    expect(await run(shell, `curl -s -o page.html -w '%{http_code}\\n' ${app.url}/signin; head -c 9 page.html`)).toMatchObject({
      out: expect.stringMatching(/^200\n<!doctype/i),
    })
    expect(await run(shell, 'curl -s https://example.com/')).toEqual({ code: 6, out: '', err: '' })
    expect(await run(shell, 'curl https://example.com/')).toMatchObject({
      err: expect.stringContaining('(6) Could not resolve host: example.com'),
    })
    expect(await run(shell, 'curl --nonsense')).toMatchObject({ code: 2, err: 'curl: option --nonsense: is unknown\n' })
    expect(await run(shell, `curl -H 'Authorization: …' ${app.url}`)).toMatchObject({
      code: 43,
      err: 'curl: (43) The header Authorization still has … in it. Replace the … with what belongs there.\n',
    })
    expect(await run(shell, `curl -H 'X-A: 日' ${app.url}`)).toMatchObject({
      err: 'curl: (43) The header X-A has the character 日, which no header can carry.\n',
    })
    expect(await run(shell, `curl -X GET -d x ${app.url}`)).toMatchObject({ err: expect.stringContaining('Use POST') })
  })

  it('xxd writes and reads hexadecimal', async () => {
    const shell = await aShell()
    expect(await run(shell, "printf 'AWS4key' | xxd")).toMatchObject({
      out: '00000000: 4157 5334 6b65 79                        AWS4key\n',
    })
    expect(await run(shell, "printf 'AWS4key' | xxd -p | xxd -r -p")).toMatchObject({ out: 'AWS4key' })
  })

  it('iam-dojo explains a refusal', async () => {
    const shell = await aShell()
    await run(shell, exports(account.credentials), 'AWS_SECRET_ACCESS_KEY=wrong aws sts get-caller-identity')
    const requestId = requestIds.at(-1)
    const { code, out } = await run(shell, `iam-dojo explain ${requestId}`)
    expect(code).toBe(0)
    expect(out).toContain('string to sign')
    expect(await run(shell, 'iam-dojo explain 12345678-1234-1234-1234-123456789012')).toMatchObject({
      code: 1,
      err: expect.stringContaining('No request 12345678'),
    })
    expect(await run(shell, 'iam-dojo serve')).toMatchObject({ code: 2, err: expect.stringContaining('Usage') })
  })
})

describe('the aws command', () => {
  it('tells with --debug what it signed, without secret or token, and is known to the server as the CLI', async () => {
    const shell = await aShell()
    const { err } = await run(shell, exports(account.credentials), 'aws sts get-caller-identity --debug')
    expect(err).toContain('Making request for OperationModel(name=GetCallerIdentity)')
    expect(err).toMatch(/CanonicalRequest:\nPOST\n\/\n\ncontent-type:/)
    expect(err).toMatch(/StringToSign:\nAWS4-HMAC-SHA256\n\d{8}T\d{6}Z\n\d{8}\/us-east-1\/sts\/aws4_request\n[0-9a-f]{64}\n/)
    expect(err).toMatch(/Signature:\n[0-9a-f]{64}\n/)
    expect(err).toContain(`'x-amzn-RequestId': '${requestIds.at(-1)}'`)
    for (const secret of [account.credentials.secretAccessKey, account.credentials.sessionToken]) {
      expect(err).not.toContain(secret)
    }
    const { out } = await run(
      shell,
      'aws cloudtrail lookup-events --region us-east-1 --max-items 5 --output text --query Events[].CloudTrailEvent',
    )
    expect(out).toContain('aws-cli/2.9.19 iam-dojo-terminal')
  })

  it('answers anything with an error of the CLI’s own, never with one of ours', async () => {
    const word = fc.oneof(
      fc.constantFrom(
        ...'iam sts cloudtrail configure help wait get set list import user-exists list-users create-user'.split(' '),
      ),
      fc.constantFrom(
        ...'--query --output --profile --max-items --tags --user-name --cli-input-json --generate-cli-skeleton'.split(' '),
      ),
      fc.constantFrom(
        'tag-user',
        'lookup-events',
        'table',
        'text',
        'yaml',
        'Users[]',
        'Key=a,Value=b',
        '[{"Key":',
        '{}',
        'file://x',
        '--',
        '-',
      ),
      fc.string({ maxLength: 8 }),
    )
    const shell = await aShell({ fetch: () => Promise.reject(new Error('no server')) })
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 6 }), async (args) => {
        const quoted = args.map((arg) => `'${arg.replaceAll("'", '').replaceAll('\0', '')}'`).join(' ')
        const { code, out, err } = await run(shell, `AWS_ACCESS_KEY_ID=a AWS_SECRET_ACCESS_KEY=b aws ${quoted} < /dev/null`)
        expect([0, 1, 252, 253, 255]).toContain(code)
        expect(out + err).not.toMatch(/TypeError|undefined|is not a|Cannot read|\.ts:|\[object/)
      }),
      { numRuns: 400 },
    )
  })

  it('refuses any other server', async () => {
    const { code, err } = await run(await aShell(), 'aws iam list-users --endpoint-url https://iam.amazonaws.com')
    expect(code).toBe(252)
    expect(err).toContain(`This terminal reaches its own server only: ${app.url}.`)
  })

  it.each(['aws help', 'aws iam help', 'aws iam create-user help', 'aws configure help', 'aws cloudtrail lookup-events help'])(
    '%s',
    async (line) => {
      const { code, out } = await run(await aShell(), line)
      expect(code).toBe(0)
      expect(out).toContain('NAME')
    },
  )

  it('assumes the role of a profile after an MFA code, once for the hour', async () => {
    const questions: string[] = []
    let seed = ''
    const ask = async (prompt: string) => {
      questions.push(prompt)
      return codeFor(seed, 1)
    }
    const shell = await aShell({ ask })
    const { accountId } = account
    await run(shell, exports(account.credentials), 'aws iam create-user --user-name alice')
    const key = JSON.parse((await run(shell, 'aws iam create-access-key --user-name alice')).out).AccessKey
    await run(
      shell,
      'aws iam create-virtual-mfa-device --virtual-mfa-device-name alice --bootstrap-method Base32StringSeed --outfile seed',
    )
    seed = (await run(shell, 'cat seed')).out.trim()
    await roomInStep()
    const serial = `arn:aws:iam::${accountId}:mfa/alice`
    const [first, second] = codePair(seed)
    const codes = `--authentication-code1 ${first} --authentication-code2 ${second}`
    expect(await run(shell, `aws iam enable-mfa-device --user-name alice --serial-number ${serial} ${codes}`)).toMatchObject({
      code: 0,
    })
    const trust = JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${accountId}:user/alice` },
        Action: 'sts:AssumeRole',
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      },
    })
    await run(shell, `aws iam create-role --role-name Admin --assume-role-policy-document '${trust}'`)
    await run(
      shell,
      'unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN',
      `aws configure set aws_access_key_id ${key.AccessKeyId} --profile alice`,
      `aws configure set aws_secret_access_key ${key.SecretAccessKey} --profile alice`,
      `aws configure set role_arn arn:aws:iam::${accountId}:role/Admin --profile admin`,
      'aws configure set source_profile alice --profile admin',
      'aws configure set role_session_name work --profile admin',
      `aws configure set mfa_serial ${serial} --profile admin`,
    )
    const who = 'aws sts get-caller-identity --profile admin --query Arn --output text'
    expect(await run(shell, who)).toEqual({ code: 0, out: `arn:aws:sts::${accountId}:assumed-role/Admin/work\n`, err: '' })
    await run(shell, who)
    expect(questions).toEqual([`Enter MFA code for ${serial}: `])
    expect((await run(shell, 'ls -l .aws/cli/cache')).out).toMatch(/-rw------- .*\.json/)
    await fetch(`${app.url}/api/lab/accounts/${accountId}/clock`, {
      method: 'POST',
      headers: { authorization: `Bearer ${app.operatorToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ forward: '2h' }),
    })
    expect((await run(shell, who)).err).toContain('(ExpiredToken')
    expect(await run(shell, 'cat .aws/cli/cache/*')).toMatchObject({ out: '' })
  })
})

it('is the terminal to the request inspector, though its page is the console’s', () => {
  const headers = { 'user-agent': 'Mozilla/5.0', referer: 'http://127.0.0.1:4600/console/iam/home' }
  expect(clientName({ ...headers, 'x-amz-user-agent': USER_AGENT })).toBe('Terminal')
})

describe('at the keyboard', () => {
  const names = () => commandNames(ownCommands(machine()))

  it.each([
    ['aw', ['awk', 'aws']],
    ['aws i', ['iam']],
    ['aws iam list-users | aws st', ['sts']],
    ['aws iam get-user-', ['get-user-policy']],
    ['aws --profile x iam wait', ['wait']],
    ['aws iam get-user --user', ['--user-name']],
    ['aws iam list-users --output t', ['table', 'text']],
    ['aws configure li', ['list', 'list-profiles']],
    ['aws sts get-caller-identity --profile ', ['alice', 'ci']],
    ['AWS_PROFILE=a', ['alice']],
    ['cat po', ['policy.json']],
    ['cat work/', ['work/deep.txt']],
    ['cat ~/w', ['~/work/']],
    ['aws iam create-policy --policy-document file://po', ['file://policy.json']],
    ['aws iam get-user --nothing', []],
  ])('completes %j', async (line, candidates) => {
    const shell = await aShell()
    await run(shell, 'touch policy.json; mkdir work; touch work/deep.txt .hidden')
    await run(shell, 'aws configure set role_arn x --profile ci; aws configure set aws_access_key_id x --profile alice')
    expect((await complete(line, shell, names())).candidates).toEqual(candidates)
  })

  it('edits a line as readline does', () => {
    const editor = new LineEditor()
    editor.start(['first', 'second'])
    const keys = (...given: string[]) => given.map((key) => editor.key(key))
    keys('echo two words', '\x01', '\x1b[C', '\x1b[C', '\x0b')
    expect(editor.text).toBe('ec')
    keys('\x19', '\x17')
    expect(editor.text).toBe('echo two ')
    keys('\x15', 'draft', '\x1b[A', '\x1b[A')
    expect(editor.text).toBe('first')
    keys('\x1b[B', '\x1b[B')
    expect(editor.text).toBe('draft')
    keys('\x1b[H', '\x1b[3~', '\x05', '\x7f', '🎉', '\x7f')
    expect(editor.text).toBe('raf')
    expect(keys('\r')).toEqual([{ type: 'enter', line: 'raf' }])
  })
})

describe('what a newcomer tried', () => {
  it('lists our commands by help, and knows the address of this server', async () => {
    const shell = laptopShell(await laptopFiles([]), ownCommands(machine()), { AWS_ENDPOINT_URL: app.url })
    expect((await run(shell, 'help')).out).toMatch(/^aws .*\n.*iam-dojo/s)
    expect((await run(shell, 'echo $AWS_ENDPOINT_URL')).out).toBe(`${app.url}\n`)
  })

  it('signs with the date that curl is given: twenty minutes ago is refused', async () => {
    // The account's clock has been moved, which a signature must not follow.
    const shell = await aShell({ accountNow: () => Date.now() + 91 * 86_400_000 })
    const call = `curl -s --aws-sigv4 aws:amz:us-east-1:sts --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" -H "X-Amz-Security-Token: $AWS_SESSION_TOKEN" -H "X-Amz-Date: $OLD" -d 'Action=GetCallerIdentity&Version=2011-06-15' ${app.url}/`
    const { out } = await run(
      shell,
      exports(account.credentials),
      "OLD=$(CLOCK=real date -u -d '20 minutes ago' +%Y%m%dT%H%M%SZ)",
      call,
    )
    expect(out).toContain('Signature expired')
    expect((await run(shell, 'OLD=$(CLOCK=real date -u +%Y%m%dT%H%M%SZ)', call)).out).not.toContain('Signature expired')
  })
})
