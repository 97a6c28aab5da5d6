import { z } from 'zod'
import { checkCall as check, partsOf } from '../checks/vocabulary.js'
import { isActorAddress } from './actor-addresses.js'
import { WORKSHEET_PARTS } from './findings.js'
import { HOTSPOTS } from './hotspots.js'
import { MISCONCEPTION_IDS } from './misconceptions.js'
import { callProblems } from './operation-input.js'
import { quizFront } from './quiz.js'

const id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'an ID has lowercase letters, digits, and hyphens')
const call = z.string().regex(/^(iam|sts|cloudtrail):[A-Za-z]+$/, 'a call is iam:, sts:, or cloudtrail:, and a name')
const misconception = z.enum(MISCONCEPTION_IDS, { error: ({ input }) => `there’s no misconception '${String(input)}'` })
const input = z.record(z.string(), z.unknown()).default({})
const solution = z
  .strictObject({
    as: z.string(),
    call: z
      .string()
      .regex(/^(iam|sts|ec2|cloudtrail|dojo):[A-Za-z]+$/, 'a call is iam:, sts:, ec2:, cloudtrail:, or dojo:, and a name'),
    with: input,
  })
  .superRefine(known)

/** Misspelt operations and parameters are found before anybody plays them. */
export function known({ call, with: input }: { call: string; with: unknown }, context: z.RefinementCtx): void {
  for (const { path, message } of callProblems(call, input)) context.addIssue({ code: 'custom', path, message })
}

const step = z
  .strictObject({
    id,
    title: z.string().min(1),
    hotspot: z.enum(HOTSPOTS, { error: ({ input }) => `the console has no hotspot '${String(input)}'` }).optional(),
    /** Whose page the hotspot must be on: a user's or a group's name, or `root`. */
    of: z.string().optional(),
    check,
    /** What the learner sees ticked off, one for each part of the check, which is `all` or `sequence`. */
    ticks: z.array(z.string().min(1)).default([]),
    /** From where events count: the step's opening, or the lesson's start. */
    since: z.enum(['step', 'lesson']).default('step'),
    mistakes: z
      .array(
        z.strictObject({
          id,
          when: check,
          example: z.array(solution).min(1),
          /** What somebody believes who makes it, if it tells. */
          misconception: misconception.optional(),
        }),
      )
      .default([]),
    solution: z.array(solution).min(1),
    /** The editor that stands in this step. */
    snippet: id.optional(),
    /** Exams: what it is worth. */
    points: z.number().int().min(1).max(100).optional(),
  })
  .superRefine(({ check, ticks }, context) => {
    if (ticks.length > 0 && ticks.length !== partsOf(check).length)
      context.addIssue({ code: 'custom', path: ['ticks'], message: 'write one tick for each part of the check' })
  })

/** Somebody who calls by themselves, through the wire, while the lesson runs. */
const actor = z.strictObject({
  id,
  title: z.string().min(1),
  /** Whose oldest access key they hold when the lesson starts. */
  user: z.string(),
  sourceIp: z.ipv4().refine(isActorAddress, 'an actor needs an address reserved for documentation, such as 203.0.113.10'),
  userAgent: z.string(),
  /** Once, at the start; `keep` names the credentials that the call returned. */
  opening: z.array(z.strictObject({ call, with: input, keep: id.optional() }).superRefine(known)).default([]),
  /** Every simulated minute; `by`: kept credentials instead of the key. */
  calls: z.array(z.strictObject({ call, with: input, by: id.optional() }).superRefine(known)).min(1),
  /** The learner may give them another key. */
  takesKey: z.boolean().default(false),
})

/** The machine part of a lesson. Unknown keys are errors: a misspelt one must not pass in silence. */
export const frontMatter = z.strictObject({
  id,
  title: z.string().min(1),
  minutes: z.number().int().min(1).max(120),
  level: z.enum(['core', 'extra']),
  status: z.enum(['ready', 'coming']).default('ready'),
  requires: z.array(id).default([]),
  misconceptions: z.array(misconception).default([]),
  start: id.optional(),
  /** The fixture of a second account, which is made when the lesson starts. */
  partner: id.optional(),
  /** A fixture that starting the lesson adds without asking: what its section says. */
  prepares: id.optional(),
  persona: z.record(z.string(), z.string()).default({}),
  steps: z.array(step).min(1),
  breakIt: z.strictObject({ id, check, solution: z.array(solution).min(1) }).optional(),
  quiz: z.array(quizFront).default([]),
  actors: z.array(actor).default([]),
  /** Texts that the learner edits; what they write is looked at and forgotten. */
  snippets: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({
          id,
          kind: z.enum(['config', 'note']),
          /** Words that it must have. One with an ID has a finding of its own, and may be the key that an actor holds. */
          mentions: z.array(z.union([z.string(), z.strictObject({ id, text: z.string() })])).default([]),
          minLines: z.number().int().min(1).default(1),
        }),
        /** A part of a signature that the learner makes by hand, of a request of `user`'s newest access key. */
        z.strictObject({ id, kind: z.literal('worksheet'), part: z.enum(WORKSHEET_PARTS), user: z.string() }),
      ]),
    )
    .default([]),
  /** A page of the world outside that the lesson shows, and what can be done on it. */
  page: z.strictObject({ title: z.string(), acts: z.array(z.strictObject({ id, label: z.string() })).default([]) }).optional(),
  /** What a thief of some principal's credentials could make the owner pay for; each line is decided by the evaluator. */
  bill: z
    .strictObject({
      instanceType: z.string(),
      dollarsPerHour: z.number().positive(),
      count: z.number().int().positive(),
      regions: z.array(z.string()).min(1),
    })
    .optional(),
  /** All steps at once, without hints, graded at the end; a deduction is taken off for each time its check passes. */
  exam: z
    .strictObject({
      passMark: z.number().int().min(1).max(100),
      /** So many of its questions are asked, others in each account; all by default. */
      questions: z.number().int().min(1).optional(),
      deductions: z.array(z.strictObject({ id, title: z.string(), check, points: z.number().int().min(1) })).default([]),
    })
    .optional(),
  instructor: z.record(z.string(), z.unknown()).default({}),
})
export type FrontMatter = z.infer<typeof frontMatter>
