import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ShellPool } from '../../server/instance-shell/shell-pool.js'
import { anInstance, SHELL_THREAD, type TestShell, typing } from '../support/instance.js'

let pool: ShellPool
let shell: TestShell

beforeAll(() => {
  pool = new ShellPool({ entry: SHELL_THREAD })
})
afterAll(() => pool.close())

/** A new instance, of a new account. */
let accounts = 0
const fresh = () => anInstance(pool, String(++accounts))

describe('the machine', () => {
  beforeAll(() => {
    shell = fresh().login()
  })

  it.each([
    ['id', 'uid=1000(ec2-user) gid=1000(ec2-user) groups=1000(ec2-user),4(adm),10(wheel),190(systemd-journal)\n'],
    ['id -un; id -u root; whoami; groups', 'ec2-user\n0\nec2-user\nec2-user adm wheel systemd-journal\n'],
    ['sudo id; sudo -n whoami; whoami', 'uid=0(root) gid=0(root) groups=0(root)\nroot\nec2-user\n'],
    ['echo in | sudo cat - /etc/hostname', 'in\nip-172-31-5-9.ec2.internal\n'],
    ['uname; uname -sm; uname -r', 'Linux\nLinux x86_64\n6.18.8-9.213.amzn2023.x86_64\n'],
    ['hostname; hostname -s; echo $HOSTNAME', 'ip-172-31-5-9.ec2.internal\nip-172-31-5-9\nip-172-31-5-9\n'],
    ['. /etc/os-release; echo $PRETTY_NAME', 'Amazon Linux 2023\n'],
    ['grep ec2-user /etc/passwd', 'ec2-user:x:1000:1000:EC2 Default User:/home/ec2-user:/bin/bash\n'],
    ['ps | tail -n 1', '   2188 pts/0    00:00:00 ps\n'],
    ['ps -ef | grep -c sshd', '3\n'],
    ['df -h / | tail -n 1', '/dev/nvme0n1p1        8.0G     1.7G      6.4G  21% /\n'],
    ['free -m | head -n 2 | tail -n 1', 'Mem:             949         144         539           2         265         746\n'],
    ['uptime', ' 10:00:00 up  1:01,  1 user,  load average: 0.00, 0.01, 0.00\n'],
    ['last | head -n 1', 'ec2-user pts/0        198.51.100.7     Mon Nov 30 09:59   still logged in\n'],
    ['date -u +%FT%H:%M', '2026-11-30T10:00\n'],
    ['pwd; echo $UID $SHELL', '/home/ec2-user\n1000 /bin/bash\n'],
  ])('answers %j', async (line, out) => {
    expect(await shell.run(line)).toEqual({ out, code: 0 })
  })

  it('has the public key of its launch where sshd looks for it, private to its user', async () => {
    expect((await shell.run('ls -la ~/.ssh')).out).toMatch(/^-rw------- 1 ec2-user ec2-user .* authorized_keys$/m)
    expect((await shell.run('ls -ld ~/.ssh')).out).toMatch(/^drwx------ /)
    expect((await shell.run('cat .ssh/authorized_keys')).out).toBe('ssh-ed25519 AAAAC3 my-key\n')
  })

  it.each([
    ['python3 -V', 'bash: python3: command not found\n', 127],
    ['curl -s http://example.com', '', 6],
    ['curl http://example.com', 'curl: (6) Could not resolve host: example.com\n', 6],
    [
      'curl http://127.0.0.1:4600/',
      "curl: (7) Failed to connect to 127.0.0.1 port 4600 after 0 ms: Couldn't connect to server\n",
      7,
    ],
    [
      'curl http://localhost:8080/',
      "curl: (7) Failed to connect to localhost port 8080 after 0 ms: Couldn't connect to server\n",
      7,
    ],
    ['ls /work /proc/1 2>&1 | wc -l', '2\n', 0],
    ['exit 3', '', 3],
    ['sudo -u nobody ls', 'sudo: unknown user nobody\n', 1],
  ])('refuses %j as such a machine does', async (line, out, code) => {
    expect(await shell.run(line)).toEqual({ out, code })
  })

  it('shows nothing of the process that it runs in', async () => {
    expect((await shell.run('env; cat /proc/self/environ 2>&1')).out).not.toMatch(/NODE|npm|VITEST|root/i)
  })
})

describe('a login', () => {
  it('remembers from line to line; files are there for the next one', async () => {
    const instance = fresh()
    const first = instance.login()
    await first.run('mkdir -p a/b; cd a/b', 'X=1; export Y=2', 'f() { echo "f $1"; }', 'echo text > file; chmod 640 file')
    expect(await first.run('pwd; echo $X $Y; f x; (exit 3)')).toEqual({ out: '/home/ec2-user/a/b\n1 2\nf x\n', code: 3 })
    expect(first.shell.prompt()).toBe('[ec2-user@ip-172-31-5-9 b]$ ')
    const second = instance.login()
    expect(await second.run('echo "[$X]"; ls -l a/b; cat a/b/file')).toMatchObject({
      out: expect.stringMatching(/^\[\]\n(total .*\n)?-rw-r----- .* file\ntext\n$/),
    })
  })

  it('keeps what two logins change at a time', async () => {
    const instance = fresh()
    await Promise.all(['one', 'two', 'three'].map((name) => instance.login().run(`echo ${name} > ${name}`)))
    expect((await instance.login().run('cat one two three; rm two')).out).toBe('one\ntwo\nthree\n')
    expect((await instance.login().run('ls')).out).toBe('one\nthree\n')
  })

  it('says that a line goes on, and that it leaves', async () => {
    const { shell } = fresh().login()
    expect(await shell.run('for i in 1 2; do')).toMatchObject({ incomplete: true })
    expect(await shell.run('echo a; exit 4')).toEqual({ exitCode: 4, incomplete: false, left: true })
  })

  it('completes commands, files, and what aws takes', async () => {
    const { shell, run } = fresh().login()
    await run('mkdir folder; echo > folder/file')
    expect((await shell.complete('cat fol')).candidates).toEqual(['folder/'])
    expect((await shell.complete('una')).candidates).toEqual(['unalias', 'uname'])
    expect((await shell.complete('aws sts get-caller')).candidates).toEqual(['get-caller-identity'])
  })
})

describe('the keyboard', () => {
  it('is asked while no thread waits, and what was printed before is printed once', async () => {
    const keyboard = typing('Ada', 'Lovelace')
    const { run } = fresh().login({ keyboard })
    const { out } = await run('echo begin; read -p "First: " a; echo "got $a"; read -p "Last: " b; echo "$b, $a" | tee name')
    expect(out).toBe('begin\ngot Ada\nLovelace, Ada\n')
    expect(keyboard.asked).toEqual(['First: ', 'Last: '])
    expect((await run('cat name')).out).toBe('Lovelace, Ada\n')
  })

  it('answers aws configure', async () => {
    const { run } = fresh().login({ keyboard: typing('AKIAIOSFODNN7EXAMPLE', 'secret', 'eu-west-1', '') })
    await run('aws configure')
    expect((await run('cat .aws/config; grep -c secret .aws/credentials')).out).toBe('[default]\nregion = eu-west-1\n1\n')
  })

  it('is standard input where one is piped in: any bytes, until its end', async () => {
    const { shell, run } = fresh().login()
    const readAll = async () => Uint8Array.of(0, 255, 10, 65)
    expect(await shell.run('cat > raw', { readAll })).toMatchObject({ exitCode: 0 })
    expect((await run('xxd -p raw')).out).toBe('00ff0a41\n')
  })

  it('ends a line with Ctrl-C: a loop, a pause, a question', async () => {
    for (const line of ['while true; do :; done; echo after', 'sleep 9; echo after', 'read x; echo after']) {
      const abort = new AbortController()
      const untilStopped = () => new Promise<string>((resolve) => abort.signal.addEventListener('abort', () => resolve('')))
      const { shell, run } = fresh().login({ keyboard: { line: untilStopped, key: untilStopped } })
      await run('cd /tmp')
      setTimeout(() => abort.abort(), 100)
      let out = ''
      const print = (_: unknown, text: string) => {
        out += text
      }
      expect(await shell.run(line, { signal: abort.signal, print })).toMatchObject({ exitCode: 130 })
      expect(out).toBe('')
      expect((await run('echo $?; pwd')).out).toBe('130\n/tmp\n')
    }
  })
})

describe('the disk', () => {
  it('is full after 256 kB, and after 1,000 entries', async () => {
    const { run } = fresh().login()
    await run('echo kept > first')
    expect(await run('seq 60000 > big; echo after')).toEqual({ out: 'bash: No space left on device\n', code: 1 })
    expect(
      (
        await run(
          'cat first; rm -f big; seq 10000 > half; cp half copy; cp half copy2; cp half copy3; cp half copy4; cp half copy5; echo $?',
        )
      ).out,
    ).toMatch(/^kept\n.*No space left on device\n1\n$/s)
    const other = fresh().login()
    await other.run('mkdir -p d/{1..350}', 'mkdir -p e/{1..350}')
    expect((await other.run('mkdir -p f/{1..350}; echo $?')).out).toMatch(/No space left on device/)
    expect((await other.run('rm -r d; echo again > g; cat g')).out).toBe('again\n')
  })

  it('takes no path that is too long', async () => {
    const { run } = fresh().login()
    expect((await run('mkdir $(printf "x%.0s" $(seq 600)); echo $?')).out).toMatch(/File name too long\n1\n$/)
  })
})

describe('what leaves the thread', () => {
  it('is a request to the metadata service, or a signed one to the wire', async () => {
    const seen: string[] = []
    const { run } = fresh().login({
      metadata: async ({ method, url, headers }) => {
        seen.push(`${method} ${url} ${headers.map(([name, value]) => `${name}=${value}`).join()}`)
        return { status: 401, statusText: 'Unauthorized', headers: [['content-type', 'text/html']], body: '<h1>401</h1>' }
      },
    })
    expect(await run('curl -s -H "X-Thing: a" http://169.254.169.254/latest/')).toEqual({ out: '<h1>401</h1>', code: 0 })
    expect(
      (
        await run(
          'curl -sf 169.254.169.254/x; curl -si 169.254.169.254/y | head -n 1; curl -so /dev/null -w "%{http_code}\\n" 169.254.169.254',
        )
      ).out,
    ).toBe('HTTP/1.1 401 Unauthorized\r\n401\n')
    expect(seen[0]).toBe('GET http://169.254.169.254/latest/ x-thing=a')
  })
})
