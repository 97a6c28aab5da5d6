/** A figure of a bench: ours and the baseline measured in turns, medians, and the ratio that the design asks for. */
export interface Figure {
  name: string
  ours: number
  baseline: number
  unit: string
  /** What ours / baseline should be: at least, or at most; without one it is stated and not judged. */
  budget?: { atLeast: number } | { atMost: number }
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** Measures two things in interleaved rounds, so that the machine's mood hits both. */
export async function rounds(
  count: number,
  ours: () => Promise<number>,
  baseline: () => Promise<number>,
): Promise<{ ours: number; baseline: number }> {
  const a: number[] = []
  const b: number[] = []
  for (let round = 0; round < count; round++) {
    a.push(await ours())
    b.push(await baseline())
  }
  return { ours: median(a), baseline: median(b) }
}

export const medianOf = median
