import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { texts } from '../../../client/lab/texts.js'
import type { Lesson } from '../../../server/lessons/format/lesson.js'
import { course } from '../../support/stage.js'
import { lessonPanel } from '../pages/lesson-panel.js'
import type { keyboard } from './keyboard.js'

export function lessonOf(id: string): Lesson {
  const lesson = course.lessons.find((one) => one.id === id)
  if (!lesson) throw new Error(`there is no lesson ${id}`)
  return lesson
}

const sortOf = (quiz: string): Record<string, string> => {
  const found = course.lessons.flatMap((lesson) => lesson.quiz).find(({ id }) => id === quiz)
  return found?.kind === 'sort' ? found.bins : {}
}

/** The lessons beside the console, by keyboard. */
export function lessonKeys(page: Page, { pick, reach, choose, fill, option, press }: ReturnType<typeof keyboard>) {
  const { at, passed } = lessonPanel(() => page)
  return {
    at,
    passed,
    openLesson: (id: string) => choose(`${texts.open}: ${lessonOf(id).title}`),
    /** The way on from a lesson that is complete. */
    nextLesson: (id: string) => choose(texts.nextLesson(lessonOf(id).title)),
    /** What the lesson prepares is said before, and nothing may be missing. */
    async startLesson(id: string): Promise<void> {
      await page.getByRole('button', { name: texts.begin, exact: true }).waitFor()
      expect(await page.getByText(texts.prepares).count()).toBe(lessonOf(id).prepares ? 1 : 0)
      await choose(texts.begin)
      const missing = page.getByText(texts.missingTitle)
      await page.locator('[data-step]').or(missing).first().waitFor()
      expect(await missing.count()).toBe(0)
    },
    /** A step of several acts says which are done. */
    tickIsDone: (step: string, index: number) =>
      page.locator(`[data-step="${step}"] [data-tick]`).nth(index).and(page.locator('[data-tick="done"]')).waitFor(),
    /** The list counts the lessons of this account that are complete. */
    async hasDone(lessons: number): Promise<void> {
      await choose(texts.all)
      await page.getByText(new RegExp(`^${lessons} of ${course.lessons.length} lessons complete`)).waitFor()
    },
    lessonIsComplete: () => page.locator('[data-end="passed"]').waitFor(),
    /** Puts each card into the bin with this id, in the order of the cards. */
    async sort(quiz: string, bins: readonly string[]): Promise<void> {
      const question = page.locator(`[data-quiz="${quiz}"]`)
      const names = sortOf(quiz)
      for (const [index, bin] of bins.entries()) {
        await reach(question.getByRole('button').nth(index), `card ${index} of ${quiz}`)
        await press('Enter')
        await option(names[bin] ?? '')
      }
      await reach(question.getByRole('button', { name: texts.answer, exact: true }), `the answer to ${quiz}`)
      await press('Enter')
      await question.getByText(texts.right).waitFor()
    },
    /** What was made by hand, into the form of its step. */
    async handIn(label: string, text: string): Promise<void> {
      await fill(label, text)
      await choose(texts.compare)
    },
    /** By the letters of all options that are right. */
    async answerAll(quiz: string, letters: readonly string[]): Promise<void> {
      const question = page.locator(`[data-quiz="${quiz}"]`)
      for (const letter of letters) {
        await reach(question.getByRole('checkbox', { name: new RegExp(`^${letter}\\)`) }), `answer ${letter} of ${quiz}`)
        await press('Space')
      }
      await reach(question.getByRole('button', { name: texts.answer, exact: true }), `the answer to ${quiz}`)
      await press('Enter')
      await question.getByText(texts.right).waitFor()
    },
    /** By the letter of an option. */
    async answer(quiz: string, letter: string): Promise<void> {
      const question = page.locator(`[data-quiz="${quiz}"]`)
      await pick(question, new RegExp(`^${letter}\\)`))
      await reach(question.getByRole('button', { name: texts.answer, exact: true }), `the answer to ${quiz}`)
      await press('Enter')
      await question.getByText(texts.right).waitFor()
    },
  }
}
