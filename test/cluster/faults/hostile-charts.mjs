/**
 * Runs in a pod: requests more from an agent than it should render: node --eval … -- URL. Prints the count of each
 * status; `not answered` is for requests without a response within the time limit.
 */
const [url] = process.argv.slice(1);
const counts = {};
const timeLimit = AbortSignal.timeout(120_000);

const bars = (label, points) => ({
  type: 'bar',
  data: { labels: Array(points).fill(label), datasets: [{ data: Array(points).fill(1) }] },
});

// All are different, because equal ones would be rendered only once.
const large = (n) => ({ chart: bars(`large ${n}`, 3), width: 3200, height: 3100, devicePixelRatio: 1 });
const many = (n) => ({ chart: bars(`${n}`, 24_000), width: 3000, height: 1000, devicePixelRatio: 1 });
const jpeg = (n) => ({ ...large(n), format: 'jpeg', width: 1600 });
const wide = (n) => ({ chart: bars(`wide ${n}`, 3), width: 30_000 + n, height: 30_000 });
const deep = (n) => ({ chart: `{type:'bar',n:${n},data:${'['.repeat(100_000)}` });
const code = (n) => ({ chart: `{type:'bar',data:{labels:[(()=>{while(true){}})(${n})]}}` });
const long = (n) => ({ chart: `${n}${'x'.repeat(3_000_000)}` });

const kinds = [large, many, jpeg, wide, deep, code, long];
await Promise.all(Array.from({ length: 420 }, (_, n) => ask(kinds[n % kinds.length](n))));
console.log(JSON.stringify(counts));

async function ask(body) {
  const result = await fetch(`${url}/chart`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ version: '4', ...body }),
    signal: timeLimit,
  })
    .then(async (response) => {
      await response.arrayBuffer();
      return response.status;
    })
    .catch((error) => (timeLimit.aborted ? 'not answered' : (error.cause?.code ?? error.name)));
  counts[result] = (counts[result] ?? 0) + 1;
}
