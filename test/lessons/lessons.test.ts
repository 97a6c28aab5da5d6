import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { questionsFor } from '../../server/lessons/course/drawn-questions.js'
import { loadCourse, readCourse } from '../../server/lessons/course/load-course.js'
import { HOTSPOTS } from '../../server/lessons/format/hotspots.js'
import { LessonError } from '../../server/lessons/format/lesson-error.js'
import { parseLesson } from '../../server/lessons/format/parse-lesson.js'
import { Learner } from '../../server/rehearsal/learner.js'
import { rehearse, rehearseMistake } from '../../server/rehearsal/rehearse.js'
import { openStage, type Stage } from '../../server/rehearsal/stage.js'

const course = loadCourse([fileURLToPath(new URL('../../lessons', import.meta.url))])
const ready = course.lessons.filter(({ status }) => status === 'ready')
let stage: Stage
beforeAll(async () => {
  stage = await openStage(course)
})
afterAll(() => stage.close())

describe.each(ready.map((lesson) => [lesson.id, lesson] as const))('the lesson %s', (_id, lesson) => {
  it('is passed by its own solution, step by step, and no step before it is done or by a neighbour', async () => {
    expect(await rehearse(stage, lesson)).toEqual([])
  })

  const mistakes = lesson.steps.flatMap((step) => step.mistakes.map((mistake) => [mistake.id, step.id] as const))
  it.runIf(mistakes.length > 0).each(mistakes)('recognises the mistake %s in step %s', async (mistakeId, stepId) => {
    expect(await rehearseMistake(stage, lesson, stepId, mistakeId)).toEqual([])
  })
})

it('draws the eye to all the controls that a lesson may name', () => {
  const client = fileURLToPath(new URL('../../client', import.meta.url))
  const sources = readdirSync(client, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx'))
  const text = sources.map((name) => readFileSync(join(client, name), 'utf8')).join('')
  const marked = new Set([...text.matchAll(/LessonHotspot id="([\w-]+)"/g)].map(([, id]) => id))
  expect([...marked].sort()).toEqual([...HOTSPOTS].sort())
})

it('asks ten of thirty questions in an exam, others in each account, and takes no answer to the rest', async () => {
  const exam = course.lessons.find(({ id }) => id === 'capstone')
  if (!exam) throw new Error('there is no exam')
  const asked = (account: string) => questionsFor(exam, account).map(({ id }) => id)
  expect(exam.quiz).toHaveLength(30)
  expect(asked('111111111111')).toHaveLength(10)
  expect(asked('111111111111')).toEqual(asked('111111111111'))
  expect(asked('111111111111')).not.toEqual(asked('222222222222'))
  const learner = await Learner.begin(stage, exam)
  await learner.start(exam.id)
  const own = asked(learner.accountId)
  const answer = async (quiz = '') => {
    const body = { account: learner.accountId, quiz, answer: 'a' }
    return (await learner.lab.send('POST', `/api/lab/lessons/${exam.id}/quiz`, body)).status
  }
  expect(await answer(own[0])).toBe(200)
  expect(await answer(exam.quiz.find(({ id }) => !own.includes(id))?.id)).toBe(404)
  const { body } = await learner.lab.send<{ quiz: { id: string }[] }>(
    'GET',
    `/api/lab/lessons/${exam.id}?account=${learner.accountId}`,
  )
  expect(body.quiz.map(({ id }) => id)).toEqual(own)
})

it('is explained by a tutorial whose own lesson can be played', async () => {
  const tutorial = readFileSync(new URL('../../docs/writing-a-lesson.md', import.meta.url), 'utf8')
  const lesson = parseLesson('lesson.md', /```markdown\n([\s\S]*?\n)```\n\n- /.exec(tutorial)?.[1] ?? '')
  const own = await openStage({ ...course, lessons: [lesson] })
  try {
    expect(await rehearse(own, lesson)).toEqual([])
    expect(await rehearseMistake(own, lesson, 'zoe', 'on-the-user')).toEqual([])
  } finally {
    await own.close()
  }
})

describe('a lesson file', () => {
  const good = (front: string) =>
    `---\nid: a\ntitle: A\nminutes: 5\nlevel: core\n${front}\n---\n# Goal\nx\n## step s\nx\n### hint 1\nx\n### hint 2\nx\n### why\nx\n## recap\nx\n`
  const step = (check: string) =>
    `steps:\n  - id: s\n    title: S\n    check: ${check}\n    solution: [{ as: root, call: 'iam:ListUsers' }]`

  it.each([
    ['an unknown check', good(step('{ nonsense: {} }')), "there’s no check 'nonsense'"],
    ['a misspelt parameter', good(step('{ groupMember: { user: u, grup: g } }')), '\\.group: .*string'],
    ['a parameter of another kind', good(step('{ clockMoved: { min: 91 days } }')), 'write a time as'],
    ['a check without its subject', good(step('{ mfaEnabled: { min: 1 } }')), 'say whose'],
    [
      'a misspelt check in another',
      good(step('{ all: [{ userExists: { name: u } }, { userExits: { name: u } }] }')),
      "all\\.1: there’s no check 'userExits'",
    ],
    [
      'a question that it does not ask',
      good(step('{ none: [{ quizPassed: { id: q1 } }] }')),
      "'q1', which isn’t one of the lesson’s quiz",
    ],
    [
      'a misspelt parameter of an operation',
      good(step('{ rootMfaEnabled: {} }').replace("'iam:ListUsers'", "'iam:ListUsers', with: { PathPrefx: / }")),
      "ListUsers has no parameter 'PathPrefx': it has PathPrefix",
    ],
    [
      'a misspelt parameter in a list',
      good(
        step('{ rootMfaEnabled: {} }').replace(
          "'iam:ListUsers'",
          "'iam:CreateUser', with: { UserName: u, Tags: [{ Key: k, Vale: v }] }",
        ),
      ),
      "with\\.Tags\\.0\\.Vale: Tags has no parameter 'Vale': it has Key, Value",
    ],
    [
      'an operation that there is not',
      good(step('{ rootMfaEnabled: {} }').replace('ListUsers', 'ListUser')),
      'there’s no operation iam:ListUser',
    ],
    [
      'a hotspot that the console lacks',
      good(`${step('{ rootMfaEnabled: {} }')}\n    hotspot: users-creat`),
      "no hotspot 'users-creat'",
    ],
    [
      'a misconception that nobody has written down',
      good(`misconceptions: [M1, M99]\n${step('{ rootMfaEnabled: {} }')}`),
      "misconceptions\\.1: there’s no misconception 'M99'",
    ],
    [
      'a placeholder in a text that nothing fills in',
      good(step('{ rootMfaEnabled: {} }')).replace('### why\nx', '### why\nDear {{learner.name}}'),
      'nothing fills in \\{\\{learner\\.name\\}\\} here',
    ],
    [
      'a placeholder in a solution that nothing fills in',
      good(step('{ rootMfaEnabled: {} }').replace("'iam:ListUsers'", "'iam:GetUser', with: { UserName: '{{persona.user}}' }")),
      'nothing fills in \\{\\{persona\\.user\\}\\} here',
    ],
    ['a placeholder in a check', good(step("{ userExists: { name: '{{account.id}}' } }")), 'nothing fills in'],
    ['an unknown key', good(`colour: red\n${step('{ rootMfaEnabled: {} }')}`), 'colour'],
    [
      'an actor with a learner’s address',
      good(
        `actors: [{ id: a, title: A, user: u, sourceIp: 127.0.0.1, userAgent: x, calls: [{ call: 'iam:GetUser' }] }]\n${step('{ rootMfaEnabled: {} }')}`,
      ),
      'an address reserved for documentation',
    ],
    [
      'a missing section',
      good(step('{ rootMfaEnabled: {} }')).replace('### why\nx\n', ''),
      "the section 'step s/why' is missing",
    ],
  ])('is refused for %s, with its line', (_what, text, message) => {
    expect(() => parseLesson('lesson.md', text)).toThrow(LessonError)
    expect(() => parseLesson('lesson.md', text)).toThrow(new RegExp(`^lesson\\.md:\\d+: .*${message}`))
  })
  it('is refused at the line of the mistake', () => {
    const text = good(step('{ rootMfaEnabled: {} }')).replace('## recap\nx', '## recap\nx\n{{nonsense.x}}')
    const line = text.split('\n').indexOf('{{nonsense.x}}') + 1
    expect(() => parseLesson('lesson.md', text)).toThrow(`lesson.md:${line}: nothing fills in {{nonsense.x}} here`)
    const hotspot = good(`${step('{ rootMfaEnabled: {} }')}\n    hotspot: nowhere`)
    const at = hotspot.split('\n').indexOf('    hotspot: nowhere') + 1
    expect(() => parseLesson('lesson.md', hotspot)).toThrow(`lesson.md:${at}: steps.0.hotspot:`)
  })
  it('may require lessons of the course and of its own folder, and no others', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'lessons-'))
    try {
      for (const [name, id, requires] of [
        ['01-one', 'one', '[root]'],
        ['02-two', 'two', '[one, no-such-lesson]'],
      ] as const) {
        mkdirSync(join(dir, name))
        const text = good(step('{ rootMfaEnabled: {} }')).replace('id: a', `id: ${id}\nrequires: ${requires}`)
        writeFileSync(join(dir, name, 'lesson.md'), text)
      }
      const { errors } = readCourse([fileURLToPath(new URL('../../lessons', import.meta.url)), dir])
      expect(errors.map(({ file, line, problem }) => [file, line, problem])).toEqual([
        [join(dir, '02-two', 'lesson.md'), 3, "requires: there’s no lesson 'no-such-lesson'"],
      ])
    } finally {
      rmSync(dir, { recursive: true })
    }
  })
  it('is refused for all its mistakes at once, a misspelt key and heading among them', () => {
    const problemsOf = (text: string): string[] => {
      try {
        parseLesson('lesson.md', text)
        return []
      } catch (error) {
        if (!(error instanceof LessonError)) throw error
        return [error, ...error.others].map(({ line, problem }) => `${line}: ${problem}`)
      }
    }
    const whole = good(step('{ rootMfaEnabled: {} }'))
    expect(problemsOf(whole.replace('title: A', 'titel: A').replace('minutes: 5', 'minutes: ten'))).toEqual([
      '2: title: missing, expected string',
      "3: front matter: there’s no key 'titel'",
      '4: minutes: expected number, received string',
    ])
    expect(problemsOf(whole.replace('## step s', '## step t'))).toEqual([
      "7: the section 'step s' is missing or empty",
      "14: nothing in the front matter needs the section 'step t'",
    ])
    const partner = good(step('{ userExists: { name: u, account: partner } }'))
    expect(problemsOf(partner)[0]).toContain('a check looks at the account of a partner, which the lesson doesn’t have')
  })
  it('tells a fixture that has errors from one that isn’t there, and names what is wrong with it', () => {
    const dir = mkdtempSync(join(tmpdir(), 'lessons-'))
    try {
      mkdirSync(join(dir, '01-one'))
      mkdirSync(join(dir, 'fixtures'))
      writeFileSync(join(dir, 'fixtures', 'listed.yaml'), '- call: iam:ListUsers\n')
      writeFileSync(join(dir, '01-one', 'lesson.md'), good(`start: listed\n${step('{ rootMfaEnabled: {} }')}`))
      expect(readCourse([dir]).errors.map(({ problem }) => problem)).toEqual([
        'a fixture is a map with a list of operations: expected object, received array',
        "the fixture 'listed' has errors",
      ])
    } finally {
      rmSync(dir, { recursive: true })
    }
  })
  it('is rehearsed with the call that was refused, and its line', async () => {
    const refused = step('{ userExists: { name: u } }').replace(
      "[{ as: root, call: 'iam:ListUsers' }]",
      "[{ as: root, call: 'iam:CreateUser', with: { UserName: nora } }, { as: nora, call: 'iam:CreateAccessKey' }, { as: 'nora:key', call: 'iam:ListUsers' }]",
    )
    const lesson = parseLesson('lesson.md', good(refused))
    const own = await openStage({ ...course, lessons: [lesson] })
    try {
      expect(await rehearse(own, lesson)).toEqual([
        'step s, solution 2: iam:CreateAccessKey as nora: AccessDenied',
        'step s, solution 3: nora:key has no such credentials',
      ])
    } finally {
      await own.close()
    }
  })
  it('is taken when it is whole', () => {
    expect(parseLesson('lesson.md', good(step('{ rootMfaEnabled: {} }'))).steps).toHaveLength(1)
  })
})
