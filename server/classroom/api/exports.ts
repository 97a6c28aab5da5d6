import type { Asked } from '../asked.js'
import type { ClassRoutes } from '../class-routes.js'
import type { ClassroomContext } from '../context.js'
import { classResults } from '../export/class-results.js'
import { type ClassResults, canvasCsv, moodleCsv, resultsCsv, resultsJson } from '../export/files.js'

/** Results as files to be saved. */
export function exportRoutes(routes: ClassRoutes, context: ClassroomContext): void {
  const send = (type: string, name: string, write: (results: ClassResults) => Promise<string>) => async (asked: Asked) => {
    const text = await write(await classResults(context, asked.class))
    asked.response.attachment(name).type(type).set('Cache-Control', 'no-store').send(text)
  }
  routes.file('GET /classroom/classes/:class/results.csv', send('text/csv', 'results.csv', resultsCsv))
  routes.file('GET /classroom/classes/:class/results.json', send('application/json', 'results.json', resultsJson))
  routes.file('GET /classroom/classes/:class/canvas.csv', send('text/csv', 'canvas.csv', canvasCsv))
  routes.file('GET /classroom/classes/:class/moodle.csv', send('text/csv', 'moodle.csv', moodleCsv))
}
