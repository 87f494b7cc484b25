import { pointAt, snapshotAt } from '../dist/src/generator/snapshot.js';
import { FIRST_TICK, modelOf } from './model.mjs';
import { inTurns, microsecondsOfEach } from './rounds.mjs';
import { printTable } from './table.mjs';

const ROUNDS = 9;
const TICKS_A_ROUND = 10_000;

/** The cost of one tick, compared with the cost of writing it as JSON. */
export async function measurePoint() {
  const testApp = modelOf('default');
  const shop = modelOf('online-shop');
  const frontend = shop.nodes[0];
  const works = [
    {
      what: 'default: one point',
      make: (tick) => pointAt(testApp, testApp.nodes[0], tick),
      goal: '5 or less',
    },
    {
      what: `online-shop: one point of ${frontend.application.name}, with all its connections`,
      make: (tick) => pointAt(shop, frontend, tick),
    },
    {
      what: `online-shop: all ${shop.nodes.length} applications and their calls`,
      make: (tick) => snapshotAt(shop, tick),
    },
  ];
  const measured = await inTurns(ROUNDS, Object.fromEntries(works.flatMap(makingAndWriting)));
  const rows = Object.entries(measured).map(([what, values]) => {
    return { what, values, unit: 'µs', goal: works.find((work) => work.what === what)?.goal };
  });
  printTable('The model: one tick', rows);
}

function makingAndWriting({ what, make }) {
  const made = Array.from({ length: TICKS_A_ROUND }, (_, number) => make(FIRST_TICK + number));
  let next = FIRST_TICK;
  return [
    [what, () => microsecondsOfEach(TICKS_A_ROUND, () => void make((next += 1)))],
    [
      `${what}: JSON.stringify alone`,
      () => microsecondsOfEach(TICKS_A_ROUND, (number) => void JSON.stringify(made[number])),
    ],
  ];
}
