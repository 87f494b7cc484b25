import { setImmediate as nextTurn } from 'node:timers/promises';

const CHUNK_LENGTH = 65_536;
// Pieces between two turns of the event loop: some milliseconds of the model's work.
const PIECES_IN_A_TURN = 200;

/** Gathers pieces of text into chunks that are worth a write, with time for other requests in between. */
export async function* chunksOf(pieces: Iterable<string>): AsyncGenerator<string> {
  let chunk = '';
  let left = PIECES_IN_A_TURN;
  for (const piece of pieces) {
    chunk += piece;
    left -= 1;
    if (chunk.length >= CHUNK_LENGTH) {
      yield chunk;
      chunk = '';
    }
    if (left === 0) {
      left = PIECES_IN_A_TURN;
      await nextTurn();
    }
  }
  if (chunk !== '') yield chunk;
}
