/**
 * The database cannot be used as it is: already held by another server, too old, unsafe settings, or newer than this
 * program. The message is one or two sentences for the operator; whoever starts the server prints it without a stack.
 */
export class UnusableDatabase extends Error {
  override readonly name = 'UnusableDatabase'
}
