const MIB = 2 ** 20;
const SHORT = { 'k8s-app-monitor-test': 'metrics API', 'k8s-app-monitor-agent': 'agent' };
const HEAD = [
  'Pods',
  'Load',
  'Answered a second',
  'Failed',
  'CPU',
  'CPU of an answer',
  'Memory',
  'Most memory',
];

/** Markdown, as docs/operating.md has it; CPU and memory are those of all pods together. */
export function table(rows) {
  const lines = [HEAD, HEAD.map((_, column) => (column < 2 ? '---' : '--:')), ...rows.map(cells)];
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n');
}

function cells({ service, load, pods, cores, meanBytes, mostBytes, ...answers }) {
  const { ratePerSecond, failed } = answers;
  return [
    `${pods} ${SHORT[service]}`,
    load,
    ratePerSecond?.toFixed(ratePerSecond < 100 ? 1 : 0) ?? '',
    failed ?? '',
    `${(cores * 1000).toFixed(0)} m`,
    ratePerSecond ? `${((cores / ratePerSecond) * 1000).toPrecision(2)} ms` : '',
    `${(meanBytes / MIB).toFixed(0)} MiB`,
    `${(mostBytes / MIB).toFixed(0)} MiB`,
  ];
}
