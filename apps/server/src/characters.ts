/** Characters as people count them for limits: a pair of surrogates is one. Costs no copy of the text. */
export function charactersOf(text: string): number {
  let pairs = 0
  for (let index = 0; index < text.length - 1; index += 1) {
    const unit = text.charCodeAt(index)
    if (unit >= 0xd800 && unit <= 0xdbff && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00) {
      pairs += 1
      index += 1
    }
  }
  return text.length - pairs
}
