import { describe, expect, it, jest } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { freePorts, portsOf, root, portsInUse } from './launcher.js';

jest.setTimeout(120_000);

const CTRL_C = '\x03';

// Only util-linux's `script` runs a command in a terminal and returns its exit code with these options.
const hasTerminal = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux');
if (!hasTerminal)
  process.stderr.write('`script` of util-linux is not installed: npm start is not tested in a terminal.\n');

(hasTerminal ? describe : describe.skip)('npm start in a terminal', () => {
  it('stops on Ctrl-C, and npm reports success', async () => {
    const environment = await freePorts();
    const { PATH, HOME } = process.env;
    // Without `exec`, a shell between `script` and npm would report its own Ctrl-C.
    const terminal = spawn('script', ['-qec', 'exec npm start -- --no-build', '/dev/null'], {
      cwd: root,
      env: { PATH, HOME, ...environment },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const ended = once(terminal, 'exit');
    let output = '';
    terminal.stdout.on('data', (chunk: Buffer) => {
      const wasGreeted = output.includes('Ctrl-C stops both services');
      output += chunk.toString();
      if (!wasGreeted && output.includes('Ctrl-C stops both services')) terminal.stdin.write(CTRL_C);
    });

    const [code] = (await ended) as [number | null];

    expect(output).toContain(`http://localhost:${environment.PORT}/k8s-app-monitor-test`);
    expect(code).toBe(0);
    expect(output).not.toContain('npm error');
    expect(await portsInUse(portsOf(environment))).toEqual([]);
  });
});
