import { useNavigate } from 'react-router'
import { CONSOLE } from '../../shared/addresses.js'

interface Followed {
  detail: { href?: string | undefined; external?: boolean | undefined }
  preventDefault(): void
}

/** For a Cloudscape `onFollow`: an address of the console opens without a reload; another tab opens it by itself. */
export function useFollow(): (event: Followed) => void {
  const navigate = useNavigate()
  return (event) => {
    const { href = '', external } = event.detail
    if (external || !href.startsWith(`${CONSOLE}/`)) return
    event.preventDefault()
    navigate(href.slice(CONSOLE.length))
  }
}
