import { z } from 'zod'
import { CHECK_NAMES } from '../checks/vocabulary.js'

const id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'ids are lower-case letters, digits and hyphens')
const check = z
  .record(z.string(), z.unknown())
  .refine((call) => Object.keys(call).length === 1, 'a check is a map with one key')
  .superRefine((call, context) => {
    const [name = ''] = Object.keys(call)
    if (!CHECK_NAMES.has(name)) context.addIssue({ code: 'custom', message: `there is no check '${name}'` })
  })
const solution = z.strictObject({
  as: z.string(),
  call: z.string().regex(/^(iam|sts|cloudtrail|dojo):[A-Za-z]+$/, 'a call is iam:, sts:, cloudtrail: or dojo: and a name'),
  with: z.record(z.string(), z.unknown()).default({}),
})

/** The machine part of a lesson. Unknown keys are errors: a misspelt one must not pass in silence. */
export const frontMatter = z.strictObject({
  id,
  title: z.string().min(1),
  minutes: z.number().int().min(1).max(120),
  level: z.enum(['core', 'extra']),
  status: z.enum(['ready', 'coming']).default('ready'),
  requires: z.array(id).default([]),
  misconceptions: z.array(z.string().regex(/^M\d+$/)).default([]),
  start: id.optional(),
  persona: z.record(z.string(), z.string()).default({}),
  steps: z
    .array(
      z.strictObject({
        id,
        title: z.string().min(1),
        hotspot: id.optional(),
        check,
        mistakes: z.array(z.strictObject({ id, when: check, example: z.array(solution).min(1) })).default([]),
        solution: z.array(solution).min(1),
      }),
    )
    .min(1),
  breakIt: z.strictObject({ id, check, solution: z.array(solution).min(1) }).optional(),
  quiz: z.array(z.strictObject({ id, kind: z.literal('single'), answer: z.string().regex(/^[a-h]$/) })).default([]),
  instructor: z.record(z.string(), z.unknown()).default({}),
})
export type FrontMatter = z.infer<typeof frontMatter>
