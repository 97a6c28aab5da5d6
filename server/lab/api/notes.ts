import { z } from 'zod'
import { AccountGone } from '../../account/accounts.js'
import { ApiError } from '../../api/api-error.js'
import type { Routes } from '../../api/routes.js'
import { filled } from '../../lessons/course/template.js'
import { withPictureAddresses } from '../../lessons/format/pictures.js'
import { noteText } from '../notes/notes.js'
import { secretsIn } from '../progress/snippet-findings.js'
import type { LabApi } from './contract.js'
import { type LabContext, ownAccount, ownLesson } from './requests.js'

/** The cheat sheet: what each lesson leaves one with, and the learner's own notes. */
export function noteRoutes(routes: Routes<LabApi>, context: LabContext): void {
  const { accounts, course, notes, partners, baseUrl } = context

  routes.answer('GET /lab/cheat-sheet', async (request) => {
    const accountId = await ownAccount(context, request, request.query.account)
    const account = await accounts.get(accountId)
    const written = await notes.of(accountId)
    const lessons = await Promise.all(
      course().lessons.map(async (lesson) => {
        const partnerId = lesson.partner ? await partners.of(accountId, lesson.id) : undefined
        const recap = filled(lesson.texts.recap, lesson, { account, partnerId }, baseUrl())
        return { id: lesson.id, recap: withPictureAddresses(recap, lesson.id), note: written[lesson.id] ?? '' }
      }),
    )
    return { accountId, lessons }
  })

  routes.take(
    'POST /lab/lessons/:id/note',
    z.object({ account: z.string(), text: noteText }),
    async ({ account, text }, request) => {
      const { accountId, lesson } = await ownLesson(context, request, account)
      const found = await accounts.get(accountId)
      if (!found) throw new AccountGone(accountId)
      if (secretsIn(text, found).length > 0) {
        throw new ApiError(
          400,
          'SecretInNote',
          'This note contains a secret access key, so it isn’t saved. Keep secrets out of notes: write where the key is instead.',
        )
      }
      await notes.keep(found, lesson.id, text)
      return { text }
    },
  )
}
