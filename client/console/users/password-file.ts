import { csvFile } from '../parts/csv.js'
import { download } from '../parts/download.js'

/** `<user>_credentials.csv` as AWS's console names and writes it. */
export function downloadPassword(userName: string, password: string, signInUrl: string): void {
  download(
    `${userName}_credentials.csv`,
    csvFile(['User name', 'Password', 'Console sign-in URL'], [userName, password, signInUrl]),
  )
}
