const abbreviation = /(?:^|[\s(])(?:e\.g|i\.e|etc|vs|approx|mr|mrs|ms|dr|z\.b|bzw|ca|nr)\.$/i
const listNumber = /^\s*\d{1,2}\.$/

/**
 * The sentences of a paragraph, trimmed, in order. A full stop ends one only before a space ("2.5" and "index.html" do
 * not break), and not after a common abbreviation or a list's number. Line breaks end sentences too.
 */
export function sentencesOf(paragraph: string): string[] {
  const sentences: string[] = []
  let open: string[] = []
  const close = () => {
    const sentence = open.join('').trim()
    if (sentence !== '') sentences.push(sentence)
    open = []
  }
  for (const piece of paragraph.split(/(?<=[.!?…]["')\]]?)(?=\s)|(?<=[。！？])|(?<=\n)/u)) {
    open.push(piece)
    // Only the newest piece is looked at, so that a long text without real ends stays cheap.
    const goesOn = abbreviation.test(piece) || (open.length === 1 && listNumber.test(piece))
    if (!goesOn || piece.endsWith('\n')) close()
  }
  close()
  return sentences
}
